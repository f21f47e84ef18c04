import { type Kysely, sql } from "kysely";
import { project, unproject } from "./project.ts";
import type { DocumentRow, Schema } from "./schema.ts";
import type { Store } from "./store.ts";

/** What the order of the versions of a story rests on. */
type Dated = Pick<DocumentRow, "published" | "updated">;

/** A document among the versions of its story. */
export type Version = Dated & Pick<DocumentRow, "seq" | "key" | "version" | "latest">;

/**
 * The versions of a story in their order: by when they were updated, or else published, as far as
 * both of two say so; else in the order of adding. So an older text that is added later is an
 * earlier version.
 */
export function inOrder<V extends Dated>(added: readonly V[]): V[] {
  const order: V[] = [];
  for (const version of added) {
    let place = order.length;
    while (place > 0 && isEarlier(version, order[place - 1]!)) place--;
    order.splice(place, 0, version);
  }
  return order;
}

/** Whether it is known to be. Times are compared as precisely as both are known. */
function isEarlier(a: Dated, b: Dated): boolean {
  const [first, second] = [a.updated ?? a.published, b.updated ?? b.published];
  if (first === null || second === null) return false;
  const [zoned, otherZoned] = [ZONE.test(first), ZONE.test(second)];
  if (zoned && otherZoned) return Date.parse(first) < Date.parse(second);
  // "T09:00" here and "T09:00+02:00" there may be hours apart either way: the day is what is known.
  const most = zoned === otherZoned ? Number.POSITIVE_INFINITY : DAY_LENGTH;
  const length = Math.min(first.length, second.length, most);
  return first.slice(0, length) < second.slice(0, length);
}

const ZONE = /T.*(Z|[+-]\d\d:\d\d)$/;
const DAY_LENGTH = "2031-03-11".length;

/** In the order of adding. */
export async function versionsOf(db: Kysely<Schema>, story: string): Promise<Version[]> {
  return db
    .selectFrom("documents")
    .select(["seq", "key", "version", "latest", "published", "updated"])
    .where("story", "=", story)
    .orderBy("seq")
    .execute();
}

/**
 * Keeps other processes from the versions of a story until the transaction ends. In SQLite a
 * transaction keeps them from everything.
 */
export async function lockStory(store: Store, db: Kysely<Schema>, story: string): Promise<void> {
  await lockStories(store, db, [story]);
}

/** The same for several: in one order, or two processes might wait for each other. */
export async function lockStories(
  { dialect }: Store,
  db: Kysely<Schema>,
  stories: readonly string[],
): Promise<void> {
  if (dialect === "sqlite") return;
  await sql`select pg_advisory_xact_lock(hash) from (
    select distinct hashtextextended(story, 0) as hash
    from unnest(${[...stories]}::text[]) as story order by hash
  ) as stories`.execute(db);
}

/**
 * Numbers the versions of a story anew, and sees to it that the last one has derived rows and no
 * other. Writes only what is different.
 *
 * @param db a transaction that holds `lockStory`
 */
export async function arrangeVersions(
  store: Store,
  db: Kysely<Schema>,
  story: string,
): Promise<void> {
  const order = inOrder(await versionsOf(db, story));
  if (order.some(({ version }, i) => version !== i + 1)) {
    // No two may have one number, not even for a moment.
    const negative = sql<number>`-version`;
    await db
      .updateTable("documents")
      .set({ version: negative })
      .where("story", "=", story)
      .execute();
    for (const [i, { seq }] of order.entries()) {
      await db
        .updateTable("documents")
        .set({ version: i + 1 })
        .where("seq", "=", seq)
        .execute();
    }
  }
  const last = order.at(-1);
  for (const version of order) {
    const { seq } = version;
    const latest = Number(version === last);
    if (version.latest === latest) continue;
    await db.updateTable("documents").set({ latest }).where("seq", "=", seq).execute();
    if (latest === 1) await project(store, db, seq);
    else await unproject(store, db, seq);
  }
}
