import {
  type Attribution,
  type AttributionKind,
  type Document,
  type DocumentRecord,
  isBody,
  type SourceType,
  type SpanPair,
} from "../document/index.ts";
import { analyse } from "../language/index.ts";
import type { Actor, Actors, KeyedRecord } from "../merge/index.ts";
import { type Share, shareOf } from "./share.ts";

/** Of a name of anything, how many statements, and how many words these have. */
export interface Row {
  readonly name: string;
  readonly statements: Share;
  readonly words: number;
}

export interface SourceRow extends Row {
  readonly kind: Actor["kind"];
  readonly country: string | null;
  readonly direct: number;
  /** How many documents have a statement of theirs. */
  readonly documents: number;
}

/**
 * Who speaks in a set of documents, and how much. Statements are counted that stand in no other
 * statement. Says nothing of anyone but how often they are quoted.
 */
export interface Profile {
  readonly documents: number;
  readonly statements: number;
  /** Statements inside other statements, which are not counted below. */
  readonly nested: number;
  readonly kinds: readonly (Row & { readonly name: AttributionKind })[];
  readonly sourceTypes: readonly (Row & { readonly name: SourceType })[];
  /** Sentences of the body that are the outlet's own voice. */
  readonly ownVoice: Share;
  /** Words of the body; of the statements' contents; of the sentences in the outlet's own voice. */
  readonly words: { readonly body: number; readonly said: number; readonly ownVoice: number };
  /** Named sources, those with the most statements first. */
  readonly sources: readonly SourceRow[];
  /** Of those sources of which a country is told, by code; and how many statements have no such. */
  readonly countries: readonly Row[];
  readonly noCountry: number;
  readonly sectors: readonly Row[];
  readonly noSector: number;
  readonly outlets: readonly Row[];
}

export interface ProfileFilter {
  /** Statements of this actor alone, or made on its behalf. */
  readonly actor?: Source | undefined;
}

/** What a profile says of a source. */
export type Source = Pick<Actor, "name" | "kind" | "country" | "named">;

/** Whose entity of a document this is; of the same actor always the same object. */
export type ActorOf = (document: string, entity: string | null) => Source | null;

/** A profile that is counted document by document, in memory that grows with actors only. */
export interface ProfileCount {
  add(document: KeyedRecord, actorOf: ActorOf): void;
  /** Of what was added so far. */
  profile(): Profile;
}

/** @param documents those of which `actors` were gathered, or some of them */
export function profileOf(
  documents: Iterable<KeyedRecord>,
  filter: ProfileFilter,
  { actorOf }: Pick<Actors, "actorOf">,
): Profile {
  const count = countProfile(filter);
  for (const document of documents) count.add(document, actorOf);
  return count.profile();
}

/** The same actor has to be the same object in all documents. */
export function countProfile({ actor }: ProfileFilter): ProfileCount {
  const tally = newTally();
  return {
    add({ key, record }, actorOf) {
      const isTheirs = ({ sourceEntity, onBehalfOf }: Attribution) =>
        actor === undefined || [sourceEntity, onBehalfOf].some((id) => actorOf(key, id) === actor);
      const theirs = record.attributions.filter(isTheirs);
      if (actor !== undefined && theirs.length === 0) return;
      tally.documents++;
      countText(tally, record);
      const ids = new Set(record.attributions.map(({ id }) => id));
      for (const attribution of theirs) {
        if (attribution.within !== null && ids.has(attribution.within)) tally.nested++;
        else
          countStatement(tally, record, attribution, actorOf(key, attribution.sourceEntity), key);
      }
    },
    profile: () => profileFrom(tally),
  };
}

interface Count {
  statements: number;
  words: number;
}

interface SourceCount extends Count {
  direct: number;
  readonly documents: Set<string>;
}

interface Tally extends Count {
  documents: number;
  nested: number;
  sentences: number;
  ownSentences: number;
  bodyWords: number;
  ownWords: number;
  readonly kinds: Map<string, Count>;
  readonly sourceTypes: Map<string, Count>;
  readonly sources: Map<Source, SourceCount>;
  readonly countries: Map<string, Count>;
  readonly sectors: Map<string, Count>;
  readonly outlets: Map<string, Count>;
}

function newTally(): Tally {
  return {
    documents: 0,
    statements: 0,
    words: 0,
    nested: 0,
    sentences: 0,
    ownSentences: 0,
    bodyWords: 0,
    ownWords: 0,
    kinds: new Map(),
    sourceTypes: new Map(),
    sources: new Map(),
    countries: new Map(),
    sectors: new Map(),
    outlets: new Map(),
  };
}

function countStatement(
  tally: Tally,
  record: DocumentRecord,
  { kind, sourceType, sourceEntity, content }: Attribution,
  actor: Source | null,
  document: string,
): void {
  const words = countWords(record.text, content);
  const source = record.entities.find(({ id }) => id === sourceEntity);
  add(tally, words);
  addTo(tally.kinds, kind, words);
  addTo(tally.sourceTypes, sourceType, words);
  if (record.document.outlet !== null) addTo(tally.outlets, record.document.outlet, words);
  if (source?.country) addTo(tally.countries, source.country, words);
  if (source?.sector) addTo(tally.sectors, source.sector, words);
  if (actor === null || !actor.named) return;
  const count = tally.sources.get(actor) ?? {
    statements: 0,
    words: 0,
    direct: 0,
    documents: new Set(),
  };
  add(count, words);
  if (kind === "direct") count.direct++;
  count.documents.add(document);
  tally.sources.set(actor, count);
}

function add(count: Count, words: number): void {
  count.statements++;
  count.words += words;
}

function addTo(counts: Map<string, Count>, name: string, words: number): void {
  const count = counts.get(name) ?? { statements: 0, words: 0 };
  add(count, words);
  counts.set(name, count);
}

/** Sentences and words of the body, and those in the outlet's own voice, as the record tells them. */
function countText(tally: Tally, record: DocumentRecord): void {
  const own = new Set(record.ownVoice.map(({ span }) => span[0]));
  for (const span of bodySentences(record)) {
    const words = countWords(record.text, [span]);
    if (words === 0) continue;
    tally.sentences++;
    tally.bodyWords += words;
    if (!own.has(span[0])) continue;
    tally.ownSentences++;
    tally.ownWords += words;
  }
}

function bodySentences(record: DocumentRecord): SpanPair[] {
  const blocks = record.blocks
    .map(({ kind, span: [start, end] }) => ({ kind, start, end }))
    .filter((block) => isBody(block) && block.kind !== "subhead");
  const doc: Document = {
    ...record.document,
    id: record.id,
    text: record.text,
    blocks,
    sourceMap: null,
  };
  const { tokens, sentences } = analyse(doc);
  return sentences.map(({ from, to }) => [tokens.start[from]!, tokens.end[to - 1]!]);
}

function countWords(text: string, spans: readonly SpanPair[]): number {
  return spans.reduce((sum, span) => sum + (text.slice(...span).match(WORD)?.length ?? 0), 0);
}

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’.,-][\p{L}\p{M}\p{N}]+)*/gu;

function profileFrom(tally: Tally): Profile {
  const { documents, statements, nested } = tally;
  const rows = (counts: ReadonlyMap<string, Count>): Row[] =>
    [...counts].map(([name, count]) => rowOf(name, count, statements)).sort(mostFirst);
  const known = (counts: ReadonlyMap<string, Count>) =>
    [...counts.values()].reduce((sum, count) => sum + count.statements, 0);
  return {
    documents,
    statements,
    nested,
    kinds: rows(tally.kinds) as Profile["kinds"],
    sourceTypes: rows(tally.sourceTypes) as Profile["sourceTypes"],
    ownVoice: shareOf(tally.ownSentences, tally.sentences),
    words: { body: tally.bodyWords, said: tally.words, ownVoice: tally.ownWords },
    sources: [...tally.sources]
      .map(([{ name, kind, country }, count]) => ({
        ...rowOf(name, count, statements),
        kind,
        country,
        direct: count.direct,
        documents: count.documents.size,
      }))
      .sort(mostFirst),
    countries: rows(tally.countries),
    noCountry: statements - known(tally.countries),
    sectors: rows(tally.sectors),
    noSector: statements - known(tally.sectors),
    outlets: rows(tally.outlets),
  };
}

function rowOf(name: string, { statements, words }: Count, of: number): Row {
  return { name, statements: shareOf(statements, of), words };
}

function mostFirst(a: Row, b: Row): number {
  return b.statements.count - a.statements.count || (a.name < b.name ? -1 : 1);
}
