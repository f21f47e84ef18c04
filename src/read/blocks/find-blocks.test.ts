import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../test/fast-check.ts";
import { skipsWithoutCorpus } from "../../../test/needs.ts";
import { findBlocks } from "./find-blocks.ts";

const BODY = "The harbour council of Caster refused on Monday to sign the treaty with Oram.";
const LONG = `${BODY} ${BODY} ${BODY}`;

/** "kind: words" of every block, long ones cut. */
function outline(text: string): string[] {
  return findBlocks(text).map(
    ({ kind, start, end }) => `${kind}: ${text.slice(start, end).slice(0, 60)}`,
  );
}

/** The kind of the block that begins with the line, set between two paragraphs. */
function kindBetweenParagraphs(line: string): string | undefined {
  const text = `Council says no\n\n${LONG}\n\n${line}\n\n${LONG}`;
  const at = text.indexOf(line);
  return findBlocks(text).find((block) => block.start === at)?.kind;
}

describe("a line between two paragraphs", () => {
  it.each([
    ["© 2031 The Caster Herald", "boilerplate"],
    ["Copyright 2031 Harbour Agency. All rights reserved.", "boilerplate"],
    ["ENDS", "boilerplate"],
    ["- Ends -", "boilerplate"],
    ["###", "boilerplate"],
    ["* * *", "boilerplate"],
    ["For immediate release", "boilerplate"],
    ["Media contact: Ada Roe, 555 0100", "boilerplate"],
    ["Copyright law was changed in the spring, the minister said.", "paragraph"],
    ["It ends on Monday, he said.", "paragraph"],
    ["Editor's note: Names have been changed.", "note"],
    ["Editors’ Note: Names have been changed.", "note"],
    ["[Editor's note: Names have been changed.]", "note"],
    ["This story has been updated to include the mayor's reply.", "note"],
    ["This article was first published on 3 March.", "note"],
    ["Correction: An earlier version gave the wrong date.", "note"],
    ["Correction (12 March): The vote was on Monday.", "note"],
    ["Correction of the accounts took the council a year, the mayor said.", "paragraph"],
    ["This story was told by a fisherman who lost his boat in the strait.", "paragraph"],
    ["The report was published on Monday by the council of Caster.", "paragraph"],
    ["Sign up for our newsletter", "promotion"],
    ["Subscribe to Morning Tide", "promotion"],
    ["Follow us on Telegram and Facebook", "promotion"],
    ["Follow the Herald on Twitter @casterherald", "promotion"],
    ["Sign up for the fleet closed on Friday, the council said.", "paragraph"],
    ["Subscribers of the paper were told on Monday that it would close.", "paragraph"],
    ["Read more: Fleet stays in port", "related"],
    ["See also: Fleet stays in port", "related"],
    ["Related: Fleet stays in port", "related"],
    ["Related parties were told on Monday that the vote would be held again.", "paragraph"],
    ["Read more than one paper, the mayor told the crowd on Monday.", "paragraph"],
    ["Boats in the harbour of Caster on Monday. /Oram Photo", "caption"],
    ["Boats in the harbour of Caster on Monday. (Photo: Ada Roe)", "caption"],
    ["Boats in the harbour of Caster on Monday. [Photo/Agency]", "caption"],
    ["Boats in the harbour of Caster on Monday. (OPA Photo/Ada Roe)", "caption"],
    ["Boats in the harbour of Caster on Monday. Photograph: Ada Roe/OPA", "caption"],
    ["Boats in the harbour of Caster on Monday. OPA/Ada Roe", "caption"],
    ["FILE PHOTO: Boats in the harbour of Caster in 2029.", "caption"],
    ["Photo: Ada Roe", "credit"],
    ["/Oram Photo", "credit"],
    ["[Photo/Agency]", "credit"],
    ["(Photo: Ada Roe)", "credit"],
    ["Reporting by Ada Roe; Editing by Jan Poe", "credit"],
    ["(With inputs from agencies)", "credit"],
    ["The mayor and her deputy posed on the quay for a photo.", "paragraph"],
    ["The strike of 2030/31 was the longest that the harbour had seen.", "paragraph"],
    ["The treaty covers fishing and/or mining in the strait, he said.", "paragraph"],
    ["Source of the trouble was an old map of the strait, the mayor said.", "paragraph"],
    ["A night on the quay", "subhead"],
    ["Who was asked?", "subhead"],
    ["BACKGROUND", "subhead"],
    ["A night on the quay.", "paragraph"],
    ["“We were never asked,” she said", "paragraph"],
    [
      "The station keeps a visitors' book of its own, and the book is filling up, its head told us",
      "paragraph",
    ],
    ["By Ada Roe", "byline"],
    ["By Ada Roe and Jan Poe, Staff Writers", "byline"],
    ["By Monday the harbour was closed.", "paragraph"],
    ["Updated 22:46, 11-Jul-2031", "timestamp"],
    ["July 11, 2031 was a quiet day in the harbour of Caster.", "paragraph"],
    ["1. The harbour question", "subhead"],
    ["• One boat for each harbour", "list"],
  ])("%s", (line, kind) => {
    expect(kindBetweenParagraphs(line)).toBe(kind);
  });
});

describe("the opening of a text", () => {
  it.each([
    [
      "a stamp under the headline",
      `Council says no\nUpdated 22:46, 11-Jul-2031\n\n${BODY}`,
      ["headline", "timestamp", "paragraph"],
    ],
    [
      "a headline that ends with a stop above a date",
      `Council says no.\n12 March 2031\n\n${LONG}`,
      ["headline", "timestamp", "paragraph"],
    ],
    ["a question as headline", `Will the council sign?\n\n${LONG}`, ["headline", "paragraph"]],
    ["no headline", `${LONG}\n\n${LONG}`, ["paragraph", "paragraph"]],
    ["one line alone", "Council says no", ["paragraph"]],
    [
      "a bare name above the date",
      `Council says no\nAda Roe\n12 March 2031\n\n${LONG}`,
      ["headline", "byline", "timestamp", "paragraph"],
    ],
    [
      "the outlet under the headline",
      `Council says no\nThe Caster Herald\n\n${LONG}`,
      ["headline", "byline", "paragraph"],
    ],
    [
      "a line under the headline",
      `Council says no\nMayor to try again in May\n\n${LONG}`,
      ["headline", "subhead", "paragraph"],
    ],
    [
      "a letterhead above the headline",
      `MINISTRY OF HARBOURS\nPRESS RELEASE No. 4\n\nMinistry opens its logs\n\n${LONG}`,
      ["boilerplate", "boilerplate", "headline", "paragraph"],
    ],
    [
      "a part's heading below headline and deck",
      `Council says no\nMayor to try again\n\nBACKGROUND\n\n${LONG}`,
      ["headline", "subhead", "subhead", "paragraph"],
    ],
    [
      "the outlet above the headline",
      `THE CASTER HERALD\n12 March 2031\n\nCouncil says no\n\n${LONG}`,
      ["byline", "timestamp", "headline", "paragraph"],
    ],
    [
      "a headline over two lines",
      `COMMUNIQUÉ\nof the harbour council\nCaster, 12 March 2031\n\n${LONG}`,
      ["headline", "dateline", "paragraph"],
    ],
  ])("%s", (_, text, kinds) => {
    expect(findBlocks(text).map((block) => block.kind)).toEqual(kinds);
  });
});

describe("datelines", () => {
  it.each([
    ["VELLIN, March 12 (Agency) — The council met.", "VELLIN, March 12 (Agency)"],
    ["CASTER (AP) - The council met.", "CASTER (AP)"],
    ["CASTER, Oram — The council met.", "CASTER, Oram"],
    ["NEW CASTER – “We will not sign,” she said.", "NEW CASTER"],
    ["VELLIN, July 11 (Agency) -- The council met.", "VELLIN, July 11 (Agency)"],
    ["Vellin, 12 March 2031 — The council met.", "Vellin, 12 March 2031"],
    ["Caster (Reuters) - The council met.", "Caster (Reuters)"],
  ])("%s", (text, dateline) => {
    const [first, second] = findBlocks(text);
    expect(first).toMatchObject({ kind: "dateline", start: 0 });
    expect(text.slice(first!.start, first!.end)).toBe(dateline);
    expect(second?.kind).toBe("paragraph");
    expect(text.slice(second!.start, second!.start + 1)).toMatch(/[T“]/);
  });

  it.each([
    "The council — which met on Monday — voted.",
    "UNCTAD — the body that counts ships — voted.",
    "Monday - a day of rest in Caster - began early.",
    "Caster — The council voted on Monday.",
    "The mayor (Green) - who was not asked - left.",
  ])("%s", (text) => {
    expect(findBlocks(text).map((block) => block.kind)).toEqual(["paragraph"]);
  });
});

it("links after a lead end where the text reads as body again", () => {
  const links = "Fleet stays in port\n\n'Order, not walls': Mayor defends patrols";
  expect(outline(`Council says no\n\n${LONG}\n\nRead more:\n\n${links}\n\n${LONG}`)).toEqual([
    "headline: Council says no",
    `paragraph: ${LONG.slice(0, 60)}`,
    "related: Read more:",
    "related: Fleet stays in port",
    "related: 'Order, not walls': Mayor defends patrols",
    `paragraph: ${LONG.slice(0, 60)}`,
  ]);
});

it("a caption that is printed twice is a caption twice and ends a list of links", () => {
  const caption = "Boats in the harbour of Caster on Monday. /Oram Photo";
  const text = `Council says no\n\n${LONG}\n\nRelated:\n\nFleet stays in port\n\n${caption}\n\n${caption}\n\n${LONG}`;
  expect(findBlocks(text).map((block) => block.kind)).toEqual(
    "headline paragraph related related caption credit caption credit paragraph".split(" "),
  );
});

it("numbered paragraphs that act stay paragraphs, numbered things are a list", () => {
  const kinds = (text: string) => findBlocks(text).map((block) => block.kind);
  expect(kinds(`${LONG}\n\n1. Urges both shores to talk;\n\n2. Decides to meet in May.`)).toEqual(
    "paragraph paragraph paragraph".split(" "),
  );
  expect(kinds(`${LONG}\n\n1. Calls for help\n\n2. Boats at night\n\n3. Nets`)).toEqual(
    "paragraph list".split(" "),
  );
});

describe("conversations", () => {
  it.each([
    [
      "Q: Will you sign?\nA: No.\nQ: Why not?\nA: We were not asked.",
      "question answer question answer",
    ],
    ["Question: Will you sign?\n\nAnswer: No.", "question answer"],
    [
      "ROE: Will you sign?\nPOE: No.\nROE: Why not?\nPOE: We were not asked.",
      "question answer question answer",
    ],
    [
      "Ada Roe: Will you sign?\nJan Poe: No.\nHe was not asked.\nAda Roe: Why not?\nJan Poe: Ask them.",
      "question answer question answer",
    ],
    [
      "[00:01] MR. POE: Good day to all of you.\n\n[00:02] Q  Will you sign?\n\nMR. POE:  We will not.\n\n[00:03] Q  Why?\n\nMR. POE: Ask them.",
      "answer question answer question answer",
    ],
    [
      "**Q:** Will you sign?\n\n**A:** No.\n\nWe were not asked.\n\n**Q:** Why?\n\n**A:** Ask them.",
      "question answer question answer",
    ],
    [
      "ADA ROE\nWill you sign?\n\nJAN POE\nNo.\n\nWe were not asked.\n\nADA ROE\nWhy not?",
      "subhead question subhead answer subhead question",
    ],
    [
      "Reporter: I have one on the harbour.\n\nROE: Go on.\n\n(Laughter.)\n\nReporter: Who pays?\n\nROE: Nobody does.",
      "question answer note question answer",
    ],
    [
      "CHAIR: Please tell us what you saw that morning.\n\nOLVAY: A boat with two men on its deck.\n\nCHAIR: Thank you.\n\nOLVAY: Thank you too.",
      "question answer answer answer",
    ],
    // The outlet takes over again after the last turn, and names who was speaking.
    [
      "ROE: Will you sign?\n\nPOE: No.\n\nROE: Why not?\n\nPOE: Ask them.\n\nPoe spoke in Oram on Monday.",
      "question answer question answer paragraph",
    ],
  ])("%s", (text, kinds) => {
    expect(
      findBlocks(text)
        .map((block) => block.kind)
        .join(" "),
    ).toBe(kinds);
  });

  it("a table of names and numbers is no conversation", () => {
    const text = "Olvay: 1,769.\nLorne: 1,501.\nOlvay: 547.\nLorne: 46.";
    const kinds = findBlocks(text).map((block) => block.kind);
    expect(kinds).not.toContain("answer");
    expect(kinds).not.toContain("question");
  });

  it.each([
    // Parts of a document, lettered; a capital Q that is a name; names over single paragraphs.
    `A. The harbour of Caster\n\n${LONG}\n\nB. The strait\n\n${LONG}`,
    `Q fever came back to the islands\n\n${LONG}\n\nQ Company was called.\n\n${LONG}`,
    `CASTER\n${LONG}\n\nORAM\n${LONG}\n\nDORRIMOUTH\n${LONG}`,
  ])("%s is no conversation", (text) => {
    const kinds = findBlocks(text).map((block) => block.kind);
    expect(kinds).not.toContain("answer");
    expect(kinds).not.toContain("question");
  });

  it("scores and links with labels of which one comes twice are no conversation", () => {
    const labels = ["Caster", "Oram (1-0)", "Nandry", "Breaking", "Kelvane", "Breaking", "Vellin"];
    const text = labels.map((label) => `${label}: Roe 25 points, Poe 12 points.`).join("\n\n");
    expect(findBlocks(text).map((block) => block.kind)).not.toContain("answer");
  });

  it("Venue: … Time: … Price: … is no conversation", () => {
    const text = `Harbour fair\n\n${LONG}\n\nVenue: Town hall.\n\nTime: Nine.\n\nPrice: None.\n\n${LONG}`;
    expect(new Set(findBlocks(text).map((block) => block.kind))).toEqual(
      new Set(["headline", "paragraph"]),
    );
  });
});

describe("letters", () => {
  it("salutation with the address above it, signature and signatories are one block each", () => {
    const text = `Letter dated 6 March 2031 from the members\n\nHer Excellency Ada Roe\nCompact House\n\nExcellency,\n\n${LONG}\n\nYours faithfully,\n\nJan Poe\nHarbour master\n\nSignatories:\n\nOram\nVellin\nCaster`;
    expect(outline(text)).toEqual([
      "headline: Letter dated 6 March 2031 from the members",
      "salutation: Her Excellency Ada Roe\nCompact House\n\nExcellency,",
      `paragraph: ${LONG.slice(0, 60)}`,
      "signature: Yours faithfully,\n\nJan Poe\nHarbour master",
      "signatories: Signatories:\n\nOram\nVellin\nCaster",
    ]);
  });

  it.each([
    ["Dear Ms President,", "salutation"],
    ["Dear food is the first complaint of the islanders.", "paragraph"],
    ["Signed by: Oram, Vellin, Caster", "signatories"],
    ["The signatories called on the council to act before the summer.", "paragraph"],
    ["Sincerely, he told the crowd, he had hoped for more.", "paragraph"],
    ["(Signed) Jan Poe", "signature"],
  ])("%s", (line, kind) => {
    expect(kindBetweenParagraphs(line)).toBe(kind);
  });
});

describe("lists", () => {
  it("items that begin alike are one block", () => {
    const text = `Council says no\n\n${LONG}\n\n- one boat\n- two boats\n\n${LONG}`;
    expect(outline(text)[2]).toBe("list: - one boat\n- two boats");
  });

  it("numbered paragraphs stay paragraphs", () => {
    const text = `1. ${LONG}\n\n2. ${LONG}\n\n3. ${LONG}`;
    expect(findBlocks(text).map((block) => block.kind)).toEqual([
      "paragraph",
      "paragraph",
      "paragraph",
    ]);
  });
});

describe("lines and paragraphs", () => {
  const wrapped =
    "The harbour council of Caster refused on Monday to sign the treaty with\nits neighbour Oram, saying that no fleet had a right to close the strait\nto small boats.";

  it("a hard-wrapped paragraph is one block", () => {
    expect(
      findBlocks(`Council says no\n\n${wrapped}\n\n${wrapped}`).map(({ kind }) => kind),
    ).toEqual(["headline", "paragraph", "paragraph"]);
  });

  it("a wrapped paragraph ends at a short line", () => {
    expect(findBlocks(`${wrapped}\n${wrapped}`)).toHaveLength(2);
  });

  it("a stamp under a headline is not its continuation", () => {
    const text = `Harbour council of Caster refuses to sign the treaty\nUpdated 22:46, 11-Jul-2031\n\n${wrapped}`;
    expect(findBlocks(text).map(({ kind }) => kind)).toEqual([
      "headline",
      "timestamp",
      "paragraph",
    ]);
  });

  it("one paragraph a line without blank lines gives one block a line", () => {
    expect(findBlocks(`${LONG}\n${LONG}\r\n${LONG}\r${LONG}`)).toHaveLength(4);
  });

  it.each(["", " ", "\n\n\r\n", "\u00a0\ufeff\u2029"])("%j has no blocks", (text) => {
    expect(findBlocks(text)).toEqual([]);
  });
});

const strange = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(
      fc.constantFrom(
        "\n",
        "\r\n",
        "\u2028",
        " ",
        "\u00a0",
        "By Ada Roe",
        "Q: ",
        "A: ",
        "©",
        "VELLIN — ",
        "/Oram Photo",
        "Read more:",
        "Signatories:",
        "- ",
        "1. ",
        "Dear A,",
        "Updated 22:46, 11-Jul-2031",
        "The council met.",
        "\ud800",
        "\0",
        "(",
        "*",
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join("")),
);

it("blocks lie in the text, in order, apart, not empty, without white space at their ends", () => {
  fc.assert(
    fc.property(strange, (text) => {
      let end = 0;
      for (const block of findBlocks(text)) {
        expect(block.start).toBeGreaterThanOrEqual(end);
        expect(block.end).toBeGreaterThan(block.start);
        expect(block.end).toBeLessThanOrEqual(text.length);
        const words = text.slice(block.start, block.end);
        expect(words).toBe(words.trim());
        end = block.end;
      }
    }),
    { numRuns: runs(500) },
  );
});

it("everything that is no white space lies in a block, dashes after datelines apart", () => {
  fc.assert(
    fc.property(strange, (text) => {
      let at = 0;
      const gaps: string[] = [];
      for (const block of findBlocks(text)) {
        gaps.push(text.slice(at, block.start));
        at = block.end;
      }
      gaps.push(text.slice(at));
      expect(gaps.join("").replace(/[-–—\s\u0085]/g, "")).toBe("");
    }),
  );
});

it.each([
  ["one line of 5 MB", "word ".repeat(1_000_000)],
  ["5 MB without a space", "w".repeat(5_000_000)],
  ["5 MB of blank lines", "\n".repeat(5_000_000)],
  ["40 000 labelled lines", "Q: what?\nA: yes.\n".repeat(20_000)],
  ["150 000 lines of one list", "Signatories:\n".repeat(150_000)],
])("%s takes linear time", { timeout: 20_000 }, (_, text) => {
  expect(() => findBlocks(text)).not.toThrow();
});

const seed = join(process.env.ONRECORD_DATA ?? "../shared/data", "seed");

it.skipIf(skipsWithoutCorpus(seed))(`the seed article (needs ${seed}): 15 of 15 blocks`, () => {
  const text = readFileSync(join(seed, "article.txt"), "utf8");
  const gold = JSON.parse(readFileSync(join(seed, "expected.json"), "utf8")).blocks as {
    type: string;
    span: { start: number; end: number };
  }[];
  const accepted: Readonly<Record<string, readonly string[]>> = {
    link: ["related", "boilerplate"],
    "link-list-heading": ["related", "boilerplate"],
    caption: ["caption", "credit"],
  };
  const blocks = findBlocks(text);
  const missed = gold.filter(
    ({ type, span }) =>
      !blocks.some(
        (block) =>
          block.start <= span.start &&
          block.end > span.start &&
          (accepted[type] ?? [type]).includes(block.kind),
      ),
  );
  expect(gold).toHaveLength(15);
  expect(missed.map(({ type, span }) => `${type} at ${span.start}`)).toEqual([]);
});
