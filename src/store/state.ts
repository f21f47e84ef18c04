import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { DocumentEntry } from "./documents.ts";
import type { Store } from "./store.ts";

/**
 * What tells one state of the whole record from another: it differs whenever something was
 * committed, by this process or any other. SQLite counts both. In PostgreSQL two equal snapshots see
 * the same; they differ more often than what is seen.
 */
export async function recordVersion({ db, dialect }: Store): Promise<string> {
  const asked =
    dialect === "sqlite"
      ? sql<{ version: string }>`select data_version || ' ' || total_changes() as version
          from pragma_data_version`
      : sql<{ version: string }>`select pg_current_snapshot()::text as version`;
  const { rows } = await asked.execute(db);
  return rows[0]!.version;
}

/**
 * Differs whenever people decided something: the logs of what they decide are only added to. What
 * this process itself wrote counts as decided, as far as the store can tell.
 */
export async function decisionVersion({ db, dialect }: Store): Promise<string> {
  const own = dialect === "sqlite" ? sql`total_changes()` : sql`''`;
  const { rows } = await sql<{ version: string }>`select ${own}
    || ' ' || coalesce((select max(n) from corrections), 0)
    || ' ' || coalesce((select max(number) from protections), 0)
    || ' ' || (select count(*) from lifts)
    || ' ' || coalesce((select max(id) from "actorDecisions"), 0) as version`.execute(db);
  return rows[0]!.version;
}

/**
 * What tells one state of what is shown of a document from another, without unpacking its record:
 * the packed record, and how far the logs go that change it. These are only added to.
 */
export async function documentState({ db }: Store, { seq }: DocumentEntry): Promise<string> {
  const { rows } = await sql<{
    record: Uint8Array | ArrayBuffer;
    corrections: number;
    protections: string;
  }>`
    select record,
      (select max(n) from corrections where document = seq) as corrections,
      coalesce((select max(number) from protections), 0)
      || ' ' || (select count(*) from lifts) as protections
    from documents where seq = ${seq}`.execute(db);
  const { record, corrections, protections } = rows[0]!;
  const hash = createHash("sha256").update(new Uint8Array(record)).digest("base64url");
  return `${hash} ${corrections} ${protections}`;
}
