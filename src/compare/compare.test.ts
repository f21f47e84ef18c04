import { describe, expect, it } from "vitest";
import { read, textDocument } from "../index.ts";
import { compareAccounts } from "./compare.ts";
import type { Comparison, Row } from "./comparison.ts";

/** Reports of the days of April 2031, the first on the 2nd. */
function compareTexts(...texts: readonly string[]): Comparison {
  return compareAccounts(
    texts.map((text, i) =>
      read(
        textDocument(text, {
          id: `report ${i + 1}`,
          outlet: `Outlet ${i + 1}`,
          published: `2031-04-0${i + 2}`,
          genre: "report",
        }),
      ),
    ),
  );
}

const cellsOf = ({ cells }: Row) => cells.map(({ words }) => words.join(" … "));
const differencesOf = ({ rows }: Comparison) =>
  rows.flatMap(({ differences }) =>
    differences.map(
      ({ kind, first, second }) =>
        `${kind}: ${first.words.join(" … ")} / ${second.words.join(" … ")}`,
    ),
  );
const rowsOf = ({ rows }: Comparison, kind: Row["kind"]) =>
  rows.filter((row) => row.kind === kind).map(cellsOf);

const BRIDGE = `At least four people were killed when the Calder bridge in Tessick collapsed on Monday evening, officials said.

"We heard no warning of any kind before the deck gave way," said Runa Feldt, the mayor of Tessick.

Two officials said the bridge had been closed to lorries since January.

Twelve people were injured, the ministry said.`;

describe("compareAccounts", () => {
  it("a bridge: numbers, words and firmness that differ, and one number that does not", () => {
    const comparison = compareTexts(
      BRIDGE,
      `Seven people were killed when the Calder bridge in Tessick collapsed on Monday evening, the ministry said.

"We had no warning of any kind before the deck gave way," Mayor Runa Feldt told reporters.

The bridge had been closed to lorries since January.

Twelve people were injured. Twelve schools stayed closed on Tuesday.`,
    );
    expect(differencesOf(comparison)).toEqual([
      "number: At least four people / Seven people",
      "words: heard / had",
    ]);
    expect(rowsOf(comparison, "number")).toEqual([["At least four people", "Seven people"]]);
    expect(rowsOf(comparison, "telling")).toContainEqual([
      "Twelve people were injured",
      "Twelve people were injured.",
    ]);
    expect(comparison.rows.flatMap(cellsOf).join()).not.toContain("schools");
    const closed = comparison.rows.find((row) => cellsOf(row)[0]!.includes("closed to lorries"))!;
    expect(closed.cells.map(({ voice }) => voice)).toEqual(["group", "own"]);
    expect(closed.firmer).toEqual([{ from: 0, to: 1 }]);
  });

  it("near miss: reports of different matters have no row in common", () => {
    const { rows, single } = compareTexts(
      BRIDGE,
      `Four people were elected to the council of Marl on Monday, officials said.

"We had no idea how the vote would go before the count," said Otto Reim, a member of the council.

Twelve members were present, and the market had been closed since noon.`,
    );
    expect(rows.map(cellsOf)).toEqual([]);
    expect(new Set(single.map(({ account }) => account))).toEqual(new Set([0, 1]));
  });

  it("near miss: the same number of something else, and the same things done elsewhere", () => {
    const comparison = compareTexts(
      "The union said that 300 miners had walked out at the Orsk pit on Sunday. Two people were killed in a fire at a depot in Lanzen.",
      "The company said that 300 buses had been ordered for the city. Four people were killed on a road near Tolm.",
    );
    expect(comparison.rows.map(cellsOf)).toEqual([]);
  });

  it("the same words given to two, and dates of one thing that differ", () => {
    const comparison = compareTexts(
      `The trial of Ivo Brandt will begin on 3 May, his lawyer said on Tuesday.

"Nobody in this town will sleep well until the water is clean again," said Dora Melk.`,
      `The trial of Ivo Brandt will begin on 10 May, the court said.

"Nobody in this town will sleep well until the water is clean again," said Anselm Roth.`,
    );
    expect(differencesOf(comparison)).toEqual([
      "source: Dora Melk / Anselm Roth",
      expect.stringMatching(/^date: .*3 May.* \/ .*10 May/),
    ]);
  });

  it("a denial of what another account has somebody say", () => {
    const { relations } = compareTexts(
      `Residents said that the Corvel plant had pumped untreated waste into the river Ilm for months.`,
      `Director Hanna Boll denied that the Corvel plant had pumped untreated waste into the river Ilm.`,
    );
    expect(relations.map(({ type, basis }) => [type, basis])).toEqual([["disputes", "inferred"]]);
  });

  it.each([
    [
      "a verb and its noun",
      "Talland's request for a hearing reached the court on Monday, clerks said.",
      "Talland had asked for a hearing long before the vote, the paper wrote.",
    ],
    [
      "two verbs, and the doer in the first person",
      "“We got a summons and no explanation,” Runa Feldt said.",
      "The mayor of Tessick, Runa Feldt, said that she received a summons in the spring.",
    ],
    [
      "the thing in hand, of which both say that all are treated alike",
      "The decree applies to every lodger, the registry said.",
      "The decree makes no distinction by lodger or owner, a clerk wrote.",
    ],
  ])("%s tell of one deed", (_, one, other) => {
    expect(rowsOf(compareTexts(one, other), "telling")).toHaveLength(1);
  });

  it.each([
    [
      "somebody else does it",
      "Talland's request for a hearing reached the court on Monday, clerks said.",
      "Ostmark had asked for a hearing long before the vote, the paper wrote.",
    ],
    [
      "it is done with something else",
      "Talland's request for a hearing reached the court on Monday, clerks said.",
      "Talland had asked for a delay long before the vote, the paper wrote.",
    ],
    [
      "it is done to the one who does it elsewhere",
      "Talland was asked for a hearing on Monday, clerks said.",
      "Talland had asked for a hearing long before the vote, the paper wrote.",
    ],
    [
      "nobody is said to do it",
      "There were requests for a hearing on Monday, clerks said.",
      "Talland had asked for a hearing long before the vote, the paper wrote.",
    ],
  ])("near miss: no deed is one where %s", (_, one, other) => {
    expect(rowsOf(compareTexts(one, other), "telling")).toEqual([]);
  });

  it("a day that is counted from another one in the same sentence", () => {
    const { rows } = compareTexts(
      "The reply came on 11 March, two days after the talks had ended and a week before the quarry was closed.",
      "The quarry was closed on 18 March, the council said.",
    );
    const [row] = rows.filter(({ kind }) => kind === "date");
    expect(row!.cells[0]!.dates).toEqual([
      {
        spans: [expect.anything(), expect.anything()],
        words: ["11 March", "a week before the quarry was closed"],
        from: "2031-03-18",
        to: "2031-03-18",
      },
    ]);
    expect(row!.differences).toEqual([]);
  });

  it("near miss: so many days that do not stand beside a date", () => {
    const { rows } = compareTexts(
      "The reply came on 11 March. Two days before the quarry was closed, nobody had read it.",
      "The quarry was closed on 18 March, the council said.",
    );
    expect(rows.filter(({ kind }) => kind === "date")).toEqual([]);
  });

  it.each([
    ["no account", []],
    ["one account", [BRIDGE]],
    ["an empty text beside another", [BRIDGE, "."]],
  ])("%s has no rows", (_, texts) => {
    const { accounts, rows, relations } = compareTexts(...texts);
    expect([accounts.length, rows, relations]).toEqual([texts.length, [], []]);
  });

  it("a statement that two have in full is one row, and a copy differs in nothing", () => {
    const comparison = compareTexts(BRIDGE, BRIDGE);
    expect(differencesOf(comparison)).toEqual([]);
    expect(comparison.single).toEqual([]);
  });

  it("fifty reports of a thousand words take less than two seconds", () => {
    const words = "boat crew port tax road school vote plant river bridge court union".split(" ");
    const made = (n: number) =>
      Array.from({ length: 60 }, (_, i) => {
        const word = (k: number) => words[(n * 7 + i * k) % words.length]!;
        return `The ${word(1)} of district ${i % 9} and the ${word(5)} near town ${n % 4} were closed to the ${word(7)} after ${i + n} people signed.`;
      }).join("\n\n");
    const records = Array.from({ length: 50 }, (_, n) =>
      read(textDocument(made(n), { id: `r${n}`, published: "2031-04-02" })),
    );
    const start = performance.now();
    compareAccounts(records);
    expect(performance.now() - start).toBeLessThan(6000);
  });
});
