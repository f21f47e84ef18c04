import fc from "fast-check";
import type {
  Attribution,
  DocumentRecord,
  Entity,
  Event,
  SpanPair,
  TimeExpression,
} from "../src/document/index.ts";

/*
 * Any record that the contract allows, over any text: for properties of what is written out and
 * read again. Spans lie inside the text and hold something; ids that are named are there.
 */

// Everything that some format has a use of its own for, often.
const WORDS = fc.oneof(
  fc.constantFrom(
    "a",
    " ",
    "\n",
    "\r\n",
    "\t",
    '"',
    "'",
    "=",
    "-",
    ",",
    ";",
    "\u2028",
    "👩‍🚒",
    "é",
  ),
  fc.string({ unit: "binary", maxLength: 4 }),
);

const TEXT = fc.array(WORDS, { minLength: 1, maxLength: 30 }).map((words) => `x${words.join("")}`);

const NAME = fc.array(WORDS, { minLength: 1, maxLength: 4 }).map((words) => words.join(""));

const DATE = fc.constantFrom("2031", "2031-03", "2031-03-11", "2031-03-11T22:46+02:00");

function maybe<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.option(value, { nil: null });
}

/** Never half a character. */
function spanIn(text: string): fc.Arbitrary<SpanPair> {
  const ends = [0];
  for (const character of text) ends.push(ends.at(-1)! + character.length);
  return fc.tuple(fc.nat(ends.length - 2), fc.nat(ends.length - 2)).map(([a, b]): SpanPair => {
    return [ends[Math.min(a, b)]!, ends[Math.max(a, b) + 1]!];
  });
}

/** In text order, without overlaps. */
function spansIn(text: string, least: 0 | 1): fc.Arbitrary<SpanPair[]> {
  return fc.array(spanIn(text), { minLength: least, maxLength: 3 }).map((spans) => {
    const sorted = spans.toSorted(([a], [b]) => a - b);
    return sorted.filter(([start], i) => sorted.slice(0, i).every(([, end]) => end <= start));
  });
}

function timeIn(text: string): fc.Arbitrary<TimeExpression> {
  return fc.record({
    span: maybe(spanIn(text)),
    from: maybe(DATE),
    to: maybe(DATE),
    precision: fc.constantFrom("minute", "day", "month", "year", "open"),
    basis: fc.constantFrom("stated", "published", "inferred", null),
  });
}

function entityIn(text: string, id: string): fc.Arbitrary<Entity> {
  return fc.record({
    id: fc.constant(id),
    name: NAME.map((name) => `N${name}`),
    kind: fc.constantFrom(
      "person",
      "state",
      "organisation",
      "group",
      "place",
      "document",
      "outlet",
      null,
    ),
    named: fc.boolean(),
    country: fc.constantFrom("NOR", "XOR", null),
    sector: fc.constantFrom("GOV", "JRN", null),
    count: maybe(fc.nat(500)),
    roles: fc.array(fc.record({ text: NAME, span: spanIn(text) }), { maxLength: 2 }),
    mentions: spansIn(text, 0),
  });
}

function attributionIn(text: string, id: string, entity: fc.Arbitrary<string | null>) {
  return fc.record({
    id: fc.constant(id),
    kind: fc.constantFrom("direct", "mixed", "indirect"),
    source: spansIn(text, 0),
    cue: spansIn(text, 0),
    content: spansIn(text, 1),
    sourceEntity: entity,
    sourceType: fc.constantFrom("named", "unnamed", "group", "document", "outlet", "none"),
    onBehalfOf: entity,
    act: fc.constantFrom("assert", "deny", null),
    addressee: entity.map((one) => (one === null ? [] : [one])),
    saidAt: maybe(timeIn(text)),
    occasion: fc.constant(null),
    within: fc.constant(null),
    confidence: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
    by: fc.constantFrom("attribute/gru@1", "attribute/marks@1"),
  }) satisfies fc.Arbitrary<Attribution>;
}

function eventIn(text: string, id: string, entity: fc.Arbitrary<string | null>) {
  return fc.record({
    id: fc.constant(id),
    source: entity,
    target: entity,
    sourceCode: fc.constantFrom("---", "CHNGOV", null),
    targetCode: fc.constantFrom("---", "CHNGOV", null),
    plover: fc.constantFrom("ACCUSE", null),
    mode: fc.constantFrom("disapprove", null),
    code: fc.constantFrom("0256", "111", null),
    contexts: fc.constantFrom([], ["military", "legal"]),
    status: fc.constantFrom("happened", "announced", "asked", "denied", "hypothetical"),
    spans: fc.record({
      source: spansIn(text, 0),
      target: spansIn(text, 0),
      trigger: spansIn(text, 0),
      place: spansIn(text, 0),
      time: spansIn(text, 0),
    }),
    date: maybe(timeIn(text)),
    place: entity,
    accordingTo: fc.constantFrom("outlet", "a1"),
    confidence: fc.constant(0.5),
    by: fc.constant("events/frames@1:blame"),
  }) satisfies fc.Arbitrary<Event>;
}

function recordOver(text: string): fc.Arbitrary<DocumentRecord> {
  const entity = fc.constantFrom("e1", "e2", null);
  return fc.record({
    schema: fc.constant("onrecord/1"),
    id: NAME,
    offsets: fc.constant("utf16"),
    text: fc.constant(text),
    document: fc.record({
      title: maybe(NAME),
      outlet: maybe(NAME),
      byline: fc.array(NAME, { maxLength: 2 }),
      published: maybe(DATE),
      updated: maybe(DATE),
      language: fc.constantFrom("en", null),
      genre: fc.constantFrom("report", "letter", null),
      url: fc.constantFrom("https://courier.example/a b", "https://courier.example/1", null),
      file: maybe(NAME),
      sha256: fc.stringMatching(/^[0-9a-f]{64}$/),
    }),
    blocks: fc.constant([{ kind: "paragraph", span: [0, text.length] }] as const),
    attributions: fc.tuple(attributionIn(text, "a1", entity), attributionIn(text, "a2", entity)),
    ownVoice: fc.array(fc.record({ span: spanIn(text) }), { maxLength: 2 }),
    entities: fc.tuple(entityIn(text, "e1"), entityIn(text, "e2")),
    occasions: fc.constant([]),
    times: fc.array(timeIn(text), { maxLength: 2 }),
    events: fc.tuple(eventIn(text, "v1", entity)),
    relations: fc.constantFrom(
      [],
      [{ type: "repeats", from: "a2", to: "a1", basis: "stated", evidence: [] } as const],
    ),
    lists: fc.constantFrom(
      [],
      [
        {
          kind: "signatories",
          document: null,
          entities: ["e1", "e2"],
          statedCount: 3,
          spans: [[0, 1]],
        } as const,
      ],
    ),
  });
}

export const ARBITRARY_RECORD: fc.Arbitrary<DocumentRecord> = TEXT.chain(recordOver);
