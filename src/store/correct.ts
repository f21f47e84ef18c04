import type { Kysely } from "kysely";
import type {
  HistoryEntry,
  LogEntry,
  RecordEntry,
  Request,
  TrainingExample,
  Unplaced,
} from "../corrections/index.ts";
import { OnRecordError } from "../document/index.ts";
import { findDocument } from "./documents.ts";
import { newLogId } from "./log-id.ts";
import { project } from "./project.ts";
import { awaitProtections, type Signed } from "./protections.ts";
import type { Schema } from "./schema.ts";
import { type Shown, shownDocument } from "./shown.ts";
import { type Store, transact } from "./store.ts";

export interface CorrectionSignature extends Signed {
  /**
   * Id of the last correction of the entry that the person saw, `null` for none. Where it is left
   * out, the person has seen the record as it is.
   */
  readonly after?: string | null;
}

export interface CorrectionResult {
  /** Key of the document. */
  readonly document: string;
  /** The new entry of the log, as it may be shown. */
  readonly correction: HistoryEntry;
  /** The entry of the record as it is shown now; `null` where it is gone. */
  readonly entry: RecordEntry | null;
}

/**
 * Corrects an entry of a document, in one transaction with all that follows from it. Spans are
 * those of the document as it is shown.
 *
 * @throws OnRecordError as `findDocument` and `newCorrection`
 */
export async function correct(
  store: Store,
  document: string,
  request: Request,
  signature: CorrectionSignature,
): Promise<CorrectionResult> {
  const { checkSpan, findEntryAt, historyOf, mapSpans, newCorrection, shownHistory, spansOf } =
    await import("../corrections/index.ts");
  return transact(store, async (db) => {
    await awaitProtections(store, db);
    const { seq } = await findDocument({ ...store, db }, document);
    await holdDocument(store, db, seq);
    const before = await shownDocument(db, seq);
    const spans = "fields" in request ? spansOf(request.fields) : [];
    for (const [role, span] of spans) checkSpan(before.record.text, span, role);
    const entry = withoutNames(before, () => {
      const { identity, corrected, log } = before;
      const stamp = { id: newLogId("c"), at: new Date().toISOString() };
      const asked = mapSpans(request, before.toOriginal);
      return newCorrection(identity, corrected, log, asked, { ...signature, ...stamp });
    });
    await insert(db, seq, entry);
    const { key } = await project(store, db, seq);
    const after = await shownDocument(db, seq);
    const [correction] = shownHistory(
      historyOf(after.log).filter(({ id }) => id === entry.id),
      after,
    );
    return {
      document: key,
      correction: { ...correction!, document: key },
      entry: findEntryAt(after.record, mapSpans(entry.target, after.toShown)),
    };
  });
}

/**
 * What people decided about a document, oldest first; of one entry where its id or address is given.
 *
 * @throws OnRecordError as `findDocument`; `no-entry`
 */
export async function history(
  store: Store,
  document: string,
  entry: string | null = null,
): Promise<HistoryEntry[]> {
  const { historyOf, mapSpans, shownHistory, targetOf } = await import("../corrections/index.ts");
  const { seq, key } = await findDocument(store, document);
  const shown = await shownDocument(store.db, seq);
  const name = entry === null ? null : mapSpans(entry, shown.toOriginal);
  const target = name === null ? null : targetOf(shown.corrected, shown.log, name);
  return shownHistory(historyOf(shown.log, target), shown).map((one) => ({
    ...one,
    document: key,
  }));
}

/** Corrections of a document that could not be applied, as another version reads it. */
export async function unplacedCorrections(
  store: Store,
  document: string,
): Promise<readonly Unplaced[]> {
  const { seq } = await findDocument(store, document);
  const shown = await shownDocument(store.db, seq);
  if (shown.unplaced.length === 0) return [];
  const { historyOf, shownHistory } = await import("../corrections/index.ts");
  return shown.unplaced.map(({ entry, ...rest }) => ({
    ...rest,
    entry: shownHistory(historyOf([entry]), shown)[0]!,
  }));
}

/** What training examples there are in a document; or that it has some, and something protected. */
export type ExamplesOf =
  | { readonly document: string; readonly examples: readonly TrainingExample[] }
  | { readonly document: string; readonly withheld: number };

/**
 * The corrections in force as training examples, document by document. Their offsets are those of
 * the text as it was read, which would tell how long a protected name is: where one stands in the
 * document, they are withheld and only counted.
 */
export async function* examplesOf(store: Store): AsyncGenerator<ExamplesOf> {
  const { trainingExamples } = await import("../corrections/index.ts");
  const corrected = await store.db
    .selectFrom("corrections")
    .innerJoin("documents", "documents.seq", "corrections.document")
    .select(["documents.seq", "documents.key"])
    .distinct()
    .orderBy("documents.seq")
    .execute();
  for (const { seq, key } of corrected) {
    const { machine, log, isProtected } = await shownDocument(store.db, seq);
    const examples = trainingExamples(machine, log);
    if (isProtected) yield { document: key, withheld: examples.length };
    else yield { document: key, examples };
  }
}

/** What goes wrong is told without the names that are protected. */
function withoutNames<T>({ words }: Shown, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof OnRecordError)) throw error;
    const facts = Object.entries(error.facts).map(([key, value]) => [
      key,
      typeof value === "string" ? words(value) : value,
    ]);
    throw new OnRecordError(error.code, words(error.message), Object.fromEntries(facts));
  }
}

async function insert(db: Kysely<Schema>, document: number, entry: LogEntry): Promise<void> {
  const { id, at, by, why, target, change, after, words } = entry;
  await db
    .insertInto("corrections")
    .values({
      id,
      document,
      at,
      who: by,
      why,
      target,
      change: JSON.stringify(change),
      after,
      words: JSON.stringify(words),
    })
    .execute();
}

/** Two who correct one document do it one after the other. In SQLite there is one writer anyway. */
async function holdDocument({ dialect }: Store, db: Kysely<Schema>, seq: number): Promise<void> {
  const row = db.selectFrom("documents").select("seq").where("seq", "=", seq);
  if (dialect === "postgres") await row.forUpdate().execute();
}
