import { describe, expect, test } from "vitest";
import { type MadeStatement, madeRecord } from "../../test/made-record.ts";
import type { Attribution } from "../document/index.ts";
import { linkDocuments, linkUtterances, MemoryShelf } from "./index.ts";

/** A document of one statement, and the date it was published. */
function told(id: string, source: string, words: string, kind: Attribution["kind"] = "direct") {
  const statements: MadeStatement[] = [[source, words]];
  const record = madeRecord({
    id,
    text: words,
    statements,
    kind,
    published: `2031-03-1${id.length}`,
  });
  return { key: id, record };
}

type Told = ReturnType<typeof told>;

/** The same words of a link on both sides. */
function evidence(a: Told, b: Told): string[] {
  return linkDocuments([a, b]).flatMap((link) => {
    const [from, to] = [a, b].map(({ key, record }) => {
      const spans = link.from.document === key ? link.evidence.from : link.evidence.to;
      return spans.map(([start, end]) => record.text.slice(start, end)).join(" + ");
    });
    return [`${from} = ${to} (${link.source})`];
  });
}

const LONG = "the nets have been empty since the harbour was closed in spring";

describe("statements with the same words", () => {
  test.each([
    [
      "eight words in a row, whoever is named",
      told("a", "Ines Lorck", `We know that ${LONG}.`),
      told("bb", "Bram Ostrey", `It is a shame: ${LONG}.`),
      [`${LONG} = ${LONG} (other)`],
    ],
    [
      "shorter runs of one named source",
      told("a", "Ines Lorck", "Nobody asked the fishermen what they think."),
      told("bb", "Ines Lorck", "And nobody asked the fishermen what comes next."),
      ["Nobody asked the fishermen what = nobody asked the fishermen what (same)"],
    ],
    [
      "the same runs of two named sources",
      told("a", "Ines Lorck", "Nobody asked the fishermen what they think."),
      told("bb", "Bram Ostrey", "And nobody asked the fishermen what comes next."),
      [],
    ],
    [
      "names alone",
      told("a", "Ines Lorck", "He works for the Ollan Strait Harbour Service Authority now."),
      told("bb", "Ines Lorck", "A letter to the Ollan Strait Harbour Service Authority was lost."),
      [],
    ],
    [
      "function words alone",
      told("a", "Ines Lorck", "This is one of the things that we do not do."),
      told("bb", "Ines Lorck", "It is one of the things that we did."),
      [],
    ],
  ])("%s", (_, a, b, expected) => {
    expect(evidence(a, b)).toEqual(expected);
  });

  test("what others say too is a phrase", () => {
    const a = told("a", "Ines Lorck", "We will work for a better future together.");
    const b = told("bb", "Ines Lorck", "Everybody must work for a better future today.");
    const c = told("ccc", "Bram Ostrey", "They all work for a better future, he thinks.");
    expect(linkDocuments([a, b])).toHaveLength(1);
    expect(linkDocuments([a, b, c])).toHaveLength(0);
  });

  test("the later one repeats the earlier, from either side", async () => {
    const a = told("a", "Ines Lorck", `We know that ${LONG}.`);
    const b = told("bb", "Ines Lorck", `She said that ${LONG}.`, "indirect");
    const shelf = new MemoryShelf();
    for (const { key, record } of [a, b]) shelf.add(key, record);
    for (const document of [a, b]) {
      const [link] = await linkUtterances(shelf, document);
      expect(link).toMatchObject({ from: { document: "bb" }, to: { document: "a" }, words: 13 });
    }
  });
});
