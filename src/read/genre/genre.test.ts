import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../test/fast-check.ts";
import { findBlocks } from "../blocks/find-blocks.ts";
import { textDocument } from "../text-document.ts";
import { findGenre } from "./genre.ts";
import { operativeWords } from "./operative.ts";
import { findSpeaker } from "./speaker.ts";

const LONG =
  "The council met in Oram on Monday and agreed that the harbour should be opened to boats of both shores before the summer.";
const AGAIN =
  "Two members voted against it, and one of them said later that the question would come back in the autumn.";

describe("findGenre", () => {
  it.each([
    ["report", `Harbour opens\nBy Ada Roe\n\n${LONG}\n\n${AGAIN}`],
    ["report", `Harbour opens\n\nORAM, March 3 (Coastline Agency) - ${LONG}\n\n${AGAIN}`],
    ["release", `FOR IMMEDIATE RELEASE\n\nHarbour opens\n\n${LONG}\n\n${AGAIN}`],
    ["release", `PORT OF ORAM\n\nMEDIA RELEASE\n\nHarbour opens\n\n${LONG}`],
    ["release", `Statement by the Harbour Board on the fire\n\n${LONG}\n\n${AGAIN}`],
    [
      "release",
      `Harbour opens\n\n${LONG}\n\nENDS\n\nNotes to editors: The board has nine members.`,
    ],
    ["transcript", "Q: Will you sign?\n\nA: We will not.\n\nQ: Why not?\n\nA: Ask the council."],
    ["letter", `Open letter\n\nDear Minister,\n\n${LONG}\n\nYours faithfully,\nAda Roe`],
    ["letter", `Letter from the harbours\n\n${LONG}\n\nSignatories:\nAda Roe\nJan Poe`],
    [
      "resolution",
      `Resolution 12\n\nThe Assembly,\n\nRecalling its resolution 9,\n\n1. Urges both shores to talk;\n\n2. Decides to meet in May.`,
    ],
    ["resolution", `COMMUNIQUÉ\nof the Council\n\n1. ${LONG}\n\n2. ${AGAIN}`],
    ["paper", `White paper on the fisheries\n\n${Array(70).fill(LONG).join("\n\n")}`],
    // Near misses: about a letter, a statement, a release, a paper; nothing that tells.
    ["report", `Open letter draws an answer\nBy Ada Roe\n\n${LONG}\n\n${AGAIN}`],
    ["report", `Statement by the board divides the town\nBy Ada Roe\n\n${LONG}\n\n${AGAIN}`],
    ["report", `Ministry calls press release a mistake\nBy Ada Roe\n\n${LONG}\n\n${AGAIN}`],
    ["report", `White paper meets doubts\nBy Ada Roe\n\n${LONG}\n\n${AGAIN}`],
    [null, `${LONG}\n\n${AGAIN}`],
    [null, ""],
  ])("%s: %s", (genre, text) => {
    expect(textDocument(text).genre).toBe(genre);
  });

  it("a caller who knows the genre is believed", () => {
    expect(textDocument(LONG, { genre: "letter" }).genre).toBe("letter");
  });
});

describe("findSpeaker", () => {
  const speaker = (genre: string, text: string) => {
    const span = findSpeaker(text, findBlocks(text), genre);
    return span && text.slice(span.start, span.end);
  };

  it.each([
    [
      "release",
      `Statement by Foreign Minister Ada Roe on the strait\n\n${LONG}`,
      "Foreign Minister Ada Roe",
    ],
    ["release", `STATEMENT OF THE HARBOUR BOARD ON THE FIRE\n\n${LONG}`, null],
    [
      "release",
      `News\n\nThe Harbour Board of Oram today announced the opening. ${LONG}`,
      "The Harbour Board of Oram",
    ],
    [
      "release",
      `News\n\nTern Shipping, the largest ferry operator of the strait, has ordered two ships.\n\n${LONG}\n\nAbout Tern Shipping\nTern Shipping sails.`,
      "Tern Shipping",
    ],
    [
      "release",
      `MINISTRY OF HARBOURS\nPRESS RELEASE\n\nHarbour opens\n\n${LONG}`,
      "MINISTRY OF HARBOURS",
    ],
    ["release", `Harbour opens\n\nBoats came in on Monday. ${LONG}`, null],
    [
      "letter",
      `Dear Minister,\n\nWe, the undersigned, ask you to act. ${LONG}\n\nAda Roe`,
      "the undersigned",
    ],
    [
      "letter",
      `Dear Minister,\n\nWe, the harbour masters of Oram, Caster and Nandry, ask you to act.`,
      "the harbour masters of Oram, Caster and Nandry",
    ],
    [
      "letter",
      `Dear Minister,\n\n${LONG}\n\nYours faithfully,\nAda Roe\nHarbour Master`,
      "Ada Roe",
    ],
    [
      "letter",
      `Dear Minister,\n\n${LONG}\n\nThe signatories:\nAda Roe\nJan Poe\nNell Doe`,
      "The signatories",
    ],
    ["letter", `Dear Minister,\n\n${LONG}`, null],
    [
      "resolution",
      `Resolution 12\n\nThe Harbour Assembly,\n\nRecalling its resolution 9,`,
      "The Harbour Assembly",
    ],
    [
      "resolution",
      `Communiqué\n\n1. The Council of the Straits met in Oram. ${LONG}`,
      "The Council of the Straits",
    ],
    [
      "resolution",
      `Communiqué of the Council of the Straits on its ninth session\n\n1. ${LONG}`,
      "the Council of the Straits",
    ],
    [
      "transcript",
      "Interview with Ada Roe, harbour master\n\nQ: Who pays?\n\nA: Nobody.",
      "Ada Roe",
    ],
    ["transcript", "Q: Who pays?\n\nA: Nobody.", null],
    ["report", `Statement by the Harbour Board on the fire\n\n${LONG}`, null],
  ])("%s: %s", (genre, text, expected) => {
    expect(speaker(genre, text)).toBe(expected);
  });
});

describe("operativeWords", () => {
  it.each([
    ["1. Urges both shores to talk", "Urges"],
    ["(a) Strongly calls upon both shores", "Strongly calls upon"],
    ["3. Strongly calls upon both shores", "Strongly calls upon"],
    ["Takes note of the report", "Takes note of"],
    ["Expresses its deep concern at the delay", "Expresses its deep concern at"],
    ["Deeply concerned by the delay", "Deeply concerned by"],
    ["Having considered the report", "Having considered"],
    ["Bearing in mind that spring is near", "Bearing in mind"],
    ["Decides to meet in May", "Decides"],
    ["Appeals to both shores", "Appeals to"],
    ["The Council urges both shores", null],
    ["urges both shores to talk", null],
    ["Calls", null],
    ["Noteworthy are the boats", null],
  ])("%s", (text, words) => {
    const found = operativeWords(text);
    expect(found && text.slice(found.start, found.end)).toBe(words);
  });
});

it("finds spans inside any text, and never throws", () => {
  const words = fc.constantFrom(
    ..."Statement by the Harbour Board on Dear Minister , We, the undersigned Q: A: 1. Urges \n \n\n The Council, Ada Roe Yours faithfully, Signatories: ENDS PRESS RELEASE About \ud800 é 中".split(
      " ",
    ),
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 40 }), (list) => {
      const text = list.join(" ");
      const blocks = findBlocks(text);
      const genre = findGenre(text, blocks, { outlet: null, byline: [], published: null });
      const span = findSpeaker(text, blocks, genre);
      if (span === null) return;
      expect(span.start).toBeLessThan(span.end);
      expect(blocks.some((b) => b.start <= span.start && span.end <= b.end)).toBe(true);
    }),
    { numRuns: runs(500) },
  );
});
