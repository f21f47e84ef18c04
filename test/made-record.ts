import type { Attribution, DocumentRecord, SpanPair } from "../src/document/index.ts";

/** A statement of a made record: who, and the words credited, each piece as it stands in the text. */
export type MadeStatement = readonly [source: string, ...content: string[]];

export interface MadeRecord {
  readonly id: string;
  readonly text: string;
  readonly statements?: readonly MadeStatement[];
  readonly kind?: Attribution["kind"];
  readonly genre?: string;
  readonly published?: string;
  readonly outlet?: string;
  readonly url?: string;
}

/**
 * A record made by hand: its paragraphs are the lines of the text. A source with a capital is a
 * named person, any other is not named.
 */
export function madeRecord(made: MadeRecord): DocumentRecord {
  const { id, text, statements = [], kind = "direct", genre = "report" } = made;
  const names = [...new Set(statements.map(([source]) => source))];
  const find = (words: string): SpanPair => {
    const at = text.indexOf(words);
    if (at < 0) throw new Error(`"${words}" does not stand in ${id}`);
    return [at, at + words.length];
  };
  return {
    schema: "onrecord/1",
    id,
    offsets: "utf16",
    text,
    document: {
      title: null,
      outlet: made.outlet ?? null,
      byline: [],
      published: made.published ?? null,
      updated: null,
      language: "en",
      genre,
      url: made.url ?? null,
      file: `${id}.txt`,
      sha256: Buffer.from(id.padEnd(32, "0")).toString("hex").slice(0, 64),
    },
    blocks: [...text.matchAll(/\S[^\n]*/g)].map(({ 0: line, index }) => ({
      kind: "paragraph",
      span: [index, index + line.length],
    })),
    attributions: statements.map(([source, ...content], i) => ({
      id: `a${i + 1}`,
      kind,
      source: [],
      cue: [],
      content: content.map(find),
      sourceEntity: `e${names.indexOf(source) + 1}`,
      sourceType: "named",
      onBehalfOf: null,
      act: null,
      addressee: [],
      saidAt: null,
      occasion: null,
      within: null,
      confidence: 1,
      by: "test",
    })),
    ownVoice: [],
    entities: names.map((name, i) => ({
      id: `e${i + 1}`,
      name,
      kind: "person",
      named: /^\p{Lu}/u.test(name),
      country: null,
      sector: null,
      count: null,
      roles: [],
      mentions: [],
    })),
    occasions: [],
    times: [],
    events: [],
    relations: [],
    lists: [],
  };
}
