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
