import { sql } from "kysely";
import { findDocument } from "./documents.ts";
import { unproject } from "./project.ts";
import { holdProtections } from "./protections.ts";
import { type Store, transact } from "./store.ts";
import { arrangeVersions, lockStory, versionsOf } from "./versions.ts";

/** What went with a document. */
export interface Forgotten {
  readonly key: string;
  readonly title: string | null;
  readonly file: string | null;
  readonly url: string | null;
  readonly statements: number;
  readonly entities: number;
  readonly events: number;
  readonly corrections: number;
  /** Protections of spans in it. */
  readonly protections: number;
  /** Keys of other versions of the same page, which are still there. */
  readonly versions: readonly string[];
  /** Key of the version that is shown in its place; `null` where there is none. */
  readonly inItsPlace: string | null;
}

/**
 * Takes a document off the record, with all that was derived from it, its corrections and the spans
 * protected in it, in one transaction. Where it was the latest version of a page, the one before it
 * takes its place. In a SQLite file its bytes are overwritten; PostgreSQL overwrites them when it
 * next vacuums the tables. What a snapshot or a backup holds is not touched.
 *
 * @param meant as in `findDocument`
 * @throws as `findDocument`
 */
export async function forgetDocument(store: Store, meant: string): Promise<Forgotten> {
  if (store.dialect === "sqlite") await sql`pragma secure_delete = on`.execute(store.db);
  const forgotten = await transact(store, async (db): Promise<Forgotten> => {
    await holdProtections(store, db);
    const { seq, key, title, file, url, story } = await findDocument({ ...store, db }, meant);
    await lockStory(store, db, story);
    const count = async (
      table: "statements" | "entities" | "events" | "corrections" | "protections",
    ) => {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from ${sql.table(table)} where document = ${seq}`.execute(db);
      return rows[0]!.n;
    };
    const gone = {
      statements: await count("statements"),
      entities: await count("entities"),
      events: await count("events"),
      corrections: await count("corrections"),
      protections: await count("protections"),
    };
    await unproject(store, db, seq);
    // Corrections, and protections with their lifts, go by their foreign keys.
    await db.deleteFrom("documents").where("seq", "=", seq).execute();
    await arrangeVersions(store, db, story);
    const left = await versionsOf(db, story);
    const inItsPlace = left.find(({ latest }) => latest === 1)?.key ?? null;
    return {
      key,
      title,
      file,
      url,
      ...gone,
      versions: left.map((version) => version.key),
      inItsPlace,
    };
  });
  // What was written before lies in the log beside the file until then.
  if (store.dialect === "sqlite") await sql`pragma wal_checkpoint(truncate)`.execute(store.db);
  return forgotten;
}
