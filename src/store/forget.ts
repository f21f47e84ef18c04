import { sql } from "kysely";
import { findDocument } from "./documents.ts";
import { project, unproject } from "./project.ts";
import { holdProtections } from "./protections.ts";
import type { Store } from "./store.ts";

/** What a document took with it. */
export interface Forgotten {
  readonly key: string;
  readonly title: string | null;
  readonly statements: number;
  readonly entities: number;
  readonly events: number;
  readonly corrections: number;
  /** Protections of spans in it. */
  readonly protections: number;
  /** Keys of other versions of the same page, which are still there. */
  readonly versions: readonly string[];
}

/**
 * Removes a document with its entries, its corrections and the spans protected in it, in one
 * transaction. Where it was the latest version of a page, the one before it takes its place. The
 * bytes are overwritten in a SQLite file; what a snapshot or a backup holds is not touched.
 *
 * @throws OnRecordError as `findDocument`
 */
export async function forget(store: Store, meant: string): Promise<Forgotten> {
  if (store.dialect === "sqlite") await sql`pragma secure_delete = on`.execute(store.db);
  const forgotten = await store.db.transaction().execute(async (db): Promise<Forgotten> => {
    await holdProtections(store, db);
    const { seq, key, title, story, latest } = await findDocument({ ...store, db }, meant);
    const count = async (
      table: "statements" | "entities" | "events" | "corrections" | "protections",
    ) => {
      const { n } = await db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as("n"))
        .where("document", "=", seq)
        .executeTakeFirstOrThrow();
      return Number(n);
    };
    const went = {
      statements: await count("statements"),
      entities: await count("entities"),
      events: await count("events"),
      corrections: await count("corrections"),
      protections: await count("protections"),
    };
    await unproject(store, db, seq);
    await db.deleteFrom("corrections").where("document", "=", seq).execute();
    await db
      .deleteFrom("lifts")
      .where("protection", "in", (eb) =>
        eb.selectFrom("protections").select("number").where("document", "=", seq),
      )
      .execute();
    await db.deleteFrom("protections").where("document", "=", seq).execute();
    await db.deleteFrom("documents").where("seq", "=", seq).execute();
    const others = await db
      .selectFrom("documents")
      .select(["seq", "key"])
      .where("story", "=", story)
      .orderBy("version", "desc")
      .execute();
    const before = others[0];
    if (latest === 1 && before !== undefined) {
      await db.updateTable("documents").set({ latest: 1 }).where("seq", "=", before.seq).execute();
      await project(store, db, before.seq);
    }
    return { key, title, ...went, versions: others.map((other) => other.key) };
  });
  // What was written before lies in the log beside the file until then.
  if (store.dialect === "sqlite") await sql`pragma wal_checkpoint(truncate)`.execute(store.db);
  return forgotten;
}
