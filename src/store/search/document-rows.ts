import type { Kysely } from "kysely";
import type { Projected } from "../projections/projection.ts";
import type { DocumentRowTable, Schema } from "../schema.ts";
import type { Store } from "../store.ts";
import { dayOfKey, firstKeyOf, timeKey } from "../time-key.ts";
import type { KeyRange } from "./search-index.ts";

/*
 * Rows of documents in the full-text index count up with the day of publication, as keys do
 * (time-key.ts). FTS5 writes each as its distance from the one before, for every word of every
 * document; so in SQLite the days lie closer together, and a day's rows follow each other.
 */

type Where = Pick<Store, "dialect">;

/** How many times closer the days lie: 2^24 rows a day, before they run into the next. */
function closeness({ dialect }: Where): number {
  return dialect === "sqlite" ? 2 ** 11 : 1;
}

/** The key, as of other rows, at which a row of `document_rows` stands. */
export function keyOfRow(store: Where, row: number): number {
  return row * closeness(store);
}

export function documentRange(store: Where, { from, below }: KeyRange): KeyRange {
  const times = closeness(store);
  return { from: Math.ceil(from / times), below: Math.ceil(below / times) };
}

/** Rows for new documents: in SQLite the next ones of their days, which no other process takes. */
export async function newDocumentRows(
  db: Kysely<Schema>,
  store: Where,
  documents: readonly Pick<Projected, "seq" | "shown">[],
): Promise<DocumentRowTable[]> {
  const nextOfDay = new Map<number, number>();
  const rows: DocumentRowTable[] = [];
  for (const { seq, shown } of documents) {
    const date = shown.document.published ?? shown.document.updated;
    if (store.dialect === "postgres") {
      rows.push({ key: timeKey(date, seq), document: seq });
      continue;
    }
    const first = firstKeyOf(date) / closeness(store);
    const key = nextOfDay.get(first) ?? (await nextRow(db, first));
    nextOfDay.set(first, key + 1);
    rows.push({ key, document: seq });
  }
  return rows;
}

async function nextRow(db: Kysely<Schema>, first: number): Promise<number> {
  const below = first + 2 ** 35 / closeness({ dialect: "sqlite" });
  const { last } = await db
    .selectFrom("document_rows")
    .select((row) => row.fn.max("key").as("last"))
    .where("key", ">=", first)
    .where("key", "<", below)
    .executeTakeFirstOrThrow();
  return (last as number | null) === null ? first : last + 1;
}

/** The days between which documents were published; `null`: none has a date. */
export async function documentDays(
  store: Store,
): Promise<readonly [first: string, last: string] | null> {
  const dated = Math.ceil(firstKeyOf("1500-01-02") / closeness(store));
  const edge = async (newestFirst: boolean) => {
    const row = await store.db
      .selectFrom("document_rows")
      .select("key")
      .where("key", ">=", dated)
      .orderBy("key", newestFirst ? "desc" : "asc")
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? null : dayOfKey(keyOfRow(store, row.key));
  };
  const [first, last] = [await edge(false), await edge(true)];
  return first === null || last === null ? null : [first, last];
}
