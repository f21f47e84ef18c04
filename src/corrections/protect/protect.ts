import { createHash } from "node:crypto";
import type { SpanPair } from "../../document/index.ts";
import type {
  Attribution,
  AttributionCorrection,
  DocumentMetadata,
  DocumentRecord,
  Entity,
  EntityCorrection,
  Event,
  EventCorrection,
  NameList,
  Occasion,
  OwnVoice,
  PageStart,
  RecordedBlock,
  Relation,
  Role,
  TimeExpression,
} from "../../document/record.ts";
import { mapAddress } from "../map-spans.ts";
import { type Found, findNames, type Matcher, matcherFor, mayStand } from "./matcher.ts";
import { labelOf, type Protection, plainLabelOf } from "./protections.ts";
import { Redaction } from "./redaction.ts";

/** A document as it may be shown. */
export interface ProtectedView {
  readonly record: DocumentRecord;
  /** Whether anything of it is hidden. */
  readonly isProtected: boolean;
  /** Spans of the original text in the shown one, and back. */
  toShown(span: SpanPair): SpanPair;
  toOriginal(span: SpanPair): SpanPair;
  /** Any words about the document, such as a note, without what is protected. */
  words(text: string): string;
}

/**
 * The record with everything protected replaced, wherever it stands: in the text, the names of
 * entities, titles, authors, addresses, paths, ids. All spans point at the same words as before.
 * Nothing in it was made from the original bytes: a hash of them would let anyone confirm a guess.
 * Where nothing is hidden it is the record itself.
 *
 * @param keys the document's key and those of its other versions: what is protected in one of them
 * is not shown in another
 */
export function protectRecord(
  record: DocumentRecord,
  protections: readonly Protection[],
  keys: readonly string[] = [],
): DocumentRecord {
  return protectedView(record, protections, keys).record;
}

/** Words that are about no one document, such as why two actors were merged, without what is protected. */
export function withoutProtected(text: string, protections: readonly Protection[]): string {
  if (protections.length === 0) return text;
  return replaceAll(text, findNames(text, matcherFor(protections, [text])), labelOf);
}

export function protectedView(
  record: DocumentRecord,
  protections: readonly Protection[],
  keys: readonly string[] = [],
): ProtectedView {
  const concerning = protections.filter(
    ({ what }) => what.type === "name" || keys.includes(what.document),
  );
  const spans = spansIn(record, concerning);
  if (spans.length === 0 && !mayStand(matcherFor(concerning), everythingIn(record))) {
    return viewOfAll(record, matcherFor(concerning));
  }
  const matcher = matcherFor(concerning, textsOf(record));
  const found = inBlocks(record, withSpans(findNames(record.text, matcher), spans));
  const redaction = new Redaction(record.text, found);
  const view: View = { redaction, matcher };
  const replaced = protectFields(record, view);
  const isProtected = JSON.stringify(replaced) !== JSON.stringify(record);
  const hides = {
    isProtected,
    toShown: (span: SpanPair) => redaction.toShown(span),
    toOriginal: (span: SpanPair) => redaction.toOriginal(span),
    words: (text: string) => protectWords(text, view),
  };
  return { ...hides, record: isProtected ? anonymous(replaced, record) : record };
}

/** Nothing of it is protected; a note about it may be. */
function viewOfAll(record: DocumentRecord, matcher: Matcher): ProtectedView {
  const same = (span: SpanPair): SpanPair => span;
  const view: View = { redaction: new Redaction("", []), matcher };
  const words = (text: string) => protectWords(text, view);
  return { record, isProtected: false, toShown: same, toOriginal: same, words };
}

/** All texts of a record, and addresses also as they are meant. */
function everythingIn(record: DocumentRecord): string[] {
  const { id, text, document } = record;
  const codes = [id, document.url, document.file].filter((code) => code !== null);
  return [text, JSON.stringify({ ...record, text: "" }), ...codes.map(decoded)];
}

/** Without anything that was made from the original: its hash, an id that is one, its map. */
function anonymous(replaced: DocumentRecord, { id }: DocumentRecord): DocumentRecord {
  const sha256 = createHash("sha256").update(replaced.text).digest("hex");
  return {
    ...replaced,
    id: /^[0-9a-f]{16,}$/i.test(id) ? sha256.slice(0, 16) : replaced.id,
    document: { ...replaced.document, sha256 },
    // The gaps between runs would tell how long the name is.
    sourceMap: [],
  };
}

/** The words in which somebody may be named; where one is, the given name alone is theirs too. */
function textsOf({ text, document, entities }: DocumentRecord): string[] {
  const { title, outlet, byline } = document;
  const names = entities.map(({ name }) => name);
  return [text, title, outlet, ...byline, ...names].filter((words) => words !== null);
}

/** Protected spans, where the words are still those. */
function spansIn({ text }: DocumentRecord, protections: readonly Protection[]): Found[] {
  return protections.flatMap((protection) => {
    const { what } = protection;
    if (what.type !== "span") return [];
    const [start, end] = what.span;
    return text.slice(start, end) === what.words ? [{ start, end, protections: [protection] }] : [];
  });
}

/** Spans with the names beside them; they grow to one where they overlap, and the longer one is meant. */
function withSpans(names: readonly Found[], spans: readonly Found[]): Found[] {
  const joined: Found[] = [];
  for (const one of [...names, ...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = joined.at(-1);
    if (last === undefined || one.start >= last.end) joined.push(one);
    else if (one.end > last.end || (one.start === last.start && one.end === last.end)) {
      joined[joined.length - 1] = {
        start: last.start,
        end: Math.max(last.end, one.end),
        protections: [...new Set([...last.protections, ...one.protections])],
      };
    }
  }
  return joined;
}

/** A label lies in one block: what goes over an edge has one on each side. */
function inBlocks({ blocks }: DocumentRecord, found: readonly Found[]): Found[] {
  const pieces: Found[] = [];
  let next = 0;
  for (const one of found) {
    while (next < blocks.length && blocks[next]!.span[1] <= one.start) next++;
    const first = blocks[next];
    if (first === undefined || first.span[0] >= one.end || one.end <= first.span[1]) {
      pieces.push(one);
      continue;
    }
    for (let i = next; i < blocks.length && blocks[i]!.span[0] < one.end; i++) {
      const [start, end] = blocks[i]!.span;
      const piece = { start: Math.max(start, one.start), end: Math.min(end, one.end) };
      pieces.push({ ...one, ...piece });
    }
  }
  return pieces;
}

interface View {
  readonly redaction: Redaction;
  readonly matcher: Matcher;
}

type Treatment<T> = (value: T, view: View) => T;

/**
 * What is done with each field. A field that is new to the record has to be entered here: without
 * it nothing compiles.
 */
type Fields<T> = { readonly [K in keyof T]-?: Treatment<Exclude<T[K], undefined>> };

/** Only the fields that are there are treated: `machine` of a corrected entry has a few of them. */
function object<T extends object>(fields: Fields<T>): Treatment<T> {
  return (value, view) => {
    const entries = Object.entries(value).map(([field, was]) => {
      const treat = fields[field as keyof T] as Treatment<unknown>;
      return [field, treat(was, view)];
    });
    return Object.fromEntries(entries) as T;
  };
}

function list<T>(treat: Treatment<T>): Treatment<readonly T[]> {
  return (values, view) => values.map((value) => treat(value, view));
}

function orNull<T>(treat: Treatment<T>): Treatment<T | null> {
  return (value, view) => (value === null ? null : treat(value, view));
}

/** Codes, numbers, dates, and ids of entries. */
const keep = <T>(value: T): T => value;
const span: Treatment<SpanPair> = (value, { redaction }) => redaction.toShown(value);
const spans = list(span);
const words: Treatment<string> = protectWords;
const code: Treatment<string> = protectCode;
/** Who made an entry: a rule, or `person/` and a name. */
const maker: Treatment<string> = (by, view) =>
  by.startsWith("person/") ? protectWords(by, view) : by;
/** Addresses of entries name spans. */
const address: Treatment<string> = (value, { redaction }) =>
  mapAddress(value, (one) => redaction.toShown(one));

const time = object<TimeExpression>({
  span: orNull(span),
  from: keep,
  to: keep,
  precision: keep,
  basis: keep,
});

const role = object<Role>({ text: words, span });

const attributionFields: Omit<Fields<Attribution>, "corrected"> = {
  id: keep,
  kind: keep,
  source: spans,
  cue: spans,
  content: spans,
  sourceEntity: keep,
  sourceType: keep,
  onBehalfOf: keep,
  act: keep,
  addressee: keep,
  saidAt: orNull(time),
  occasion: keep,
  within: keep,
  confidence: keep,
  by: maker,
};

const entityFields: Omit<Fields<Entity>, "corrected"> = {
  id: keep,
  name: words,
  kind: keep,
  named: keep,
  country: keep,
  sector: keep,
  count: keep,
  approximate: keep,
  roles: list(role),
  mentions: spans,
};

const eventFields: Omit<Fields<Event>, "corrected"> = {
  id: keep,
  source: keep,
  target: keep,
  sourceCode: keep,
  targetCode: keep,
  plover: keep,
  mode: keep,
  code: keep,
  contexts: keep,
  status: keep,
  spans: object<Event["spans"]>({
    source: spans,
    target: spans,
    trigger: spans,
    place: spans,
    time: spans,
  }),
  date: orNull(time),
  place: keep,
  accordingTo: keep,
  confidence: keep,
  by: maker,
};

/** What is said of the people who corrected an entry; `machine` has fields of the entry itself. */
function correction<T extends AttributionCorrection | EntityCorrection | EventCorrection>(
  fields: object,
): Treatment<T> {
  const machine = object(fields as Fields<object>) as unknown as Treatment<T["machine"]>;
  return object<T>({
    entry: address,
    by: maker,
    log: keep,
    machine: orNull(machine),
  } as unknown as Fields<T>);
}

const metadata = object<DocumentMetadata>({
  title: orNull(words),
  outlet: orNull(words),
  byline: list(words),
  published: keep,
  updated: keep,
  language: keep,
  genre: keep,
  url: orNull(code),
  file: orNull(code),
  part: words,
  sha256: keep, // replaced afterwards
});

const protectFields = object<DocumentRecord>({
  schema: keep,
  id: code,
  offsets: keep,
  text: (_text, { redaction }) => redaction.text,
  document: metadata,
  blocks: list(object<RecordedBlock>({ kind: keep, span })),
  sourceMap: keep, // dropped afterwards
  pages: list<PageStart>(([at, page], { redaction }) => [redaction.toShown([at, at])[0], page]),
  attributions: list(
    object<Attribution>({
      ...attributionFields,
      corrected: correction<AttributionCorrection>(attributionFields),
    }),
  ),
  ownVoice: list(object<OwnVoice>({ span })),
  entities: list(
    object<Entity>({ ...entityFields, corrected: correction<EntityCorrection>(entityFields) }),
  ),
  occasions: list(
    object<Occasion>({ id: keep, kind: keep, span, place: keep, date: orNull(time) }),
  ),
  times: list(time),
  events: list(
    object<Event>({ ...eventFields, corrected: correction<EventCorrection>(eventFields) }),
  ),
  relations: list(
    object<Relation>({ type: keep, from: keep, to: keep, basis: keep, evidence: spans }),
  ),
  lists: list(
    object<NameList>({ kind: keep, document: keep, entities: keep, statedCount: keep, spans }),
  ),
});

function protectWords(text: string, { matcher }: View): string {
  return replaceAll(text, findNames(text, matcher), labelOf);
}

/** An address of the web, a path or an id: small letters, hyphens for spaces, percent signs. */
function protectCode(text: string, { matcher }: View): string {
  const isSmallToo = {
    ...matcher,
    names: matcher.names.map((name) => ({ ...name, isSmall: true })),
  };
  return text
    .split(/([/\\?&=#:]+)/)
    .map((segment) => {
      const plain = decoded(segment);
      const found = findNames(plain, isSmallToo);
      if (found.length === 0) return segment;
      const replaced = replaceAll(plain, found, plainLabelOf);
      return plain === segment ? replaced : encodeURIComponent(replaced);
    })
    .join("");
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment.replaceAll("+", " "));
  } catch {
    return segment;
  }
}

function replaceAll(
  text: string,
  found: readonly Found[],
  label: (protections: readonly Protection[]) => string,
): string {
  let replaced = "";
  let at = 0;
  for (const { start, end, protections } of found) {
    replaced += text.slice(at, start) + label(protections);
    at = end;
  }
  return replaced + text.slice(at);
}
