import { sql } from "kysely";
import { type Statement, statementOf } from "../../who/index.ts";
import { shownRecords } from "../shown.ts";
import type { Store } from "../store.ts";
import { firstKeyOf } from "../time-key.ts";
import type { StoredActor } from "./find-stored.ts";

export interface PageOptions {
  /** Where the last page ended: its `next`. */
  readonly after?: number | undefined;
  /** Said, or else published, on that day or later, and on that day or earlier; ISO 8601. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly limit: number;
}

export interface StatementPage {
  /** In order of time, as `statementsBy`. */
  readonly statements: readonly Statement[];
  /** Where the next page begins; `null` after the last. */
  readonly next: number | null;
}

/** A page of what an actor said, and others on its behalf. */
export async function actorStatements(
  store: Store,
  actor: StoredActor,
  options: PageOptions,
): Promise<StatementPage> {
  const rows = await rowsOf(store, "statementActors", actor, options, { dated: false });
  const opened = await shownRecords(
    store.db,
    rows.map(({ document }) => document),
  );
  const statements: Statement[] = [];
  for (const { document, entry } of rows) {
    const { key, record } = opened.get(document)!;
    const attribution = record.attributions.find(({ id }) => id === entry);
    if (attribution === undefined) throw new Error(`${key} has no ${entry}`);
    statements.push(statementOf({ key, record }, attribution));
  }
  const isLast = rows.length < options.limit;
  return { statements, next: isLast ? null : rows.at(-1)!.key };
}

export interface KeyedRow {
  readonly key: number;
  readonly document: number;
  readonly entry: string;
}

/** The first rows of an actor by time: of each of its identities, so that an index has them sorted. */
export async function rowsOf(
  { db }: Store,
  table: "statementActors" | "eventActors",
  { numbers }: StoredActor,
  options: PageOptions,
  {
    dated,
    documents,
  }: { readonly dated: boolean; readonly documents?: readonly number[] | null | undefined },
): Promise<KeyedRow[]> {
  const rows = new Map<number, KeyedRow>();
  const { first, end } = keyRange(options);
  for (const identity of numbers) {
    let query = db
      .selectFrom(table)
      .select(["key", "document", "entry"])
      .where("identity", "=", identity)
      .where("key", ">=", first)
      .where("key", "<", end);
    if (documents != null) query = query.where("document", "in", [...documents, -1]);
    // As the partial index has it: a parameter would hide that it serves.
    if (dated) query = query.where((where) => sql<boolean>`${where.ref("dated")} = 1`);
    const found = await query.orderBy("key").limit(options.limit).execute();
    for (const row of found) rows.set(row.key, row);
  }
  return [...rows.values()].sort((a, b) => a.key - b.key).slice(0, options.limit);
}

/** The keys that lie between two days and after the last page. */
export function keyRange({ after, from, to }: Omit<PageOptions, "limit">) {
  const first = Math.max(after === undefined ? 0 : after + 1, from ? firstKeyOf(from) : 0);
  return { first, end: to === undefined ? Number.MAX_SAFE_INTEGER : firstKeyOf(dayAfter(to)) };
}

/** The day after the last one that a date may mean: "2031-03" ends with the 31st. */
export function dayAfter(date: string): string {
  const [year, month, day] = date.slice(0, 10).split("-").map(Number);
  const after =
    month === undefined
      ? Date.UTC(year! + 1, 0, 1)
      : day === undefined
        ? Date.UTC(year!, month, 1)
        : Date.UTC(year!, month - 1, day + 1);
  return new Date(after).toISOString().slice(0, 10);
}
