import {
  type Attribution,
  type DocumentRecord,
  type Entity,
  type Event,
  type OffsetConverter,
  offsetConverter,
  type SpanPair,
  type TimeExpression,
} from "../document/index.ts";
import { ANNOTATION_CONF, camelCase, ENTITY_TYPES, eventType } from "./brat-types.ts";
import { type ExportOptions, type Lookup, lookUp } from "./lookup.ts";
import { TAR_END, tarEntry } from "./tar.ts";

export interface BratFiles {
  /** Of the two files, without `.txt` and `.ann`: the document's key. */
  readonly name: string;
  /** The record's text with every character in its place; what `plainLines` says is changed. */
  readonly txt: string;
  readonly ann: string;
}

/**
 * The records as a tar archive of brat standoff: `annotation.conf`, which brat needs to show them,
 * and `KEY.txt` and `KEY.ann` for each document. Offsets count code points.
 */
export async function* toBrat(
  records: AsyncIterable<DocumentRecord>,
  options: ExportOptions = {},
): AsyncGenerator<Uint8Array> {
  yield tarEntry("annotation.conf", Buffer.from(ANNOTATION_CONF));
  for await (const record of records) {
    const { name, txt, ann } = bratFiles(record, options);
    yield tarEntry(`${name}.txt`, Buffer.from(txt));
    yield tarEntry(`${name}.ann`, Buffer.from(ann));
  }
  yield TAR_END;
}

/** The record of one document in brat's standoff format. */
export function bratFiles(record: DocumentRecord, options: ExportOptions = {}): BratFiles {
  const doc = lookUp(record, options);
  const txt = plainLines(record.text);
  const ann = new Annotations(txt, offsetConverter(txt, "codepoints"));
  // Entities first: statements and events point to their first mentions.
  for (const entity of record.entities) addEntity(ann, entity);
  for (const { id, span } of record.occasions) ann.mark("Occasion", [span], id);
  for (const time of record.times) addTime(ann, time);
  for (const attribution of record.attributions) addAttribution(ann, attribution);
  for (const event of record.events) addEvent(ann, event, doc);
  for (const { span } of record.ownVoice) ann.mark("OwnVoice", [span]);
  for (const { id, within, occasion, onBehalfOf, addressee } of record.attributions) {
    ann.relate("Within", id, within);
    ann.relate("SaidAt", id, occasion);
    ann.relate("OnBehalfOf", id, onBehalfOf);
    for (const to of addressee) ann.relate("AddressedTo", id, to);
  }
  for (const { type, from, to } of record.relations) ann.relate(camelCase(type), from, to);
  return { name: doc.key, txt, ann: ann.toString() };
}

// What one tool or another takes for the end of a line or of a field, apart from the line feed.
const BREAKS = /[\u0000-\u0009\u000b-\u001f\u007f\u0085\u2028\u2029]/g;

/**
 * The text with every character in its place, and no line ends but line feeds: a carriage return
 * alone becomes one; before one, it becomes a space, like every other control character.
 */
export function plainLines(text: string): string {
  return text.replace(/\r(?!\n)/g, "\n").replace(BREAKS, " ");
}

function addEntity(ann: Annotations, { id, kind, named, country, sector, mentions }: Entity): void {
  const type = ENTITY_TYPES[kind ?? "unknown"];
  const marks = mentions.flatMap((mention) => ann.mark(type, [mention], id) ?? []);
  if (marks.length > 1) ann.line(`*\tEquiv ${marks.join(" ")}`);
  const [first] = marks;
  if (first === undefined) return;
  if (!named) ann.attribute("Unnamed", first);
  ann.note(first, { country, sector });
}

function addTime(ann: Annotations, { span, from, to, precision, basis }: TimeExpression): void {
  const mark = span === null ? null : ann.mark("Time", [span]);
  if (mark !== null) ann.note(mark, { from, to, precision, basis });
}

function addAttribution(ann: Annotations, attribution: Attribution): void {
  const { id, kind, act, sourceType, source, cue, content, confidence, by } = attribution;
  const said = ann.mark("Content", content, id);
  if (said === null) return;
  ann.attribute("Kind", said, kind);
  ann.attribute("SourceType", said, sourceType);
  if (act !== null) ann.attribute("Act", said, act);
  ann.note(said, { id, confidence, by });
  ann.link("SaidBy", said, ann.markOnce("Source", source));
  ann.link("CuedBy", said, ann.markOnce("Cue", cue));
  ann.relate("SourceIs", id, attribution.sourceEntity);
}

function addEvent(ann: Annotations, event: Event, { attribution }: Lookup): void {
  const { id, status, spans, code, mode, accordingTo, confidence, by } = event;
  const type = eventType(event.plover);
  const trigger = ann.mark(type, spans.trigger);
  if (trigger === null) return;
  const parts = {
    Source: spans.source,
    Target: spans.target,
    Place: spans.place,
    Time: spans.time,
  };
  const found = Object.entries(parts).flatMap(([role, words]) => {
    const mark = ann.markOnce("Participant", words);
    return mark === null ? [] : [`${role}:${mark}`];
  });
  const mark = ann.event([`${type}:${trigger}`, ...found].join(" "), id);
  ann.attribute("Status", mark, status);
  ann.note(mark, { id, code, mode, confidence, by });
  if (attribution(accordingTo) !== null) ann.relate("AccordingTo", id, accordingTo);
}

/**
 * The lines of an `.ann` file. Every id is given out once, and none is named before its own line
 * stands.
 */
class Annotations {
  readonly #lines: string[] = [];
  readonly #counts: Record<string, number> = {};
  /** The brat id of each entry of the record that has one: the first of an entity's mentions. */
  readonly #ids = new Map<string, string>();
  /** The brat id of each mark that is made once, by its type and place. */
  readonly #once = new Map<string, string>();
  readonly #txt: string;
  readonly #offsets: OffsetConverter;

  constructor(txt: string, offsets: OffsetConverter) {
    this.#txt = txt;
    this.#offsets = offsets;
  }

  /** A text-bound annotation for an entry of the record; `null` where its spans hold no words. */
  mark(type: string, spans: readonly SpanPair[], entry?: string): string | null {
    const pieces = spans.flatMap((span) => this.#pieces(span));
    if (pieces.length === 0) return null;
    const id = this.#next("T");
    const at = pieces.map(({ start, end }) => `${start} ${end}`).join(";");
    this.line(`${id}\t${type} ${at}\t${pieces.map(({ words }) => words).join(" ")}`);
    if (entry !== undefined && !this.#ids.has(entry)) this.#ids.set(entry, id);
    return id;
  }

  /** The same, but one for all that mark these words as this type. */
  markOnce(type: string, spans: readonly SpanPair[]): string | null {
    const place = `${type} ${spans.join(";")}`;
    const known = this.#once.get(place);
    if (known !== undefined) return known;
    const id = this.mark(type, spans);
    if (id !== null) this.#once.set(place, id);
    return id;
  }

  event(parts: string, entry: string): string {
    const id = this.#next("E");
    this.line(`${id}\t${parts}`);
    this.#ids.set(entry, id);
    return id;
  }

  /** A relation between two entries of the record, where both have a place in the text. */
  relate(type: string, from: string, to: string | null): void {
    const [a, b] = [this.#ids.get(from), to === null ? undefined : this.#ids.get(to)];
    if (a !== undefined && b !== undefined) this.link(type, a, b);
  }

  link(type: string, from: string, to: string | null): void {
    if (to !== null) this.line(`${this.#next("R")}\t${type} Arg1:${from} Arg2:${to}`);
  }

  attribute(name: string, of: string, value?: string): void {
    this.line(
      [`${this.#next("A")}\t${name}`, of, ...(value === undefined ? [] : [value])].join(" "),
    );
  }

  /** What brat has no field for, for people to read; what is unknown is left out. */
  note(of: string, facts: Readonly<Record<string, string | number | null>>): void {
    const known = Object.entries(facts).filter(([, value]) => value !== null);
    if (known.length === 0) return;
    const words = known.map(([name, value]) => `${name} ${value}`).join("; ");
    this.line(
      `${this.#next("#")}\tAnnotatorNotes ${of}\t${plainLines(words).replaceAll("\n", " ")}`,
    );
  }

  line(line: string): void {
    this.#lines.push(line);
  }

  toString(): string {
    return this.#lines.map((line) => `${line}\n`).join("");
  }

  /** A span without its line ends, since no annotation of brat's may cross one; in code points. */
  #pieces([from, to]: SpanPair): { start: number; end: number; words: string }[] {
    const pieces = [];
    for (let at = from; at < to; ) {
      const lineEnd = this.#txt.indexOf("\n", at);
      const until = lineEnd < 0 ? to : Math.min(lineEnd, to);
      // A span never cuts a surrogate pair in two, but what it covers is read from whole characters.
      const [start, end] = [this.#offsets.fromUtf16(at), this.#offsets.fromUtf16(until)];
      const words = this.#txt.slice(this.#offsets.toUtf16(start), this.#offsets.toUtf16(end));
      if (words.trim() !== "") pieces.push({ start, end, words });
      at = until + 1;
    }
    return pieces;
  }

  #next(letter: string): string {
    const count = (this.#counts[letter] ?? 0) + 1;
    this.#counts[letter] = count;
    return `${letter}${count}`;
  }
}
