import { sql } from "kysely";
import type { DocumentRecord } from "../document/index.ts";
import { OnRecordError } from "../document/index.ts";
import type { DocumentRow } from "./schema.ts";
import { shownRecord } from "./shown.ts";
import type { Store } from "./store.ts";

/** What a list of documents says of each. */
export type DocumentEntry = Omit<DocumentRow, "record" | "identity">;

/** A document with its record as it is shown. */
export interface StoredDocument extends DocumentEntry {
  readonly shown: DocumentRecord;
}

/** Columns of a `DocumentEntry`. */
export const DOCUMENT_COLUMNS = [
  "seq",
  "key",
  "id",
  "story",
  "version",
  "latest",
  "sha256",
  "title",
  "outlet",
  "published",
  "updated",
  "language",
  "genre",
  "url",
  "file",
  "added",
  "pipeline",
] as const;

/**
 * The document that a person means: its key, or the beginning of it (6 digits or more), its id, or
 * its file's path as it was added.
 *
 * @throws OnRecordError `no-such-document`; `ambiguous` where several begin so
 */
export async function findDocument({ db, name }: Store, meant: string): Promise<DocumentEntry> {
  const byKey = /^[0-9a-f]{6,20}$/.test(meant);
  const found = await db
    .selectFrom("documents")
    .select(DOCUMENT_COLUMNS)
    .where((where) =>
      where.or([
        ...(byKey ? [where.and([where("key", ">=", meant), where("key", "<", `${meant}g`)])] : []),
        where("id", "=", meant),
        where("file", "=", meant),
      ]),
    )
    .where((where) => (byKey ? where.lit(true) : where("latest", "=", 1)))
    .limit(3)
    .execute();
  if (found.length === 1) return found[0]!;
  if (found.length > 1) {
    const keys = found.map(({ key }) => key).join(", ");
    throw new OnRecordError(
      "ambiguous",
      `"${meant}" may be several documents in ${name}: ${keys}. Give one of these keys.`,
    );
  }
  throw new OnRecordError(
    "no-such-document",
    `"${meant}" is no document in ${name}. "onrecord search --documents" lists them.`,
  );
}

/** @throws as `findDocument` */
export async function openDocument(store: Store, meant: string): Promise<StoredDocument> {
  const entry = await findDocument(store, meant);
  return { ...entry, shown: await shownRecord(store.db, entry.seq) };
}

/** All versions of a text, the earliest first. */
export async function documentVersions({ db }: Store, story: string): Promise<DocumentEntry[]> {
  return db
    .selectFrom("documents")
    .select(DOCUMENT_COLUMNS)
    .where("story", "=", story)
    .orderBy("version")
    .execute();
}

/** Documents read from the store at a time, so that memory stays flat. */
const PAGE = 50;

export interface DocumentFilter {
  readonly outlet?: string;
  /** Published on that day or later, ISO 8601 or its beginning. */
  readonly from?: string;
  /** Published on that day or earlier. */
  readonly to?: string;
  /** Earlier versions as well. */
  readonly versions?: boolean;
}

/** All documents that pass, in order of publication, unknown dates first, then of key. */
export async function* documents(
  store: Store,
  filter: DocumentFilter = {},
): AsyncGenerator<StoredDocument> {
  let after: { published: string; key: string } | null = null;
  for (;;) {
    const page = await documentPage(store, filter, after, PAGE);
    for (const entry of page) yield { ...entry, shown: await shownRecord(store.db, entry.seq) };
    if (page.length < PAGE) return;
    const last: DocumentEntry = page.at(-1)!;
    after = { published: last.published ?? "", key: last.key };
  }
}

/** The next documents after one of that date and key. */
export async function documentPage(
  { db }: Store,
  { outlet, from, to, versions = false }: DocumentFilter,
  after: { readonly published: string; readonly key: string } | null,
  limit: number,
): Promise<DocumentEntry[]> {
  // The same expression as in the index `documents_in_order`.
  const day = sql<string>`coalesce(published, '')`;
  let query = db.selectFrom("documents").select(DOCUMENT_COLUMNS);
  if (!versions) query = query.where("latest", "=", 1);
  if (outlet !== undefined) query = query.where("outlet", "=", outlet);
  if (from !== undefined) query = query.where(day, ">=", from);
  if (to !== undefined) {
    // "2031-03-11T09:00" is within "2031-03-11": the first character after it in sorting is "~".
    query = query.where(day, "<=", `${to}~`).where("published", "is not", null);
  }
  if (after !== null) {
    // The first leads to the place in the index; for the second alone, SQLite would read up to it.
    query = query
      .where(day, ">=", after.published)
      .where(sql<boolean>`(${day}, key) > (${after.published}, ${after.key})`);
  }
  return query.orderBy(day).orderBy("key").limit(limit).execute();
}
