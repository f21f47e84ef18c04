import { newDocumentRow } from "../search/document-rows.ts";
import { documentFacets, statementFacets } from "../search/facets.ts";
import { searchIndex } from "../search/search-index.ts";
import { wordsIn } from "../search/words.ts";
import type { Projection } from "./projection.ts";

/** Words of statements and of whole documents, with what they can be filtered by. */
export const fullText: Projection = {
  async insert(db, { seq, shown }, store) {
    const index = searchIndex(store);
    const attributions = new Map(shown.attributions.map((entry) => [entry.id, entry]));
    const rows = await db
      .selectFrom("statements")
      .select(["key", "entry", "content"])
      .where("document", "=", seq)
      .execute();
    await index.insert(
      db,
      "statement_words",
      rows.map(({ key, entry, content }) => ({
        key,
        words: words(content),
        facets: statementFacets(shown, attributions.get(entry)!, seq),
      })),
    );
    const date = shown.document.published ?? shown.document.updated;
    const key = await newDocumentRow(db, store, { seq, date });
    await db.insertInto("document_rows").values({ key, document: seq }).execute();
    const row = { key, words: words(shown.text), facets: documentFacets(shown) };
    await index.insert(db, "document_words", [row]);
  },
  async remove(db, seq, store) {
    const index = searchIndex(store);
    const keysIn = async (table: "statements" | "document_rows") => {
      const rows = await db.selectFrom(table).select("key").where("document", "=", seq).execute();
      return rows.map(({ key }) => key);
    };
    await index.remove(db, "statement_words", await keysIn("statements"));
    await index.remove(db, "document_words", await keysIn("document_rows"));
    await db.deleteFrom("document_rows").where("document", "=", seq).execute();
  },
};

function words(text: string): string[] {
  return wordsIn(text).map(({ word }) => word);
}
