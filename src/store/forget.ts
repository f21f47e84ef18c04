import { sql } from "kysely";
import { OnRecordError } from "../document/index.ts";
import { type DocumentEntry, findDocument } from "./documents.ts";
import { pendingDocument } from "./pending.ts";
import { unproject } from "./project.ts";
import { holdProtections, wordsShown } from "./protections.ts";
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
 * takes its place. So is a document taken away that was handed in and not read, or given up; one that
 * a worker is at this moment may still come. In a SQLite file its bytes are overwritten; PostgreSQL
 * overwrites them when it next vacuums the tables. What a snapshot or a backup holds is not touched.
 *
 * @param meant as in `findDocument`, or the key of one that was handed in
 * @throws as `findDocument`
 */
export async function forgetDocument(store: Store, meant: string): Promise<Forgotten> {
  if (store.dialect === "sqlite") await sql`pragma secure_delete = on`.execute(store.db);
  const forgotten = await transact(store, async (db): Promise<Forgotten> => {
    await holdProtections(store, db);
    const found = await findOrPending({ ...store, db }, meant);
    if (!("seq" in found)) {
      await db.deleteFrom("pending").where("key", "=", meant).execute();
      return { key: meant, title: found.title, file: found.file, url: found.url, ...NOTHING };
    }
    const { seq, key, title, file, url, story } = found;
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
    const { identity } = await db
      .deleteFrom("documents")
      .where("seq", "=", seq)
      .returning("identity")
      .executeTakeFirstOrThrow();
    // Else a worker would put it back.
    await db.deleteFrom("pending").where("key", "=", identity).execute();
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

const NOTHING = {
  statements: 0,
  entities: 0,
  events: 0,
  corrections: 0,
  protections: 0,
  versions: [],
  inItsPlace: null,
};

/** A document that was handed in, as it may be shown: nothing in it says what is protected. */
interface WaitingDocument {
  readonly id: string;
  readonly title: string | null;
  readonly file: string | null;
  readonly url: string | null;
}

/**
 * As `findDocument`; else the document that was handed in under this key.
 *
 * @throws as `findDocument`
 */
export async function findOrPending(
  store: Store,
  meant: string,
): Promise<DocumentEntry | WaitingDocument> {
  try {
    return await findDocument(store, meant);
  } catch (error) {
    const pending = isNoDocument(error) ? await pendingDocument(store, meant) : null;
    if (pending === null) throw error;
    const words = await wordsShown(store.db);
    const shown = (text: string | null) => (text === null ? null : words(text));
    const { id, title, file, url } = pending;
    return { id: words(id), title: shown(title), file: shown(file), url: shown(url) };
  }
}

function isNoDocument(error: unknown): boolean {
  return error instanceof OnRecordError && error.code === "no-such-document";
}
