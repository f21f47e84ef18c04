import { type Kysely, sql } from "kysely";
import type { DocumentRecord } from "../../document/index.ts";
import { isPrimary, shinglesToIndex } from "../../quotes/passage.ts";
import type { Schema, ShingleTable } from "../schema.ts";
import type { Store } from "../store.ts";
import type { Projection } from "./projection.ts";
import { insertRows } from "./rows.ts";

/** So many documents wait to be merged at most; all of them are read for every quotation. */
const MOST_NEW = 256;

/** Hashes taken away in one statement. */
const PIECE = 1000;

/** The shingles by which the words of quotations are found in a document. */
export const shingles: Projection = {
  name: "shingles",
  async insert(db, documents, store) {
    const rows = documents.flatMap(({ seq, shown }) => {
      const row = rowOf(shown);
      return row === null ? [] : { document: seq, ...row };
    });
    if (rows.length === 0) return;
    await insertRows(db, store, "newShingles", rows);
    const { count } = await db
      .selectFrom("newShingles")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    if (Number(count) >= MOST_NEW) await merge(db, store);
  },
  async remove(db, seq) {
    const { numDeletedRows } = await db
      .deleteFrom("newShingles")
      .where("document", "=", seq)
      .executeTakeFirst();
    if (numDeletedRows > 0) return;
    const merged = await db
      .deleteFrom("mergedShingles")
      .where("document", "=", seq)
      .returning(["report", "hashes"])
      .executeTakeFirst();
    if (merged === undefined) return;
    const hashes = hashesOf(merged.hashes);
    for (let i = 0; i < hashes.length; i += PIECE) {
      await db
        .deleteFrom("shingles")
        .where("hash", "in", [...hashes.subarray(i, i + PIECE)])
        .where("report", "=", merged.report)
        .where("document", "=", seq)
        .execute();
    }
  },
  async faults(db, { seq, shown }) {
    const rows = await Promise.all(LISTS.map((list) => listOf(db, list, seq)));
    const [stored, again] = rows.filter((row) => row !== undefined);
    const wanted = rowOf(shown);
    const isRight =
      again === undefined &&
      stored?.report === wanted?.report &&
      Buffer.compare(bytesIn(stored), bytesIn(wanted)) === 0;
    if (!isRight) return ["shingles: not those of its words"];
    const [, merged] = rows;
    const missing = merged === undefined ? 0 : await countMissing(db, merged);
    return missing === 0 ? [] : [`shingles: ${missing} missing`];
  },
  async countOrphans(db) {
    const counts = await Promise.all(
      LISTS.map(async (list) => {
        const { rows } = await sql<{ n: number }>`
          select count(*) as n from ${sql.table(list)} where ${ORPHANED}`.execute(db);
        return Number(rows[0]!.n);
      }),
    );
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from shingles where ${UNLISTED}`.execute(db);
    return counts.reduce((sum, count) => sum + count) + Number(rows[0]!.n);
  },
  async removeOrphans(db, store) {
    for (const list of LISTS) {
      const { rows } = await sql<{ document: number }>`
        select document from ${sql.table(list)} where ${ORPHANED}`.execute(db);
      for (const { document } of rows) await shingles.remove(db, document, store);
    }
    await sql`delete from shingles where ${UNLISTED}`.execute(db);
  },
};

/** Of a document whose list is not there: nothing but a scan finds these rows. */
const UNLISTED = sql`document not in (select document from "mergedShingles")`;

/** How many of the shingles that were merged are not in their places. */
async function countMissing(
  db: Kysely<Schema>,
  {
    document,
    report,
    hashes,
  }: { document: number; report: number; hashes: Uint8Array | ArrayBuffer },
): Promise<number> {
  const all = [...new Set(hashesOf(hashes))];
  let missing = all.length;
  for (let i = 0; i < all.length; i += PIECE) {
    const { count } = await db
      .selectFrom("shingles")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("hash", "in", all.slice(i, i + PIECE))
      .where("report", "=", report)
      .where("document", "=", document)
      .executeTakeFirstOrThrow();
    missing -= Number(count);
  }
  return missing;
}

function bytesIn(
  row: { readonly hashes: Uint8Array | ArrayBuffer } | null | undefined,
): Uint8Array {
  return row ? new Uint8Array(row.hashes) : new Uint8Array();
}

const LISTS = ["newShingles", "mergedShingles"] as const;

const ORPHANED = sql`document not in (select seq from documents where latest = 1)`;

function listOf(db: Kysely<Schema>, list: (typeof LISTS)[number], seq: number) {
  return db.selectFrom(list).selectAll().where("document", "=", seq).executeTakeFirst();
}

/** What is kept of a document; `null` where it has no words to be found by. */
function rowOf(shown: DocumentRecord): { report: number; hashes: Uint8Array } | null {
  const hashes = Int32Array.from(shinglesToIndex(shown)).sort();
  return hashes.length === 0 ? null : { report: isPrimary(shown) ? 0 : 1, hashes: bytesOf(hashes) };
}

/** Moves the shingles of all new documents to their places. */
async function merge(db: Kysely<Schema>, store: Store): Promise<void> {
  const fresh = await db.deleteFrom("newShingles").returningAll().execute();
  const rows: ShingleTable[] = [];
  for (const { document, report, hashes } of fresh) {
    for (const hash of hashesOf(hashes)) rows.push({ hash, report, document });
  }
  // In the order of the table's key each of its pages is written once.
  rows.sort((a, b) => a.hash - b.hash || a.report - b.report || a.document - b.document);
  await insertRows(db, store, "shingles", rows);
  const kept = fresh.map((row) => ({ ...row, hashes: new Uint8Array(row.hashes) }));
  await insertRows(db, store, "mergedShingles", kept);
}

/** Rows of the new documents that have one of these shingles; see `ShingleTable`. */
export async function newShingleRows(
  db: Kysely<Schema>,
  asked: ReadonlySet<number>,
): Promise<ShingleTable[]> {
  const fresh = await db.selectFrom("newShingles").selectAll().orderBy("document").execute();
  const rows: ShingleTable[] = [];
  for (const { document, report, hashes } of fresh) {
    for (const hash of hashesOf(hashes)) if (asked.has(hash)) rows.push({ hash, report, document });
  }
  return rows;
}

function bytesOf(hashes: Int32Array): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(4 * hashes.length));
  hashes.forEach((hash, i) => {
    bytes.setInt32(4 * i, hash, true);
  });
  return new Uint8Array(bytes.buffer);
}

function hashesOf(bytes: Uint8Array | ArrayBuffer): Int32Array {
  const { buffer, byteOffset, byteLength } = new Uint8Array(bytes);
  const view = new DataView(buffer, byteOffset, byteLength);
  const hashes = new Int32Array(byteLength / 4);
  for (let i = 0; i < hashes.length; i++) hashes[i] = view.getInt32(4 * i, true);
  return hashes;
}
