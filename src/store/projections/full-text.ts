import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import { keyOfRow, newDocumentRows } from "../search/document-rows.ts";
import { documentFacets, facet, statementFacets } from "../search/facets.ts";
import { INDEXED, type IndexTable, searchIndex } from "../search/search-index.ts";
import { wordsIn } from "../search/words.ts";
import type { Store } from "../store.ts";
import { dayOfKey, firstKeyOf } from "../time-key.ts";
import { rowKeys } from "./derived-table.ts";
import type { Projection } from "./projection.ts";
import { insertRows } from "./rows.ts";
import { contentOf } from "./statements.ts";

/** Words of statements and of whole documents, with what they can be filtered by. */
export const fullText: Projection = {
  name: "full text",
  async insert(db, documents, store) {
    const index = searchIndex(store);
    const keys = await rowKeys(db, store, "statements", documents);
    const statements = documents.flatMap(({ seq, shown }) =>
      shown.attributions.map((attribution) => ({
        key: keys.get(seq)!.get(attribution.id)!,
        words: words(contentOf(shown, attribution)),
        facets: statementFacets(shown, attribution, seq),
      })),
    );
    await index.insert(db, "statement_words", statements);
    const rows = await newDocumentRows(db, store, documents);
    await insertRows(db, store, "document_rows", rows);
    const texts = documents.map(({ seq, shown }, i) => ({
      key: rows[i]!.key,
      words: words(shown.text),
      facets: documentFacets(shown, seq),
    }));
    await index.insert(db, "document_words", texts);
  },
  async remove(db, seq, store) {
    const index = searchIndex(store);
    await index.remove(db, "statement_words", await keysOf(db, "statements", seq));
    await index.remove(db, "document_words", await keysOf(db, "document_rows", seq));
    await db.deleteFrom("document_rows").where("document", "=", seq).execute();
  },
  async faults(db, { seq, shown }, store) {
    const faults: string[] = [];
    for (const table of TABLES) {
      const wanted = await keysOf(db, INDEXED[table], seq);
      const found = new Set(await indexedKeys(db, store, table, seq));
      const isRight = wanted.length === found.size && wanted.every((key) => found.has(key));
      const isThere = table === "statement_words" || wanted.length === 1;
      if (!isRight || !isThere) faults.push(`full text: ${table} are not those of the document`);
    }
    const days = (await keysOf(db, "document_rows", seq)).map((row) =>
      dayOfKey(keyOfRow(store, row)),
    );
    const date = shown.document.published ?? shown.document.updated;
    if (days.some((day) => day !== dayOfKey(firstKeyOf(date)))) {
      faults.push("full text: document_rows are of another day");
    }
    return faults;
  },
  /** What the index has of it under other numbers would stay there. */
  async correct(db, { seq }, store) {
    for (const table of TABLES) {
      const keys = await indexedKeys(db, store, table, seq);
      await searchIndex(store).remove(db, table, [...keys]);
    }
  },
  async countOrphans(db, store) {
    const index = searchIndex(store);
    let count = 0;
    for (const table of TABLES) count += await index.countStrays(db, table);
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from document_rows where ${ORPHANED}`.execute(db);
    return count + rows[0]!.count;
  },
  async removeOrphans(db, store) {
    const index = searchIndex(store);
    await sql`delete from document_rows where ${ORPHANED}`.execute(db);
    for (const table of TABLES) await index.removeStrays(db, table);
  },
};

const TABLES = ["statement_words", "document_words"] as const;

const ORPHANED = sql`document not in (select seq from documents where latest = 1)`;

async function keysOf(
  db: Kysely<Schema>,
  table: "statements" | "document_rows",
  seq: number,
): Promise<number[]> {
  const rows = await db.selectFrom(table).select("key").where("document", "=", seq).execute();
  return rows.map(({ key }) => key);
}

/** What the index itself has of a document. */
async function indexedKeys(
  db: Kysely<Schema>,
  store: Store,
  table: IndexTable,
  seq: number,
): Promise<readonly number[]> {
  const { keys } = await searchIndex(store).find(
    db,
    table,
    { all: [{ word: facet("in", String(seq)), prefix: false }], none: [] },
    { range: EVERYTHING, newestFirst: true, around: null, limit: MOST, counted: null, cap: MOST },
  );
  return keys;
}

const EVERYTHING = { from: 0, below: Number.MAX_SAFE_INTEGER };

/** More statements than a document has. */
const MOST = 10_000_000;

function words(text: string): string[] {
  return wordsIn(text).map(({ word }) => word);
}
