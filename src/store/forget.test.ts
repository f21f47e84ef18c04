import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dialects, useStores } from "../../test/stores.ts";
import { read } from "../index.ts";
import { textDocument } from "../read/index.ts";
import {
  addRecord,
  checkStore,
  closeStore,
  documentToRead,
  findOrPending,
  forgetDocument,
  handIn,
  openStore,
  protect,
  type Store,
} from "./index.ts";

const TEXT = 'Harbour closes\n\n"We close the harbour," Ines Lorck said on Friday.\n';
const URL = "https://news.example/harbour";

async function isSound(store: Store): Promise<boolean> {
  for await (const _ of checkStore(store)) return false;
  return true;
}

describe.each(dialects())("a document is forgotten in %s", (dialect) => {
  const withNewStore = useStores(dialect);

  test("with its rows, and says what went", () =>
    withNewStore(async (store) => {
      const { key } = await addRecord(store, read(TEXT), "p1");
      expect(await forgetDocument(store, key)).toMatchObject({
        key,
        title: "Harbour closes",
        statements: 1,
        entities: 2,
        inItsPlace: null,
      });
      for (const table of ["documents", "statements", "entities", "events"] as const) {
        expect(await store.db.selectFrom(table).selectAll().execute()).toEqual([]);
      }
      await expect(forgetDocument(store, key)).rejects.toMatchObject({ code: "no-such-document" });
    }));

  test("with what was handed in of it, so that no worker brings it back", () =>
    withNewStore(async (store) => {
      const doc = textDocument(TEXT);
      const { key } = await addRecord(store, read(doc), "p1");
      await handIn(store, doc, "p2");
      await forgetDocument(store, key);
      expect(await documentToRead(store, key, "p2")).toBeNull();
    }));

  test("that was handed in and not read, by its key", () =>
    withNewStore(async (store) => {
      const { key } = await handIn(store, textDocument(TEXT), "p1");
      await expect(forgetDocument(store, key.slice(0, 8))).rejects.toThrow("is no document");
      expect(await forgetDocument(store, key)).toMatchObject({
        key,
        title: "Harbour closes",
        statements: 0,
      });
      expect(await documentToRead(store, key, "p1")).toBeNull();
      await expect(forgetDocument(store, key)).rejects.toMatchObject({ code: "no-such-document" });
    }));

  test("that was handed in and not read, without a name that is protected", () =>
    withNewStore(async (store) => {
      await protect(store, { protect: { name: "Ines Lorck" }, by: "Pell Andary", why: "asked" });
      const doc = textDocument("Ines Lorck leaves\n\nShe left on Friday.\n", {
        url: "https://news.example/Ines Lorck",
      });
      const { key } = await handIn(store, doc, "p1");
      for (const said of [await findOrPending(store, key), await forgetDocument(store, key)]) {
        expect([said.title, said.url].join()).not.toContain("Lorck");
      }
    }));

  test("and an earlier version takes its place", () =>
    withNewStore(async (store) => {
      const keys: string[] = [];
      for (const word of ["port", "docks", "piers"]) {
        const doc = textDocument(TEXT.replace("harbour,", `${word},`), { url: URL });
        keys.push((await addRecord(store, read(doc), "p1")).key);
      }
      expect(await forgetDocument(store, keys[2]!)).toMatchObject({ inItsPlace: keys[1] });
      const rows = await store.db.selectFrom("statements").select("content").execute();
      expect(rows).toEqual([{ content: '"We close the docks,"' }]);
      expect(await forgetDocument(store, keys[0]!)).toMatchObject({
        statements: 0,
        inItsPlace: keys[1],
      });
      expect(await isSound(store)).toBe(true);
    }));
});

test("of what is forgotten, no byte stays in the file", async () => {
  const folder = mkdtempSync(join(tmpdir(), "onrecord-forget-"));
  const file = join(folder, "onrecord.db");
  try {
    const store = await openStore(file, { create: true });
    for (const name of ["Ines Lorck", "Maud Tarrade"]) {
      await addRecord(store, read(TEXT.replace("Ines Lorck", name)), "p1");
    }
    const { key } = await addRecord(store, read(TEXT), "p1");
    await forgetDocument(store, key);
    await closeStore(store);
    expect(readFileSync(file).includes("Maud Tarrade")).toBe(true);
    expect(readFileSync(file).includes("Ines Lorck")).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
