import fc from "fast-check";
import { Parser } from "htmlparser2";
import { describe, expect, test } from "vitest";
import { runs } from "../../../test/fast-check.ts";
import { attribution, entity, event, record, spansIn } from "../../../test/fixtures/records.ts";
import type { BlockKind, DocumentRecord } from "../../document/index.ts";
import { viewOf } from "../view.ts";
import { renderDocument } from "./reading.tsx";

const ASSETS = { script: "/assets/main.js", style: "/assets/main.css" };
const KEY = "0123456789abcdef0123";

function pagesOf(given: DocumentRecord): string[] {
  const view = viewOf(given, KEY);
  const count = Math.max(1, view.parts.length);
  return Array.from({ length: count }, (_, i) =>
    renderDocument(view, { assets: ASSETS, part: i + 1 }),
  );
}

function pageOf(
  given: Partial<DocumentRecord>,
  metadata: Partial<DocumentRecord["document"]> = {},
): string {
  return pagesOf(record(given, metadata))[0]!;
}

/** What a browser has as the text of the elements of class `t`, one after the other. */
function textColumn(html: string): string {
  let text = "";
  let depth = 0;
  const parser = new Parser({
    onopentag(_, { class: name = "" }) {
      if (depth > 0 || name === "t") depth++;
    },
    onclosetag() {
      if (depth > 0) depth--;
    },
    ontext(words) {
      if (depth > 0) text += words;
    },
  });
  parser.end(html);
  return text;
}

/** What a page says in words, with single spaces. */
function wordsOf(html: string, within = "main"): string {
  let text = "";
  let depth = 0;
  const parser = new Parser({
    onopentag(name, { class: names = "" }) {
      if (depth > 0 || name === within || names.split(" ").includes(within)) depth++;
      if (/^(li|p|dt|dd|summary|ul)$/.test(name)) text += " ";
    },
    onclosetag() {
      if (depth > 0) depth--;
    },
    ontext(words) {
      if (depth > 0) text += words;
    },
  });
  parser.end(html);
  return text.replace(/\s+/g, " ").trim();
}

const TEXT = `Ferries stay in port

VELLIN - The fog "will not lift", Ines Lorck told reporters. Officials agreed. The boats wait.

Boats at the quay. /Tern Photo
`;
const span = spansIn(TEXT);

const BLOCKS = [
  { kind: "headline", span: span("Ferries stay in port") },
  { kind: "dateline", span: span("VELLIN -") },
  { kind: "paragraph", span: [span("The fog")[0], span("The boats wait.")[1]] },
  { kind: "caption", span: span("Boats at the quay.") },
  { kind: "credit", span: span("/Tern Photo") },
] as const;

const LORCK = attribution({
  source: [span("Ines Lorck")],
  cue: [span("told")],
  content: [span('The fog "will not lift"')],
  kind: "mixed",
  sourceEntity: "e1",
  addressee: ["e2"],
  act: "warn",
});

const FERRIES: Partial<DocumentRecord> = {
  text: TEXT,
  blocks: BLOCKS,
  attributions: [LORCK],
  entities: [
    entity({ roles: [{ text: "harbour master", span: [0, 1] }], mentions: [span("Ines Lorck")] }),
    entity({ id: "e2", name: "reporters", kind: "group", named: false }),
  ],
  ownVoice: [{ span: span("The boats wait.") }],
};

describe("the text column is the stored text", () => {
  test.each<[string, string]>([
    ["lines and spaces", "  a  b\n\n\tc \n"],
    ["carriage returns", "a\r\nb\rc"],
    ["what HTML would take for its own", `<script>alert(1)</script> &amp; "'<!--`],
    ["directions and hidden characters", "a\u202eb\u2066c\ufeffd\u0007e\u00ad\u200b"],
    ["a long word", "x".repeat(5000)],
    ["empty", ""],
  ])("%s", (_, text) => {
    expect(textColumn(pageOf({ text }))).toBe(text);
  });

  test("with blocks of every kind", () => {
    expect(textColumn(pageOf(FERRIES))).toBe(TEXT);
  });

  test("a NUL, which no page can have, is as long as what stands for it", () => {
    expect(textColumn(pageOf({ text: "a\0b" }))).toBe("a\ufffdb");
  });

  const kinds = [
    "headline",
    "paragraph",
    "list",
    "table",
    "quotation",
    "signatories",
    "answer",
    "dateline",
  ];
  test("whatever blocks and entries lie over it, in however many parts", () => {
    const offset = fc.nat(60);
    const spans = fc.array(
      fc.tuple(offset, offset).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom("a", "<b>", " ", "\n", "\n\n", "\r\n", "&", "😀", "\u202e", "word "),
          { maxLength: 40 },
        ),
        fc.array(fc.tuple(fc.nat(60), fc.constantFrom(...kinds)), { maxLength: 6 }),
        spans,
        spans,
        (words, ends, contents, sources) => {
          const text = words.join("");
          const sorted = ends.toSorted(([a], [b]) => a - b);
          const blocks = sorted.slice(1).map(([end, kind], i) => ({
            kind: kind as BlockKind,
            span: [sorted[i]![0], end] as const,
          }));
          const attributions = [attribution({ content: contents, source: sources })];
          const pages = pagesOf(record({ text, blocks, attributions }));
          expect(pages.map(textColumn).join("")).toBe(text);
        },
      ),
      { numRuns: runs(60) },
    );
  });

  test("a text of five megabytes is shown in parts, each in good time", () => {
    const paragraph = `${'"It is late," Ines Lorck said. '.repeat(30).trim()}\n\n`;
    const text = paragraph.repeat(5400);
    const attributions = Array.from({ length: 5400 }, (_, i) =>
      attribution({ id: `a${i}`, content: [[i * paragraph.length, i * paragraph.length + 13]] }),
    );
    const view = viewOf(record({ text, attributions }), KEY);
    expect(view.parts.length).toBeGreaterThan(80);
    for (const part of [1, 40, view.parts.length]) {
      const startedAt = performance.now();
      const html = renderDocument(view, { assets: ASSETS, part });
      const { start, end } = view.parts[part - 1]!;
      expect(textColumn(html)).toBe(text.slice(start, end));
      expect(html.length).toBeLessThan(400_000);
      expect(performance.now() - startedAt).toBeLessThan(2000);
    }
  });
});

describe("blocks are what they are", () => {
  test.each<[BlockKind, RegExp]>([
    ["headline", /<h1 class="is-headline">Word<\/h1>/],
    ["subhead", /<h2 class="is-subhead">Word<\/h2>/],
    ["paragraph", /<p class="is-paragraph">Word<\/p>/],
    ["quotation", /<blockquote class="is-quotation"><p>Word<\/p><\/blockquote>/],
    ["list", /<ul class="is-list"><li>Word<\/li><\/ul>/],
    ["table", /<section class="is-table" aria-label="Table" tabindex="0">Word<\/section>/],
    ["caption", /<p class="is-caption">Word<\/p>.*<p class="label">Caption<\/p>/],
  ])("%s", (kind, html) => {
    const page = pageOf({ text: "Word", blocks: [{ kind, span: [0, 4] }] });
    expect(page).toMatch(html);
    expect(page.match(/<h1/g)).toHaveLength(1);
  });

  test("a dateline stands in the line of its paragraph", () => {
    expect(pageOf(FERRIES)).toMatch(
      /<p class="is-paragraph"><span class="is-dateline">VELLIN -<\/span> /,
    );
  });

  test("each line of a list is an item", () => {
    const text = "(a) one\n(b) two";
    expect(pageOf({ text, blocks: [{ kind: "list", span: [0, text.length] }] })).toContain(
      "<li>(a) one</li>\n<li>(b) two</li>",
    );
  });
});

describe("a statement's entry", () => {
  const says = (given: Parameters<typeof attribution>[0], more: Partial<DocumentRecord> = {}) =>
    wordsOf(pageOf({ ...FERRIES, attributions: [{ ...LORCK, ...given }], ...more }), "statement");

  test("who, with what cue and act, of which kind, in what office, to whom", () => {
    expect(says({})).toMatch(/^1 Ines Lorck told warn mixed harbour master to reporters/);
  });

  test.each<[string, Parameters<typeof attribution>[0], RegExp]>([
    ["unnamed", { sourceEntity: "e2" }, /^1 unnamed reporters told/],
    ["not identified", { sourceEntity: null }, /^1 “Ines Lorck” not identified told/],
    ["no source", { sourceEntity: null, source: [] }, /^1 No source given told/],
    [
      "in another language",
      { sourceEntity: null, source: [], by: "attribute/marks@1" },
      /^1 Source not read/,
    ],
    ["plain saying", { act: "assert" }, /^1 Ines Lorck told mixed/],
    ["uncertain", { confidence: 0.55 }, /mixed uncertain/],
    ["how sure", { confidence: 0.83 }, /about 83 in 100 were right/],
    ["not measured", { confidence: 0.5 }, /how often such are right is not measured/],
    ["the program's", {}, /the program, attribute\/test@1/],
    [
      "a person's",
      { by: "person/Ada Lorne" },
      /entered by a person .* On the record by Ada Lorne, a person/,
    ],
  ])("%s", (_, given, words) => {
    expect(says(given)).toMatch(words);
  });

  test("what it answers, and what answers it", () => {
    const attributions = [LORCK, attribution({ id: "a2", content: [span("Officials agreed.")] })];
    const relations = [
      { type: "answers", from: "a2", to: "a1", basis: "inferred", evidence: [] },
    ] as const;
    const page = pageOf({ ...FERRIES, attributions, relations });
    expect(page).toContain(
      'answers <a class="to" href="#s-a1" aria-label="statement 1">1</a> (inferred)',
    );
    expect(page).toContain('answered in <a class="to" href="#s-a2" aria-label="statement 2">2</a>');
  });

  test("a person's and the program's differ in the text too", () => {
    expect(pageOf(FERRIES)).not.toContain("human");
    expect(pageOf({ ...FERRIES, attributions: [{ ...LORCK, by: "person/Ada" }] })).toMatch(
      /<span class="content mixed opens closes human">/,
    );
  });

  test("its number leads from the text to it and back", () => {
    const page = pageOf(FERRIES);
    expect(page).toMatch(
      /<a class="ref" id="t-a1" href="#s-a1" data-n="1" aria-label="Statement 1"><\/a><span class="content/,
    );
    expect(page).toMatch(/<li class="statement mixed" id="s-a1"/);
    expect(page).toContain('href="#t-a1"');
  });
});

test("an event stands beside its words, on whose word, and what two do together once", () => {
  const spans = { source: [], target: [], trigger: [span("agreed")], place: [], time: [] };
  const met = event({
    source: "e1",
    target: "e2",
    plover: "CONSULT",
    code: "040",
    spans,
    status: "announced",
    accordingTo: "a1",
  });
  const events = [met, { ...met, id: "v2", source: "e2", target: "e1" }];
  const words = wordsOf(pageOf({ ...FERRIES, events }), "event");
  expect(words).toBe(
    "event Ines Lorck ↔ agreed ↔ reporters according to Ines Lorck, 1 announced CONSULT 040",
  );
});

test("own voice is marked, and not inside what somebody says", () => {
  expect(pageOf(FERRIES)).toContain('<span class="own">The boats wait.</span>');
  const quoted = { ...FERRIES, attributions: [{ ...LORCK, content: [span("The boats wait.")] }] };
  expect(pageOf(quoted)).not.toContain('class="own">The');
});

describe("whatever a record holds, nothing of it runs", () => {
  const EVIL = `"><img src=x onerror=alert(1)><script>alert(1)</script>'\u202e`;

  test("in names, titles, roles, ids and addresses", () => {
    const page = pageOf(
      {
        ...FERRIES,
        entities: [
          entity({
            id: EVIL,
            name: EVIL,
            roles: [{ text: EVIL, span: [0, 1] }],
            mentions: [[0, 3]],
          }),
        ],
        attributions: [{ ...LORCK, id: EVIL, sourceEntity: EVIL, by: EVIL }],
        events: [event({ id: EVIL, source: EVIL, code: EVIL, accordingTo: EVIL })],
      },
      {
        title: EVIL,
        outlet: EVIL,
        byline: [EVIL],
        url: "javascript:alert(1)",
        file: EVIL,
        genre: EVIL,
        language: EVIL,
        published: EVIL,
      },
    );
    expect(page).not.toMatch(/<img|<script>/);
    const attributes: string[] = [];
    const parser = new Parser({
      onopentag(_, given) {
        attributes.push(...Object.keys(given));
        for (const [name, value] of Object.entries(given)) {
          if (name === "href" || name === "src") expect(value).not.toMatch(/^\s*javascript:/i);
        }
      },
    });
    parser.end(page);
    expect(attributes.filter((name) => /^on|^style$/.test(name))).toEqual([]);
  });

  test.each([
    ["https://example.org/a", true],
    ["http://example.org/a", true],
    ["javascript:alert(1)", false],
    [" JaVaScRiPt:alert(1)", false],
    ["data:text/html,x", false],
    ["//example.org", false],
    ["not an address", false],
  ])("%s is a link: %s", (url, isLink) => {
    expect(/<a href="[^"]*" rel="noreferrer/.test(pageOf({ text: "a" }, { url }))).toBe(isLink);
  });
});
