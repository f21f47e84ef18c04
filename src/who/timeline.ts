import type { DocumentRecord, Event } from "../document/index.ts";
import { foldName } from "../merge/fold-name.ts";
import type { Actor, Actors, KeyedRecord } from "../merge/index.ts";
import {
  dayOf,
  nameOf,
  type Place,
  placeOf,
  precisionOf,
  type Statement,
  statementOf,
  wordsAt,
} from "./statements.ts";

/** What kind of thing happened on a day. The lanes are never mixed: saying is not doing. */
export type Lane = "said" | "done" | "published";

export interface TimelineEntry {
  readonly lane: Lane;
  /** ISO 8601; at least one of them is known. */
  readonly from: string | null;
  readonly to: string | null;
  readonly precision: "minute" | "day" | "month" | "year" | "open";
  /** Whether the text says the day, or it was inferred. */
  readonly basis: "stated" | "published" | "inferred" | null;
  readonly place: Place;
  /** Who spoke or acted; of a document, its outlet. */
  readonly who: string | null;
  /** To whom it was said or done. */
  readonly toWhom: readonly string[];
  /** The words: a content, what an event's spans say, a headline. */
  readonly words: string;
  /** Of an event: on whose word, `"outlet"` where the document itself tells it; else `null`. */
  readonly accordingTo: string | null;
  readonly act: string | null;
  readonly status: Event["status"] | null;
}

export interface TimelineFilter {
  readonly actor?: Actor | undefined;
  /** Words that must all stand in an entry's words or those of whom it names. */
  readonly about?: string | undefined;
  /** Entries that begin on that day or later, and on that day or earlier; ISO 8601. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface Timeline {
  /** By their first day, then lane, document and place in the text. */
  readonly entries: readonly TimelineEntry[];
  /** Statements and events that pass, but of which no day is known; `null`: not counted. */
  readonly undated: { readonly said: number; readonly done: number } | null;
}

/** What was said, done and published, each in its lane, in order of time. */
export function timelineOf(
  documents: Iterable<KeyedRecord>,
  filter: TimelineFilter,
  actors: Actors,
): Timeline {
  const entries: TimelineEntry[] = [];
  const undated = { said: 0, done: 0 };
  for (const document of documents) {
    for (const entry of entriesOf(document, filter.actor, actors)) {
      if (!isAbout(entry, filter.about)) continue;
      if (dayOf(entry) === "") {
        if (entry.lane !== "published") undated[entry.lane]++;
      } else if (isWithin(entry, filter)) entries.push(entry);
    }
  }
  return { entries: entries.sort(inTime), undated };
}

/** All that a document puts into the lanes, of one actor where one is given. */
function* entriesOf(
  document: KeyedRecord,
  actor: Actor | undefined,
  { actorOf }: Actors,
): Generator<TimelineEntry> {
  const { key, record } = document;
  const isTheirs = (...ids: readonly (string | null)[]) =>
    actor === undefined || ids.some((id) => actorOf(key, id) === actor);
  let hasTheirs = false;
  for (const attribution of record.attributions) {
    if (!isTheirs(attribution.sourceEntity, attribution.onBehalfOf)) continue;
    hasTheirs = true;
    yield saidEntry(statementOf(document, attribution));
  }
  for (const event of record.events) {
    if (!isTheirs(event.source, event.target)) continue;
    hasTheirs = true;
    yield doneEntry(document, event);
  }
  if (actor === undefined || hasTheirs) yield publishedEntry(document);
}

export function saidEntry({ place, when, source, to, content, act }: Statement): TimelineEntry {
  const said = when?.which === "said" ? when : null;
  return {
    lane: "said",
    from: said?.from ?? null,
    to: said?.to ?? null,
    precision: said?.precision ?? "open",
    basis: said?.basis ?? null,
    place,
    who: source,
    toWhom: to,
    words: content,
    accordingTo: null,
    act,
    status: null,
  };
}

export function doneEntry({ key, record }: KeyedRecord, event: Event): TimelineEntry {
  const { date, spans, source, target } = event;
  const sides = (id: string | null, words: Event["spans"]["source"]) =>
    nameOf(record, id) ?? (wordsAt(record.text, words) || null);
  const first = Math.min(...spans.trigger.map(([start]) => start));
  const toWhom = sides(target, spans.target);
  return {
    lane: "done",
    from: date?.from ?? null,
    to: date?.to ?? null,
    precision: date?.precision ?? "open",
    basis: date?.basis ?? null,
    place: placeOf(key, record, event.id, first),
    who: sides(source, spans.source),
    toWhom: toWhom === null ? [] : [toWhom],
    words: wordsAt(record.text, spans.trigger),
    accordingTo: authority(record, event),
    act: event.plover,
    status: event.status,
  };
}

function authority(record: DocumentRecord, { accordingTo }: Event): string {
  const statement = record.attributions.find(({ id }) => id === accordingTo);
  if (statement === undefined) return "outlet";
  const name = nameOf(record, statement.sourceEntity);
  return name ?? (wordsAt(record.text, statement.source) || "a source not given");
}

export function publishedEntry({ key, record }: KeyedRecord): TimelineEntry {
  const { published, updated, title, outlet } = record.document;
  const date = published ?? updated;
  return {
    lane: "published",
    from: date,
    to: date,
    precision: date === null ? "open" : precisionOf(date),
    basis: date === null ? null : "stated",
    place: placeOf(key, record, "", 0),
    who: outlet,
    toWhom: [],
    words: title ?? record.text.slice(0, 80),
    accordingTo: null,
    act: null,
    status: null,
  };
}

/** Whether all words stand in an entry's words or the names of those concerned. */
export function isAbout({ who, toWhom, words }: TimelineEntry, about: string | undefined): boolean {
  if (about === undefined) return true;
  const held = new Set(foldName([who ?? "", ...toWhom, words].join(" ")).split(" "));
  return foldName(about)
    .split(" ")
    .every((word) => held.has(word));
}

/** Whether something begins between two days: "March 2031" begins on the 1st. */
export function isWithin(
  entry: Pick<TimelineEntry, "from" | "to"> | null,
  { from, to }: Pick<TimelineFilter, "from" | "to">,
): boolean {
  const day = firstDayOf(dayOf(entry));
  if (from !== undefined && day < firstDayOf(from)) return false;
  // "2031-03" is the whole month: what begins on a day of it begins with these characters.
  return to === undefined || day <= to || day.startsWith(to.slice(0, 10));
}

function firstDayOf(date: string): string {
  if (date === "") return "";
  return date.length >= 10 ? date.slice(0, 10) : `${date}${"-01-01".slice(date.length - 4)}`;
}

const LANES: readonly Lane[] = ["said", "done", "published"];

function inTime(a: TimelineEntry, b: TimelineEntry): number {
  return (
    order(dayOf(a), dayOf(b)) ||
    LANES.indexOf(a.lane) - LANES.indexOf(b.lane) ||
    order(a.place.document, b.place.document) ||
    a.place.line - b.place.line ||
    order(a.place.entry, b.place.entry)
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
