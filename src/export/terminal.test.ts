import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import {
  attribution,
  entity,
  event,
  record as handRecord,
  spansIn,
} from "../../test/fixtures/records.ts";
import type { BlockKind, DocumentRecord, SpanPair } from "../document/index.ts";
import { renderRecord, toText } from "./terminal.ts";

const TEXT = `Ferry to resume on Monday
Updated 08:15, 02-May-2031

The ferry will sail again on Monday, harbour master Ines Lorck said on Friday. "We have mended
the slip," she said. "It will hold," Lorck told reporters. Critics called it "late".
It was 1931 when the slip was built. The slip is 40 metres long.

Tickets cost more now.
Read more:
Old slip, new ferry`;

const span = spansIn(TEXT);
const LORCK = entity({ name: "Ines Lorck" });

function record(given: Partial<DocumentRecord>, metadata = {}): DocumentRecord {
  return handRecord({ text: TEXT, entities: [LORCK], ...given }, metadata);
}

function block(kind: BlockKind, words: string) {
  return { kind, span: span(words) };
}

const FERRY = record(
  {
    blocks: [
      block("headline", "Ferry to resume on Monday"),
      block("timestamp", "Updated 08:15, 02-May-2031"),
      block("paragraph", "The ferry will sail again"),
      block("paragraph", "Tickets cost more now."),
      block("promotion", "Read more:"),
      block("related", "Old slip, new ferry"),
    ],
    attributions: [
      attribution({
        kind: "indirect",
        source: [span("harbour master Ines Lorck")],
        cue: [span("said")],
        content: [span("The ferry will sail again on Monday")],
        sourceEntity: "e1",
      }),
      attribution({
        id: "a2",
        source: [span("she")],
        cue: [span("said", "she")],
        content: [span('"We have mended\nthe slip,"'), span('"It will hold,"')],
        sourceEntity: "e1",
      }),
      attribution({
        id: "a3",
        kind: "mixed",
        cue: [span("called")],
        content: [span('it "late"')],
        confidence: 0.59,
      }),
    ],
    ownVoice: [
      { span: span("It was 1931 when the slip was built.") },
      { span: span("The slip is 40 metres long.") },
      { span: span("Tickets cost more now.") },
    ],
  },
  { published: "2031-05-02T08:15", outlet: "Harbour Post" },
);

function render(given: DocumentRecord, width = 60): string {
  return renderRecord(given, { width, colour: false });
}

test("a whole record", () => {
  expect(render(FERRY)).toBe(`Ferry to resume on Monday
2 May 2031, 08:15 · Harbour Post · ferry.txt

line  source — cue                                 act  kind
Ines Lorck
   4  harbour master Ines Lorck — said              indirect
      ┊ The ferry will sail again on Monday
   4  she — said                                      direct
      ┃ "We have mended the slip," … "It will hold,"

[no source given]
   5  called                                uncertain  mixed
      ┇ it "late"

The outlet's own voice — no source found
   6  It was 1931 when the slip was built. The slip is 40
      metres long.
   8  Tickets cost more now.

Not read as body: 1 related headline, 1 promotion

3 statements (1 direct, 1 mixed, 1 indirect) by 1 source, 1
with no source given · 3 sentences in the outlet's own voice
`);
});

test("a letter has no outlet whose voice it could be", () => {
  const text = "The strait is closed.";
  const letter = record({ text, ownVoice: [{ span: [0, 21] }] }, { genre: "letter" });
  expect(render(letter)).toContain("The document's own voice — no source found");
  expect(render(letter)).toContain("1 sentence in the document's own voice");
});

test("an attribution within another stands under it, beside its bar", () => {
  const nested = record({
    attributions: [
      attribution({
        source: [span("Lorck", "hold")],
        content: [span('"We have mended\nthe slip,"')],
      }),
      attribution({ id: "a2", within: "a3", content: [span("slip")] }),
      attribution({ id: "a3", within: "a1", kind: "indirect", content: [span("the slip")] }),
    ],
  });
  expect(render(nested, 40)).toBe(`ferry.txt

line  source — cue             act  kind
[source not identified] — whom these
words mean is not settled
   4  Lorck                       direct
      ┃ "We have mended the slip,"
   5  ┃ [no source given]       indirect
      ┃ ┊ the slip
   5  ┃ ┊ [no source given]       direct
      ┃ ┊ ┃ slip

3 statements (2 direct, 1 indirect), 1
with a source not identified, 2 with no
source given
`);
});

test("however deep the nesting, there is room for words", () => {
  const attributions = Array.from({ length: 300 }, (_, i) =>
    attribution({ id: `a${i}`, within: i === 0 ? null : `a${i - 1}`, content: [span("ferry")] }),
  );
  const view = render(record({ attributions }), 40);
  expect(view.match(/┃ ferry\n/g)).toHaveLength(300);
});

test("attributions that name each other as parent are shown all the same", () => {
  const circle = record({
    attributions: [
      attribution({ id: "a1", within: "a2", content: [span("ferry")] }),
      attribution({ id: "a2", within: "a1", content: [span("slip")] }),
    ],
  });
  expect(render(circle)).toContain("ferry\n");
  expect(render(circle)).toContain("slip\n");
});

test("nothing found", () => {
  expect(render(record({}))).toBe("ferry.txt\n\nNo statements found.\n");
});

test("nothing at all", () => {
  expect(render(record({ text: "" }, { file: null }))).toBe(
    "0123456789abcdef\n\nNo statements found.\n",
  );
});

describe("dates are as precise as they were given", () => {
  test.each([
    ["2031", "2031"],
    ["2031-05", "May 2031"],
    ["2031-05-02", "2 May 2031"],
    ["2031-05-02T08:15:30.5", "2 May 2031, 08:15"],
    ["2031-05-02T08:15Z", "2 May 2031, 08:15 UTC"],
    ["2031-05-02T08:15:30+02:00", "2 May 2031, 08:15 +02:00"],
  ])("%s", (published, shown) => {
    expect(render(record({}, { published }))).toContain(`${shown} · ferry.txt\n`);
  });
});

test("without a time of publication, the time of the update", () => {
  expect(render(record({}, { updated: "2031-05-02" }))).toContain(
    "updated 2 May 2031 · ferry.txt\n",
  );
});

test.each([
  ["Ines Lorck, the harbour master, wrote", "Ines Lorck, the harbour master,", "wrote"],
  ["LORCK: Good morning.", "LORCK", ":"],
  ["Lorck; wrote", "Lorck;", "wrote"],
])("no mark dangles after the source: %s", (text, source, cue) => {
  const at = text.indexOf(cue);
  const one = attribution({
    source: [[0, source.length]],
    cue: [[at, at + cue.length]],
    content: [[0, 1]],
  });
  const head = cue === ":" ? source : `${source.slice(0, -1)} — ${cue}`;
  expect(render(record({ text, attributions: [one] }))).toContain(`\n   1  ${head}  `);
});

describe("inside another statement, the name stands beside words that do not hold it", () => {
  test.each([
    ["Ines Lorck", "Ines Lorck"],
    ["harbour master Ines Lorck", "harbour master Ines Lorck"],
    ["INES LORCK", "INES LORCK"],
    ["Lorck", "Lorck [→ Ines Lorck]"],
    ["Ines Lorcke", "Ines Lorcke [→ Ines Lorck]"],
    ["she", "she [→ Ines Lorck]"],
    ["", "[→ Ines Lorck]"],
  ])("%s", (words, shown) => {
    const text = `${words} x`;
    const source: SpanPair[] = words === "" ? [] : [[0, words.length]];
    const content: SpanPair[] = [[words.length + 1, text.length]];
    const outer = attribution({ content: [[0, text.length]] });
    const inner = attribution({ id: "a2", source, sourceEntity: "e1", content, within: "a1" });
    expect(render(record({ text, attributions: [outer, inner] }))).toContain(
      `\n   1  ┃ ${shown}  `,
    );
  });
});

describe("nothing in the text acts on the terminal", () => {
  test.each([
    ["\u001b[31mred", "\\u001b[31mred"],
    ["\u009b31mred", "\\u009b31mred"],
    ["a\u202eb\u2066c", "a\\u202eb\\u2066c"],
    ["bell\u0007", "bell\\u0007"],
    ["\ud800 alone", "\\ud800 alone"],
    ["\r\nlines\u2028and\ttabs ", "lines and tabs"],
    ["שלום\u200f", "שלום\u200f"],
    ["می\u200cخواهم", "می\u200cخواهم"],
    ["👩‍👩‍👧 family", "👩‍👩‍👧 family"],
  ])("%j", (text, shown) => {
    const one = attribution({ content: [[0, text.length]] });
    const view = render(record({ text, attributions: [one] }, { title: text, file: text }));
    expect(view).toContain(`┃ ${shown}\n`);
    expect(view).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  });
});

describe("no line is wider than the page", () => {
  const TEXTS = [
    TEXT,
    "外交部发言人耿爽在例行记者会上表示，中方对此表示强烈不满和坚决反对。".repeat(4),
    `see https://example.org/${"long/".repeat(60)} now`,
    "e\u0301".repeat(200),
    "👩‍👩‍👧".repeat(80),
    `${"한국어 ".repeat(50)}العربية ${"שלום ".repeat(40)}`,
  ];
  test.each(TEXTS)("%.20s", (text) => {
    const whole: SpanPair = [0, text.length];
    const one = attribution({
      source: [whole],
      cue: [whole],
      content: [whole],
      sourceEntity: "e1",
    });
    const saidAt = { span: whole, from: "2031", to: null, precision: "open" } as const;
    const inside = attribution({
      ...one,
      id: "a2",
      within: "a1",
      confidence: 0.1,
      act: "criticise",
      addressee: ["e1"],
      saidAt: { ...saidAt, basis: "inferred" },
      occasion: "o1",
      onBehalfOf: "e2",
    });
    const spans = { source: [whole], target: [whole], trigger: [whole], place: [], time: [] };
    const answers = { type: "answers", basis: "stated", evidence: [whole] } as const;
    const full = record({
      text,
      attributions: [one, inside],
      entities: [entity({ name: text, roles: [{ text, span: whole }] }), entity({ id: "e2" })],
      occasions: [{ id: "o1", kind: text, span: whole, place: "e1", date: null }],
      events: [event({ spans, accordingTo: "a2", status: "denied" })],
      relations: [{ ...answers, from: "a2", to: "a1" }],
      ownVoice: [{ span: whole }],
      blocks: [{ kind: "headline", span: whole }],
    });
    for (const width of [40, 61, 80, 120]) {
      for (const line of render(full, width).split("\n")) {
        expect(stringWidth(line)).toBeLessThanOrEqual(width);
        expect(line).toBe(line.trimEnd());
      }
    }
  });

  test("and no page narrower than 40 columns", () => {
    expect(render(FERRY, 10)).toBe(render(FERRY, 40));
  });
});

test("closing marks never begin a line of Chinese", () => {
  const text = "好。".repeat(60);
  const one = attribution({ content: [[0, text.length]] });
  expect(render(record({ text, attributions: [one] }), 41)).not.toMatch(/┃ 。/);
});

test("colours wrap whole words and leave the text the same", () => {
  const coloured = renderRecord(FERRY, { width: 60, colour: true });
  expect(coloured).toContain("\u001b[1mFerry to resume on Monday\u001b[22m\n");
  expect(coloured).toContain("\u001b[33muncertain\u001b[39m  \u001b[36mmixed\u001b[39m");
  expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(render(FERRY));
});

test("a rule stands between two documents, and errors are passed over", async () => {
  async function* entries() {
    yield record({});
    yield { id: "b", error: { code: "empty", message: "empty" } };
    yield record({});
  }
  let text = "";
  for await (const chunk of toText(entries(), { width: 40, colour: false })) text += chunk;
  expect(text.split("\n")).toEqual([
    "ferry.txt",
    "",
    "No statements found.",
    "",
    "─".repeat(40),
    "",
    "ferry.txt",
    "",
    "No statements found.",
    "",
  ]);
});
