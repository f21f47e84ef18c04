import { type Kysely, sql } from "kysely";
import type { Protection } from "../corrections/index.ts";
import type { Schema } from "./schema.ts";
import type { Store } from "./store.ts";

/** Who decides, and why. */
export interface Signed {
  readonly by: string;
  readonly why: string;
}

/** A protection with whether it still holds. For the record's owner: it names what it hides. */
export interface ListedProtection extends Protection {
  readonly lifted: { readonly at: string; readonly by: string; readonly why: string } | null;
}

/** All protections, oldest first. */
export async function protections({ db }: Pick<Store, "db">): Promise<ListedProtection[]> {
  const rows = await db.selectFrom("protections").selectAll().orderBy("number").execute();
  const lifts = await db.selectFrom("lifts").selectAll().execute();
  return rows.map(({ id, at, who, why, number, label, what }) => {
    const lift = lifts.find(({ protection }) => protection === number);
    return {
      id,
      at,
      by: who,
      why,
      number,
      label,
      what: JSON.parse(what),
      lifted: lift === undefined ? null : { at: lift.at, by: lift.who, why: lift.why },
    };
  });
}

/** A protection as anybody may see it: what stands in the place of what it hides. */
export interface ShownProtection {
  readonly number: number;
  readonly type: Protection["what"]["type"];
  /** With its brackets. */
  readonly label: string;
  readonly at: string;
  readonly by: string;
  readonly lifted: { readonly at: string; readonly by: string } | null;
}

/** All protections without what they hide, oldest first. Reasons are left to the owner: they tell. */
export async function shownProtections(store: Pick<Store, "db">): Promise<ShownProtection[]> {
  const { labelOf } = await import("../corrections/index.ts");
  const words = await wordsShown(store.db);
  return (await protections(store)).map(({ lifted, ...one }) => ({
    number: one.number,
    type: one.what.type,
    label: labelOf([one]),
    at: one.at,
    by: words(one.by),
    lifted: lifted === null ? null : { at: lifted.at, by: words(lifted.by) },
  }));
}

export async function protectionsInForce(db: Kysely<Schema>): Promise<readonly Protection[]> {
  return (await protections({ db })).filter(({ lifted }) => lifted === null);
}

/** Replaces in words about the record, such as why two actors were merged, what is protected now. */
export async function wordsShown(db: Kysely<Schema>): Promise<(text: string) => string> {
  const standing = await protectionsInForce(db);
  if (standing.length === 0) return (text) => text;
  const { withoutProtected } = await import("../corrections/index.ts");
  return (text) => withoutProtected(text, standing);
}

/** Any number; one that no other program takes an advisory lock with. */
const LOCK = 7_110_382_116;

/**
 * Waits for whoever is changing what is protected, and holds off the next one until this
 * transaction ends: else a document that is being written would keep the name. In SQLite there is
 * one writer at a time.
 */
export async function awaitProtections(
  { dialect }: Pick<Store, "dialect">,
  db: Kysely<Schema>,
): Promise<void> {
  if (dialect === "postgres") await sql`select pg_advisory_xact_lock_shared(${LOCK})`.execute(db);
}

/** Keeps all others from writing documents or changing what is protected until this transaction ends. */
export async function holdProtections(
  { dialect }: Pick<Store, "dialect">,
  db: Kysely<Schema>,
): Promise<void> {
  if (dialect === "postgres") await sql`select pg_advisory_xact_lock(${LOCK})`.execute(db);
}
