import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../test/fast-check.ts";
import { type Known, relationAt, stagesOf } from "../../test/fixtures/stages.ts";
import type { AttributionRelation } from "../attribute/index.ts";
import { relate } from "./index.ts";

const KNOWN: readonly Known[] = [
  { word: "Tarrade", id: "tarrade" },
  { word: "Lorne", id: "lorne" },
  { word: "Ostrey", id: "ostrey" },
  { word: "joint letter", id: "letter", kind: "document" },
  { word: "the letter", id: "letter", kind: "document" },
  { word: "Vellin", id: "vellin", kind: "place" },
];

function relatedIn(text: string, given?: readonly AttributionRelation[]) {
  const { doc, language, parsed, relations, actors, times } = stagesOf(text, KNOWN, given);
  const related = relate(doc, language, parsed, relations, actors, times);
  return {
    ...related,
    text,
    links: related.relations.map(
      ({ type, from, to, basis, evidence }) =>
        `${from} ${type} ${to} ${basis}: ${evidence.map((span) => text.slice(...span)).join(" + ")}`,
    ),
  };
}

describe("when it was said", () => {
  it.each([
    ["Tarrade said on Tuesday that the boats left in May.", "2031-03-11"],
    ["Tarrade said Monday that the boats had left.", "2031-03-10"],
    ["On Sunday, Tarrade said the boats had left.", "2031-03-09"],
    ["Tarrade said in a statement on Tuesday that the boats left on Sunday.", "2031-03-11"],
    ['"We will wait," Tarrade told reporters on Monday.', "2031-03-10"],
  ])("%s", (text, day) => {
    const [first] = relatedIn(text).statements;
    expect(first!.saidAt).toMatchObject({ from: day, to: day, basis: "inferred" });
  });

  it.each([
    ["not the day of publication", "Tarrade said the boats had left."],
    ["not when it happened", "Tarrade said the boats left on Sunday."],
    ["not a day of the matter", '"It was late," Tarrade said of the 2029 vote.'],
    ["not a day in the source", "Tarrade, who came on Sunday, said the boats had left."],
  ])("near miss, %s: %s", (_, text) => {
    expect(relatedIn(text).statements[0]!.saidAt).toBeNull();
  });
});

describe("occasions", () => {
  it("are named with their kind, place and day, and hold what the source goes on to say", () => {
    const { occasions, statements, text } = relatedIn(
      "The boats had left, Tarrade said on Tuesday at a press conference in Vellin.\n\n" +
        '"Nobody was held," Tarrade said. Lorne said it rained.',
    );
    expect(occasions).toMatchObject([
      { id: "o1", kind: "press conference", place: "vellin", date: { from: "2031-03-11" } },
    ]);
    expect(text.slice(...occasions[0]!.span)).toBe("a press conference in Vellin");
    expect(statements.map(({ occasion }) => occasion)).toEqual(["o1", "o1", null]);
    expect(statements[1]!.saidAt).toMatchObject({ from: "2031-03-11", basis: "inferred" });
  });

  it("the press conference is the one named before", () => {
    const { occasions } = relatedIn(
      "Tarrade said at a press conference that it was late. Lorne said at the press conference that it rained.",
    );
    expect(occasions).toHaveLength(1);
  });

  it("a transcript's head names that of all its turns", () => {
    const { occasions, statements } = relatedIn(
      "Transcript of the regular press conference of spokesperson Corin Tarrade\nVellin, 11 March 2031\n\n" +
        "TARRADE: Good afternoon.\n\nORVANIA TODAY: Will the order be reviewed?\n\nTARRADE: I have nothing for you on it.\n",
    );
    expect(occasions).toMatchObject([{ kind: "press conference", date: { from: "2031-03-11" } }]);
    expect(new Set(statements.map(({ occasion }) => occasion))).toEqual(new Set(["o1"]));
  });

  it.each([
    ["after it", "Tarrade said after the meeting that it was late."],
    ["spoken of", "Tarrade said that the meeting was late."],
    ["written", "Tarrade wrote during a debate that it was late."],
    ["planned", "Tarrade will attend a meeting on Friday."],
  ])("near miss, %s: %s", (_, text) => {
    expect(relatedIn(text).occasions).toEqual([]);
  });

  it.each([
    ["on another day", "Tarrade said on Sunday that it rained."],
    ["before", "Tarrade has said that it rained."],
    ["in writing", "Tarrade wrote that it rained."],
    ["in other words", "Tarrade promised that it would rain."],
  ])("near miss: said %s, and not there", (_, text) => {
    const { statements } = relatedIn(
      `Tarrade said on Tuesday at a press conference that it was late. ${text}`,
    );
    expect(statements.map(({ occasion }) => occasion)).toEqual(["o1", null]);
  });
});

describe("answers", () => {
  const reports =
    "The boats had left, Tarrade said at a press conference in Vellin.\n\n" +
    "Tarrade made the remarks in response to reports that 22 states signed a letter.";

  it("what the remarks were in response to", () => {
    expect(relatedIn(reports).links).toEqual(["a1 answers a2 stated: in response to reports that"]);
  });

  it("the rest of the speech too, which is inferred", () => {
    expect(relatedIn(`${reports} "Nobody was held," Tarrade said.`).links).toEqual([
      "a1 answers a2 stated: in response to reports that",
      "a3 answers a2 inferred: in response to reports that",
    ]);
  });

  it.each([
    ["another speaker", 'Lorne said it rained. "Nobody came," Lorne said.'],
    ["another question", 'Asked about the crews, Tarrade said: "Nobody was held."'],
  ])("near miss: %s", (_, text) => {
    expect(relatedIn(`${reports}\n\n${text}`).links).toEqual([
      "a1 answers a2 stated: in response to reports that",
    ]);
  });

  it("a document that the report knows", () => {
    expect(
      relatedIn("In response to the letter, Tarrade said the figures were public.").links,
    ).toEqual(["a1 answers letter stated: In response to the letter"]);
  });

  it("turns of a transcript, question by question", () => {
    const { links } = relatedIn(
      "Transcript of the press conference\n\nTARRADE: Good afternoon.\n\nLORNE: Will the order be reviewed?\n\nTARRADE: That is for the ministry.\n",
    );
    expect(links).toEqual(["a3 answers a2 inferred: LORNE + TARRADE"]);
  });

  it("a reply to a question right before", () => {
    const { links } = relatedIn('"Will you come?" Lorne asked. "No," Tarrade replied.');
    expect(links).toEqual(["a2 answers a1 inferred: replied"]);
  });

  it("near miss: a reply to no question", () => {
    expect(relatedIn('"It is late," Lorne said. "No," Tarrade replied.').links).toEqual([]);
  });
});

describe("what statements refer to, dispute and repeat", () => {
  it("a document in the content", () => {
    const { links } = relatedIn("Tarrade said the letter gave this half a sentence.");
    expect(links).toEqual(["a1 refers-to letter stated: the letter"]);
  });

  it("near miss: the document is the source", () => {
    expect(relatedIn("According to the letter, the boats had left.").links).toEqual([]);
  });

  it("a denial of reports, and what is known through somebody else", () => {
    const text = "Tarrade denied reports that the boats had left.";
    const denial = relationAt(text, ["Tarrade", "denied", "reports that the boats had left"]);
    const report = relationAt(text, ["", "reports that", "the boats had left"], 0);
    expect(relatedIn(text, [denial, report]).links).toEqual([
      "a1 disputes a2 stated: reports",
      "a2 reported-through a1 stated: reports that",
    ]);
  });

  it("a claim that has an owner", () => {
    const { links } = relatedIn(
      "Lorne said the boats had left. Tarrade rejected the claim by Lorne.",
    );
    expect(links).toEqual(["a2 disputes a1 stated: the claim"]);
  });

  it("near miss: a claim of nobody's", () => {
    expect(relatedIn("Lorne said it rained. Tarrade rejected the claim.").links).toEqual([]);
  });

  it("eight words in a row by the same source", () => {
    const { links } = relatedIn(
      '"No crew was held longer than the law required," Tarrade said.\n\nLorne said it rained.\n\n' +
        '"As I said, no crew was held longer than the law required," Tarrade said.',
    );
    expect(links).toEqual([
      "a3 repeats a1 inferred: No crew was held longer than the law + no crew was held longer than the law",
    ]);
  });
});

describe("on any text", () => {
  const words = fc.constantFrom(
    ...'" “ ” , . : ? ! said asked told replied denied reports that in response to the letter Tarrade Lorne he at a press conference on Tuesday May 11 2014 from yesterday ago two days since Q: A: \n \n\n \ud800 👩 中'.split(
      " ",
    ),
  );
  const anyText = fc.oneof(
    fc.array(words, { maxLength: 80 }).map((list) => list.join(" ")),
    fc.string({ unit: "binary", maxLength: 100 }),
  );

  it("never throws, is the same twice, and every span is a piece of the text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const related = relatedIn(text);
        expect(relatedIn(text)).toEqual(related);
        const spans = [
          ...related.relations.flatMap(({ evidence }) => evidence),
          ...related.occasions.map(({ span }) => span),
          ...related.statements.flatMap(({ saidAt }) => (saidAt?.span ? [saidAt.span] : [])),
        ];
        for (const [start, end] of spans) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: runs(200) },
    );
  });
});
