import { sql } from "kysely";
import { findDocument } from "./documents.ts";
import { unproject } from "./project.ts";
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
  /** Key of the version that is shown in its place; `null` where there is none. */
  readonly inItsPlace: string | null;
}

/**
 * Takes a document off the record, with all that was derived from it and decided about it; what
 * corrections and spans protected in it say is deleted with it by their foreign keys. In a SQLite
 * file its bytes are overwritten; PostgreSQL overwrites them when it next vacuums the tables.
 *
 * @param meant as in `findDocument`
 * @throws as `findDocument`
 */
export async function forgetDocument(store: Store, meant: string): Promise<Forgotten> {
  if (store.dialect === "sqlite") await sql`pragma secure_delete = on`.execute(store.db);
  return transact(store, async (db) => {
    const { seq, key, title, file, url, story } = await findDocument({ ...store, db }, meant);
    await lockStory(store, db, story);
    const count = async (table: "statements" | "entities" | "events") => {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from ${sql.table(table)} where document = ${seq}`.execute(db);
      return rows[0]!.n;
    };
    const gone = {
      statements: await count("statements"),
      entities: await count("entities"),
      events: await count("events"),
    };
    await unproject(store, db, seq);
    await db.deleteFrom("documents").where("seq", "=", seq).execute();
    await arrangeVersions(store, db, story);
    const latest = (await versionsOf(db, story)).find((version) => version.latest === 1);
    return { key, title, file, url, ...gone, inItsPlace: latest?.key ?? null };
  });
}
