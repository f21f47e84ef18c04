import { describe, expect, test } from "vitest";
import { entity, record } from "../../test/fixtures/records.ts";
import { dialects, useStores } from "../../test/stores.ts";
import type { DocumentRecord } from "../document/index.ts";
import { addRecord, allLetters, forgetDocument, letterPage, outlets } from "./index.ts";

/** A letter that these signed, or a text without a list. */
function letter(id: string, published: string | null, signed: readonly string[], url?: string) {
  const text = `Letter ${id}\n${signed.join("\n")}\n`;
  const entities = signed.map((name, i) => {
    const start = text.indexOf(name);
    return entity({ id: `e${i}`, name, mentions: [[start, start + name.length]] });
  });
  const lists: DocumentRecord["lists"] = [
    {
      kind: "signatories",
      document: "e9",
      entities: entities.map(({ id }) => id),
      statedCount: null,
      spans: entities.map(({ mentions }) => mentions[0]!),
    },
  ];
  return record(
    { id, text, entities, lists: signed.length === 0 ? [] : lists },
    { published, outlet: `Outlet ${id}`, sha256: id.padEnd(64, "0"), url: url ?? null },
  );
}

describe.each(dialects())("in %s", (dialect) => {
  const withNewStore = useStores(dialect);

  test("letters come by day, page by page, with their earlier versions", () =>
    withNewStore(async (store) => {
      const url = "https://letters.example/1";
      await addRecord(store, letter("b1", "2031-03-09", ["Ada"], url), "p1");
      await addRecord(store, letter("b2", "2031-03-12", ["Ada", "Ben"], url), "p1");
      await addRecord(store, letter("c3", "2031-03-10T09:00", ["Cid"]), "p1");
      await addRecord(store, letter("d4", null, ["Dot"]), "p1");
      await addRecord(store, letter("e5", "2031-03-11", []), "p1");
      const pages: string[][] = [];
      let after: Parameters<typeof letterPage>[2] = null;
      do {
        const page: Awaited<ReturnType<typeof letterPage>> = await letterPage(store, {}, after, 1);
        const isEarlier = (key: string) => (page.earlier.has(key) ? "earlier " : "");
        pages.push(page.letters.map(({ document, outlet }) => `${isEarlier(document)}${outlet}`));
        after = page.next;
      } while (after !== null);
      expect(pages).toEqual([["Outlet d4"], ["Outlet c3"], ["earlier Outlet b1", "Outlet b2"]]);
      expect((await allLetters(store)).map(({ outlet }) => outlet)).toEqual([
        "Outlet d4",
        "Outlet b1",
        "Outlet c3",
        "Outlet b2",
      ]);
      const within = await letterPage(store, { from: "2031-03-10", to: "2031-03-10" }, null, 9);
      expect(within.letters.map(({ outlet }) => outlet)).toEqual(["Outlet c3"]);
      expect(await outlets(store)).toEqual(
        ["b1", "b2", "c3", "d4", "e5"].map((id) => `Outlet ${id}`),
      );
      expect(await outlets(store, "Outlet c3")).toEqual(["Outlet d4", "Outlet e5"]);
    }));

  test("a letter that is forgotten is no longer listed", () =>
    withNewStore(async (store) => {
      const { key } = await addRecord(store, letter("a1", "2031-03-09", ["Ada"]), "p1");
      await forgetDocument(store, key);
      expect(await allLetters(store)).toEqual([]);
    }));
});
