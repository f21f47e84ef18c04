import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attribution, record, spansIn } from "../../test/fixtures/records.ts";
import type { DocumentRecord } from "../document/index.ts";
import { type Segment, segmentsOf } from "./segments.ts";

const TEXT = 'Crews told the ministry it was "late", Lorck said. The boat left.';
const span = spansIn(TEXT);

/** Each segment as its words and what lies over them: S source, C cue, 1 content, 2 in another, o own voice. */
function shown({ text }: DocumentRecord, segments: readonly Segment[]): string[] {
  return segments.map((segment) => {
    const over = [
      segment.isSource ? "S" : "",
      segment.isCue ? "C" : "",
      segment.depth > 0 ? String(segment.depth) : "",
      segment.isOwnVoice ? "o" : "",
      segment.isHuman ? "h" : "",
    ].join("");
    const bracket = `${segment.opens ? "[" : ""}${text.slice(segment.start, segment.end)}${segment.closes ? "]" : ""}`;
    return over === "" ? bracket : `${bracket}:${over}`;
  });
}

function of(given: Partial<DocumentRecord>, start = 0, end = TEXT.length): string[] {
  const whole = record({ text: TEXT, ...given });
  return shown(whole, segmentsOf(whole, start, end));
}

const OUTER = attribution({
  source: [span("Lorck")],
  cue: [span("said")],
  content: [span('Crews told the ministry it was "late"')],
});
const INNER = attribution({
  id: "a2",
  source: [span("Crews")],
  cue: [span("told")],
  content: [span('it was "late"')],
  within: "a1",
});

describe("text is cut where something begins or ends", () => {
  test.each<[string, Partial<DocumentRecord>, string[]]>([
    ["nothing over it", {}, [TEXT]],
    [
      "side by side",
      { attributions: [OUTER] },
      [
        '[Crews told the ministry it was "late"]:1',
        ", ",
        "Lorck:S",
        " ",
        "said:C",
        ". The boat left.",
      ],
    ],
    [
      "one in another",
      { attributions: [OUTER, INNER] },
      [
        "[Crews:S1",
        " :1",
        "told:C1",
        " the ministry :1",
        '[it was "late"]:2',
        ", ",
        "Lorck:S",
        " ",
        "said:C",
        ". The boat left.",
      ],
    ],
    [
      "crossing each other",
      {
        attributions: [
          attribution({ content: [span("Crews told the")] }),
          attribution({ id: "a2", content: [span("the ministry")], by: "person/Ada Lorne" }),
        ],
      },
      ["[Crews told :1", "[the]:2h", " ministry]:1h", ' it was "late", Lorck said. The boat left.'],
    ],
    [
      "in two pieces",
      { attributions: [attribution({ content: [span("Crews"), span("ministry")] })] },
      ["[Crews]:1", " told the ", "[ministry]:1", ' it was "late", Lorck said. The boat left.'],
    ],
    [
      "own voice",
      { ownVoice: [{ span: span("The boat left.") }] },
      ['Crews told the ministry it was "late", Lorck said. ', "The boat left.:o"],
    ],
    ["empty spans", { attributions: [attribution({ content: [[3, 3]] })] }, ["Cre", TEXT.slice(3)]],
    ["outside the text", { attributions: [attribution({ content: [[900, 901]] })] }, [TEXT]],
  ])("%s", (_, given, segments) => {
    expect(of(given)).toEqual(segments);
  });

  test("a content that is cut off by the edge of a part has no bracket there", () => {
    expect(of({ attributions: [OUTER] }, 6, 20)).toEqual(["told the minis:1"]);
  });
});

test("the kind is that of the innermost content, also after it ends", () => {
  const text = "abcdef";
  const whole = record({
    text,
    attributions: [
      attribution({ content: [[0, 6]], kind: "indirect" }),
      attribution({ id: "a2", content: [[2, 4]], kind: "direct" }),
    ],
  });
  expect(segmentsOf(whole, 0, 6).map(({ kind }) => kind)).toEqual([
    "indirect",
    "direct",
    "indirect",
  ]);
});

test("a statement begins once, at its content", () => {
  const whole = record({
    text: TEXT,
    attributions: [OUTER, INNER, attribution({ id: "a3", cue: [span("left")] })],
  });
  const begins = segmentsOf(whole, 0, TEXT.length).flatMap((segment) =>
    segment.begins.map(({ id }) => `${id} ${TEXT.slice(segment.start, segment.end)}`),
  );
  expect(begins).toEqual(["a1 Crews", 'a2 it was "late"', "a3 left"]);
});

test("no character is cut in two", () => {
  const whole = record({ text: "a😀b", attributions: [attribution({ content: [[0, 2]] })] });
  expect(shown(whole, segmentsOf(whole, 0, 4))).toEqual(["[a😀]:1", "b"]);
});

test("ten thousand contents over each other are counted, and not listed again and again", () => {
  const text = "x".repeat(20_000);
  const attributions = Array.from({ length: 10_000 }, (_, i) =>
    attribution({ id: `a${i}`, content: [[i, 20_000 - i]] }),
  );
  const segments = segmentsOf(record({ text, attributions }), 0, text.length);
  expect(segments).toHaveLength(19_999);
  // Each is listed where it begins, and counted elsewhere.
  expect(segments.flatMap(({ begins }) => begins)).toHaveLength(10_000);
  expect(segments[9_999]!.depth).toBe(10_000);
});

const offset = fc.integer({ min: 0, max: 40 });
const spans = fc.array(
  fc.tuple(offset, offset).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
  { maxLength: 3 },
);
const statement = fc
  .record({ source: spans, cue: spans, content: spans })
  .map((parts) => attribution(parts));

test("any spans at all: the segments are the text, and know what lies over each character", () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 30, unit: "binary" }),
      fc.array(statement, { maxLength: 6 }),
      spans,
      (text, attributions, own) => {
        const whole = record({ text, attributions, ownVoice: own.map((span) => ({ span })) });
        const segments = segmentsOf(whole, 0, text.length);
        expect(segments.map(({ start, end }) => text.slice(start, end)).join("")).toBe(text);
        for (const { start, depth, isSource } of segments) {
          const over = (parts: readonly (readonly [number, number])[]) =>
            parts.filter(([from, to]) => from <= start && start < to && from < to);
          // Only where no character is cut in two do spans lie as they were given.
          if (/\p{Surrogate}|[\u{10000}-\u{10ffff}]/u.test(text)) continue;
          expect(depth).toBe(over(attributions.flatMap(({ content }) => content)).length);
          expect(isSource).toBe(over(attributions.flatMap(({ source }) => source)).length > 0);
        }
      },
    ),
  );
});
