import { sql } from "kysely";
import {
  doneEntry,
  isAbout,
  type Lane,
  publishedEntry,
  saidEntry,
  statementOf,
  type TimelineEntry,
} from "../../who/index.ts";
import { documentRange, keyOfRow } from "../search/document-rows.ts";
import { searchIndex } from "../search/search-index.ts";
import { wordsIn } from "../search/words.ts";
import { type OpenedDocument, shownRecords } from "../shown.ts";
import type { Store } from "../store.ts";
import { dayOfKey, timeKey } from "../time-key.ts";
import type { StoredActor } from "./find-stored.ts";
import { type KeyedRow, keyRange, rowsOf } from "./pages.ts";

/** Where a page ended in each lane: the last key shown. */
export type TimelineCursor = Readonly<Record<Lane, number>>;

export interface TimelinePageOptions {
  readonly actor?: StoredActor | undefined;
  /** Entries that begin on that day or later, and on that day or earlier; ISO 8601. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly after?: TimelineCursor | undefined;
  /** Words that all stand in an entry, as `isAbout`, of a document whose text has them. */
  readonly about?: string | undefined;
  readonly limit: number;
}

export interface TimelinePage {
  /** By their first day, then lane; as `timelineOf`, without what has no day. */
  readonly entries: readonly TimelineEntry[];
  readonly next: TimelineCursor | null;
}

const LANES: readonly Lane[] = ["said", "done", "published"];

/** How many rows are looked at together where only some of them are about the words. */
const LOOKED_AT = 200;

/** A page of what was said, done and published. */
export async function timelinePage(
  store: Store,
  options: TimelinePageOptions,
): Promise<TimelinePage> {
  const { about, limit } = options;
  if (about === undefined) {
    const rows = await rowsAfter(store, options);
    const entries = await entriesOf(store, rows);
    return { entries, next: rows.length < limit ? null : cursorAfter(rows, options.after) };
  }
  const documents = await documentsAbout(store, about);
  const entries: TimelineEntry[] = [];
  for (let { after } = options; ; ) {
    const rows = await rowsAfter(store, { ...options, after, documents, limit: LOOKED_AT });
    for (const [i, entry] of (await entriesOf(store, rows)).entries()) {
      if (!isAbout(entry, about)) continue;
      entries.push(entry);
      if (entries.length < limit) continue;
      return { entries, next: cursorAfter(rows.slice(0, i + 1), after) };
    }
    if (rows.length < LOOKED_AT) return { entries, next: null };
    after = cursorAfter(rows, after);
  }
}

/** So many documents are looked up by words; where more have them, entries are soon found anyway. */
const MOST_ABOUT = 8000;

/** The documents whose text has all of the words, by `documents.seq`; `null`: very many. */
async function documentsAbout(store: Store, about: string): Promise<readonly number[] | null> {
  const all = [...new Set(wordsIn(about).map(({ word }) => word))];
  if (all.length === 0) return [];
  const { keys } = await searchIndex(store).find(
    store.db,
    "document_words",
    { all: all.map((word) => ({ word, prefix: false })), none: [] },
    {
      range: documentRange(store, { from: 0, below: 2 ** 53 }),
      ...{
        newestFirst: false,
        around: null,
        limit: MOST_ABOUT + 1,
        counted: 0,
        cap: MOST_ABOUT + 1,
      },
    },
  );
  if (keys.length > MOST_ABOUT) return null;
  const rows = await store.db
    .selectFrom("document_rows")
    .select("document")
    .where("key", "in", [...keys, -1])
    .execute();
  return rows.map(({ document }) => document);
}

interface RowOptions extends TimelinePageOptions {
  /** Only of these documents; `null`: of all. */
  readonly documents?: readonly number[] | null;
}

/** The first rows of all lanes. */
async function rowsAfter(store: Store, options: RowOptions): Promise<LaneRow[]> {
  const { limit } = options;
  const lanes = await Promise.all([
    laneRows(store, "statements", options),
    laneRows(store, "events", options),
    options.actor === undefined
      ? publishedRows(store, options)
      : publishedRowsOf(store, options.actor, options),
  ]);
  return lanes
    .flatMap((rows, i) => rows.map((row) => ({ ...row, lane: LANES[i]! })))
    .sort(
      (a, b) =>
        order(dayOfKey(a.key) ?? "", dayOfKey(b.key) ?? "") ||
        LANES.indexOf(a.lane) - LANES.indexOf(b.lane) ||
        a.key - b.key,
    )
    .slice(0, limit);
}

interface LaneRow extends KeyedRow {
  readonly lane: Lane;
}

function cursorAfter(rows: readonly LaneRow[], after: TimelineCursor | undefined): TimelineCursor {
  const last = (lane: Lane) => {
    return rows.findLast((row) => row.lane === lane)?.key ?? after?.[lane] ?? -1;
  };
  return { said: last("said"), done: last("done"), published: last("published") };
}

async function entriesOf({ db }: Store, rows: readonly LaneRow[]): Promise<TimelineEntry[]> {
  const opened = await shownRecords(
    db,
    rows.map(({ document }) => document),
  );
  return rows.map((row) => entryOf(opened.get(row.document)!, row));
}

function entryOf(opened: OpenedDocument, { lane, entry }: LaneRow): TimelineEntry {
  const { attributions, events } = opened.record;
  if (lane === "published") return publishedEntry(opened);
  if (lane === "said") {
    return saidEntry(statementOf(opened, attributions.find(({ id }) => id === entry)!));
  }
  return doneEntry(opened, events.find(({ id }) => id === entry)!);
}

/** Statements or events of which the text tells the day. */
async function laneRows(
  store: Store,
  table: "statements" | "events",
  { actor, after, ...options }: RowOptions,
): Promise<KeyedRow[]> {
  const page = { ...options, after: after?.[table === "statements" ? "said" : "done"] };
  if (actor !== undefined) {
    const links = table === "statements" ? "statementActors" : "eventActors";
    return rowsOf(store, links, actor, page, { dated: true, documents: options.documents });
  }
  const { first, end } = keyRange(page);
  const of = ofDocuments(options);
  return store.db
    .selectFrom(table)
    .select(["key", "document", "entry"])
    .where(of)
    .where(table === "statements" ? sql`"saidFrom"` : sql`"dateFrom"`, "is not", null)
    .where("key", ">=", first)
    .where("key", "<", end)
    .orderBy("key")
    .limit(options.limit)
    .execute();
}

/** That a row is of one of the documents that are asked for. */
function ofDocuments({ documents }: Pick<RowOptions, "documents">) {
  if (documents == null) return sql<boolean>`1 = 1`;
  return sql<boolean>`document in (${sql.join([...documents, -1])})`;
}

/** Documents that tell of an actor, by the day they were published. */
async function publishedRowsOf(
  { db }: Store,
  { numbers }: StoredActor,
  { after, ...options }: RowOptions,
): Promise<KeyedRow[]> {
  const { first, end } = keyRange({ ...options, after: after?.published });
  const rows = new Map<number, KeyedRow>();
  for (const identity of numbers) {
    const found = await db
      .selectFrom("actorEntities")
      .select(({ fn }) => ["key", fn.min("document").as("document")])
      .where("identity", "=", identity)
      .where(ofDocuments(options))
      .where("acts", "=", 1)
      .where("key", ">=", Math.max(first, FIRST_DAY))
      .where("key", "<", end)
      // A key is one document's. Grouped, rows come as the index has them; "distinct" sorts them all.
      .groupBy("key")
      .orderBy("key")
      .limit(options.limit)
      .execute();
    for (const { key, document } of found) rows.set(key, { key, document, entry: "" });
  }
  return [...rows.values()].sort((a, b) => a.key - b.key).slice(0, options.limit);
}

/** Keys below this are of documents of which no day is known. */
const FIRST_DAY = timeKey("1500-01-02", 0);

/** All documents, by the day they were published. */
async function publishedRows(
  store: Store,
  { after, limit, ...options }: RowOptions,
): Promise<KeyedRow[]> {
  const { first, end } = keyRange({ ...options, after: after?.published });
  const range = documentRange(store, { from: Math.max(first, FIRST_DAY), below: end });
  const rows = await store.db
    .selectFrom("document_rows")
    .select(["key", "document"])
    .where(ofDocuments(options))
    .where("key", ">=", range.from)
    .where("key", "<", range.below)
    .orderBy("key")
    .limit(limit)
    .execute();
  return rows.map(({ key, document }) => ({ key: keyOfRow(store, key), document, entry: "" }));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
