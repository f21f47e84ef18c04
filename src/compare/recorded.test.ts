import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { read, textDocument } from "../index.ts";
import { addRecord, closeStore, openStore, type Store } from "../store/index.ts";
import { accountsAbout, recordedAccounts } from "./recorded.ts";

const TEXTS = [
  "The Joint Letter was signed by 22 states, officials said.",
  "A joint petition came first; the letter followed on Monday.",
  "Nothing was said about fish.",
];

describe("accounts on the record", () => {
  let folder: string;
  let store: Store;
  const keys: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "onrecord-compare-"));
    store = await openStore(join(folder, "record.db"), { create: true });
    for (const [i, text] of TEXTS.entries()) {
      const record = read(textDocument(text, { id: `t${i}`, published: `2031-04-0${3 - i}` }));
      keys.push((await addRecord(store, record, "test")).key);
    }
  });

  afterAll(async () => {
    await closeStore(store);
    rmSync(folder, { recursive: true });
  });

  it("are found by key, by its beginning, by id, and once", async () => {
    const meant = [keys[0]!, keys[0]!.slice(0, 8), "t2"];
    const found = await recordedAccounts(store, meant);
    expect(found.map(({ key }) => key)).toEqual([keys[0], keys[2]]);
    expect(found[0]!.record.text).toBe(TEXTS[0]);
    await expect(recordedAccounts(store, ["ffffffff"])).rejects.toMatchObject({
      code: "no-such-document",
    });
  });

  it("are found by all of the words, in order of publication, and counted", async () => {
    const { found, total } = await accountsAbout(store, "joint LETTER", 50);
    expect([total, found.map(({ key }) => key)]).toEqual([2, [keys[1], keys[0]]]);
    expect(await accountsAbout(store, "joint letter", 1)).toMatchObject({
      total: 2,
      found: [{ key: keys[1] }],
    });
    expect((await accountsAbout(store, "fishery", 50)).total).toBe(0);
    expect((await accountsAbout(store, " ", 50)).total).toBe(0);
  });
});
