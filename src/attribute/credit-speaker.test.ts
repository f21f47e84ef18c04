import { describe, expect, it } from "vitest";
import { read, textDocument } from "../index.ts";
import { analyse } from "../language/index.ts";
import { rulesOnly } from "../models.ts";
import { creditSpeaker } from "./credit-speaker.ts";

const LONG = "The harbour opened its gates to boats of both shores on the first day of the month.";

/** The statements found by rules for documents with a speaker, and what is left to the outlet. */
function voices(text: string, genre: "letter" | "release" | "resolution" | "report"): string[] {
  const record = read(textDocument(text, { genre }), { models: rulesOnly() });
  const words = (spans: readonly (readonly [number, number])[]) =>
    spans.map((span) => record.text.slice(...span)).join(" + ") || "-";
  return [
    ...record.attributions.map((a) => `${words(a.source)} | ${words(a.cue)} | ${words(a.content)}`),
    ...record.ownVoice.map(({ span }) => `own | ${record.text.slice(...span)}`),
  ];
}

describe("creditSpeaker", () => {
  it.each([
    [
      "a release speaks for the body above it, and its people for themselves",
      "release",
      `PORT OF ORAM AUTHORITY\nPRESS RELEASE\n\nHarbour opens\n\n${LONG} "We are glad," Ada Roe said.`,
      [`PORT OF ORAM AUTHORITY | - | ${LONG}`, 'Ada Roe | said | "We are glad,"'],
    ],
    [
      "near miss: a release that names nobody",
      "release",
      `Harbour opens\n\n${LONG}`,
      [`own | ${LONG}`],
    ],
    [
      "near miss: a report under the name of its outlet",
      "report",
      `Oram Harbour Council opens gates\nBy Ada Roe\n\n${LONG}`,
      [`own | ${LONG}`],
    ],
    [
      "near miss: a quotation that nobody is named for",
      "release",
      'PORT OF ORAM AUTHORITY\nPRESS RELEASE\n\nHarbour opens\n\n"Both shores have waited for this day."',
      ['own | "Both shores have waited for this day."'],
    ],
    [
      "an operative verb is a cue, and its items are its content",
      "resolution",
      "Resolution 4\n\nThe Harbour Assembly,\n\nDeeply concerned by the delay,\n\n1. Calls upon both shores to:\n\n(a) open the gates;\n\n(b) count the boats;\n\n2. Decides to meet in May.",
      [
        "The Harbour Assembly | Deeply concerned by | the delay",
        "The Harbour Assembly | Calls upon | both shores to + open the gates + count the boats",
        "The Harbour Assembly | Decides | to meet in May",
      ],
    ],
    [
      "we, and what we demand",
      "letter",
      `Dear Ms. Lorne,\n\nWe, the harbour masters of both shores, write to you in haste.\n\nWe call on you to:\n\n• open the gates;\n• count the boats.\n\nYours faithfully`,
      [
        "the harbour masters of both shores | - | write to you in haste.",
        "We | call on | you to + open the gates + count the boats",
      ],
    ],
    [
      "the items of a list belong to what leads to them in a report too",
      "report",
      `Boats wait in the harbour\nBy Ada Roe\n\nThe harbour masters called on the council to:\n\n• open the gates;\n• count the boats.\n\n${LONG}`,
      [
        "The harbour masters | called on | the council to + open the gates + count the boats",
        `own | ${LONG}`,
      ],
    ],
  ] as const)("%s", (_, genre, text, expected) => {
    expect(voices(text, genre)).toEqual(expected);
  });

  it("a source above its content takes no part in order and nesting", () => {
    const record = read(
      textDocument(
        `PORT OF ORAM AUTHORITY\nPRESS RELEASE\n\nHarbour opens\n\n"We are glad," Ada Roe said.\n\n${LONG}`,
      ),
      { models: rulesOnly() },
    );
    expect(record.attributions.map(({ by, within }) => [by, within])).toEqual([
      ["attribute/quotation-before-cue@1", null],
      ["attribute/issuer@1", null],
    ]);
  });

  it("takes linear time", () => {
    const n = 30_000;
    const doc = textDocument(
      `PORT OF ORAM AUTHORITY\nPRESS RELEASE\n\nHarbour opens\n\n${`${LONG}\n\n`.repeat(n)}`,
    );
    const language = analyse(doc);
    const start = performance.now();
    expect(creditSpeaker(doc, language, [])).toHaveLength(n);
    // Half a second; quadratic time would be minutes.
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
