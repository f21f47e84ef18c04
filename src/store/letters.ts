import { byDate, type Letter, lettersOf } from "../letters/index.ts";
import { shownRecord } from "./shown.ts";
import type { Store } from "./store.ts";

export interface LetterFilter {
  /** Published on that day or later, ISO 8601 or its beginning. */
  readonly from?: string | undefined;
  /** Published on that day or earlier. */
  readonly to?: string | undefined;
}

/** After which letter a list goes on. */
export interface LetterCursor {
  readonly day: string;
  /** `documents.seq`. */
  readonly document: number;
}

export interface LetterPage {
  /** Of the latest versions and of the earlier ones of each, by date and key. */
  readonly letters: readonly Letter[];
  /** Keys of the documents that are an earlier version. */
  readonly earlier: ReadonlySet<string>;
  /** The texts of the documents, by their keys. */
  readonly texts: ReadonlyMap<string, string>;
  readonly next: LetterCursor | null;
}

/** Versions of one letter that are read at most: the first, and the last of them. */
const MOST_VERSIONS = 8;

/** The next letters of a record, in order of date, unknown dates first; found by an index. */
export async function letterPage(
  store: Store,
  { from, to }: LetterFilter,
  after: LetterCursor | null,
  limit: number,
): Promise<LetterPage> {
  let query = store.db
    .selectFrom("letters")
    .innerJoin("documents", "documents.seq", "letters.document")
    .select(["letters.day", "letters.document", "documents.story", "documents.version"]);
  if (from !== undefined) query = query.where("day", ">=", from);
  // "2031-03-11T09:00" is within "2031-03-11": the first character after it in sorting is "~".
  if (to !== undefined) query = query.where("day", "<=", `${to}~`).where("day", ">", "");
  if (after !== null) {
    query = query
      .where("day", ">=", after.day)
      .where(({ eb, refTuple, tuple }) =>
        eb(refTuple("letters.day", "letters.document"), ">", tuple(after.day, after.document)),
      );
  }
  const found = await query
    .orderBy("day")
    .orderBy("letters.document")
    .limit(limit + 1)
    .execute();
  const letters: Letter[] = [];
  const earlier = new Set<string>();
  const texts = new Map<string, string>();
  for (const { document, story, version } of found.slice(0, limit)) {
    for (const { seq, key } of await versionsOf(store, document, story, version)) {
      if (seq !== document) earlier.add(key);
      const record = await shownRecord(store.db, seq);
      texts.set(key, record.text);
      letters.push(...lettersOf([{ key, record }]));
    }
  }
  const last = found[limit - 1];
  const next =
    found.length > limit && last !== undefined ? { day: last.day, document: last.document } : null;
  return { letters: letters.sort(byDate), earlier, texts, next };
}

/** The latest version, and those before it. */
async function versionsOf({ db }: Store, latest: number, story: string, version: number) {
  const query = db.selectFrom("documents").select(["seq", "key"]);
  if (version === 1) return query.where("seq", "=", latest).execute();
  return query
    .where("story", "=", story)
    .where((where) =>
      where.or([where("version", "=", 1), where("version", ">", version - MOST_VERSIONS)]),
    )
    .orderBy("version")
    .execute();
}

/** All of them. */
export async function allLetters(store: Store): Promise<Letter[]> {
  const all: Letter[] = [];
  let after: LetterCursor | null = null;
  do {
    const page: LetterPage = await letterPage(store, {}, after, 50);
    all.push(...page.letters);
    after = page.next;
  } while (after !== null);
  return all.sort(byDate);
}
