import type {
  Attribution,
  DocumentMetadata,
  DocumentRecord,
  Entity,
  Event,
  SpanPair,
} from "../src/document/index.ts";

/*
 * A record made by hand for the tests of what is written out: words beyond the basic plane before
 * the rest, so that no two units of offsets agree; a content broken by its cue; one that runs over
 * a line end; a source and a title that a spreadsheet would take for formulas.
 */

export const SAMPLE_TEXT = [
  "👩‍🚒 Harbour closes\r\n\r\n",
  '"We close it," Ines Lorck said, "until May."\r\n',
  "=SUM, a dredger, denied that\r\nthe ferry had sunk a buoy.\r\n",
].join("");

/** Where words stand in the sample; the n-th time, from 0. */
export function spanOf(words: string, n = 0): SpanPair {
  let at = SAMPLE_TEXT.indexOf(words);
  for (let i = 0; i < n; i++) at = SAMPLE_TEXT.indexOf(words, at + 1);
  if (at < 0) throw new Error(`"${words}" is not in the sample`);
  return [at, at + words.length];
}

const METADATA: DocumentMetadata = {
  title: "=1+1",
  outlet: "The Ollan Courier",
  byline: ["Pell Andary"],
  published: "2031-03-12T07:30+02:00",
  updated: null,
  language: "en",
  genre: "report",
  url: "https://courier.example/harbour",
  file: null,
  sha256: "0123456789abcdef".repeat(4),
};

export const INES: Entity = {
  id: "e1",
  name: "Ines Lorck",
  kind: "person",
  named: true,
  country: "NOR",
  sector: "GOV",
  count: null,
  roles: [],
  mentions: [spanOf("Ines Lorck")],
};

export const DREDGER: Entity = {
  ...INES,
  id: "e2",
  name: "=SUM",
  country: null,
  sector: null,
  kind: "organisation",
  roles: [{ text: "a dredger", span: spanOf("a dredger") }],
  mentions: [spanOf("=SUM")],
};

export const FERRY: Entity = {
  ...DREDGER,
  id: "e3",
  name: "the ferry",
  kind: null,
  named: false,
  roles: [],
  mentions: [spanOf("the ferry")],
};

export const DIRECT: Attribution = {
  id: "a1",
  kind: "direct",
  source: [spanOf("Ines Lorck")],
  cue: [spanOf("said")],
  content: [spanOf('"We close it,"'), spanOf('"until May."')],
  sourceEntity: "e1",
  sourceType: "named",
  onBehalfOf: null,
  act: "assert",
  addressee: [],
  saidAt: null,
  occasion: null,
  within: null,
  confidence: 0.97,
  by: "attribute/gru@1",
};

export const DENIAL: Attribution = {
  ...DIRECT,
  id: "a2",
  kind: "indirect",
  source: [spanOf("=SUM")],
  cue: [spanOf("denied")],
  content: [spanOf("that\r\nthe ferry had sunk a buoy")],
  sourceEntity: "e2",
  act: "deny",
  addressee: ["e1"],
  saidAt: {
    span: null,
    from: "2031-03-11",
    to: "2031-03-11",
    precision: "day",
    basis: "inferred",
  },
  confidence: 0.5,
  by: "attribute/clause@1",
};

export const SINKING: Event = {
  id: "v1",
  source: "e3",
  target: null,
  sourceCode: "---",
  targetCode: null,
  plover: "ASSAULT",
  mode: "destroy",
  code: "190",
  contexts: ["military", "environment"],
  status: "denied",
  spans: {
    source: [spanOf("the ferry")],
    target: [],
    trigger: [spanOf("sunk")],
    place: [],
    time: [],
  },
  date: null,
  place: null,
  accordingTo: "a2",
  confidence: 0.5,
  by: "events/frames@1:sink",
};

export function sampleRecord(
  parts: Partial<DocumentRecord> = {},
  metadata: Partial<DocumentMetadata> = {},
): DocumentRecord {
  return {
    schema: "onrecord/1",
    id: "wire-17",
    offsets: "utf16",
    text: SAMPLE_TEXT,
    document: { ...METADATA, ...metadata },
    blocks: [{ kind: "headline", span: spanOf("👩‍🚒 Harbour closes") }],
    attributions: [DIRECT, DENIAL],
    ownVoice: [],
    entities: [INES, DREDGER, FERRY],
    occasions: [],
    times: [],
    events: [SINKING],
    relations: [
      { type: "disputes", from: "a2", to: "a1", basis: "stated", evidence: [spanOf("denied")] },
    ],
    lists: [],
    ...parts,
  };
}

export async function* stream<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

export async function written(chunks: AsyncIterable<string | Uint8Array>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(Buffer.from(chunk as string));
  return Buffer.concat(parts);
}
