import type { Kysely } from "kysely";
import type { LogEntry, ProtectedView, Protection, Unplaced } from "../corrections/index.ts";
import type { DocumentRecord } from "../document/index.ts";
import { unpackRecord } from "./pack.ts";
import { protectionsInForce } from "./protections.ts";
import type { Schema } from "./schema.ts";

/** A document as people have corrected it and as it may be shown, and what leads there. */
export interface Shown extends ProtectedView {
  readonly machine: DocumentRecord;
  /** With the corrections, and nothing protected: for what people decide next. */
  readonly corrected: DocumentRecord;
  /** `documents.identity`: how the logs name it. */
  readonly identity: string;
  readonly log: readonly LogEntry[];
  /** Corrections that could not be applied. */
  readonly unplaced: readonly Unplaced[];
}

/**
 * What is shown of a document, everywhere: its record as the machine made it, with the corrections
 * people made and without the names they protected.
 *
 * @param seq `documents.seq`
 */
export async function shownRecord(db: Kysely<Schema>, seq: number): Promise<DocumentRecord> {
  return (await shownDocument(db, seq)).record;
}

/** A document's key, and what is shown of it. */
export interface OpenedDocument {
  readonly key: string;
  readonly record: DocumentRecord;
}

/** The same of several documents, by `documents.seq`; asked for together, each costs far less. */
export async function shownRecords(
  db: Kysely<Schema>,
  seqs: readonly number[],
): Promise<ReadonlyMap<number, OpenedDocument>> {
  const records = new Map<number, OpenedDocument>();
  if (seqs.length === 0) return records;
  const protections = await protectionsInForce(db);
  const rows = await db
    .selectFrom("documents")
    .select(["seq", "key", "record", "story", "identity"])
    .where("seq", "in", [...new Set(seqs)])
    .execute();
  const logs = await logsOf(db, rows);
  for (const { seq, key, record: packed, story } of rows) {
    const corrected = await correctedBy(unpackRecord(packed), logs.get(seq)!);
    const { record } = await viewOf(db, corrected.record, story, protections);
    records.set(seq, { key, record });
  }
  return records;
}

export async function shownDocument(db: Kysely<Schema>, seq: number): Promise<Shown> {
  const [shown] = await shownUnder(db, seq, [await protectionsInForce(db)]);
  return shown!;
}

/** The same as it would be with each of these lists of protections. */
export async function shownUnder(
  db: Kysely<Schema>,
  seq: number,
  lists: readonly (readonly Protection[])[],
): Promise<Shown[]> {
  const { record, story, identity } = await db
    .selectFrom("documents")
    .select(["record", "story", "identity"])
    .where("seq", "=", seq)
    .executeTakeFirstOrThrow();
  const machine = unpackRecord(record);
  const log = (await logsOf(db, [{ seq, identity }])).get(seq)!;
  const { record: corrected, unplaced } = await correctedBy(machine, log);
  const shown: Shown[] = [];
  for (const protections of lists) {
    const view = await viewOf(db, corrected, story, protections);
    shown.push({ ...view, machine, corrected, identity, log, unplaced });
  }
  return shown;
}

/** What is shown of a document that is new, as is its story: nothing was decided about it yet. */
export async function shownNew(
  record: DocumentRecord,
  identity: string,
  protections: readonly Protection[],
): Promise<Pick<ProtectedView, "record" | "isProtected">> {
  if (protections.length === 0) return { record, isProtected: false };
  const { protectedView } = await import("../corrections/index.ts");
  return protectedView(record, protections, [identity]);
}

/** What was decided about each of the documents, oldest first. */
async function logsOf(
  db: Kysely<Schema>,
  documents: readonly { readonly seq: number; readonly identity: string }[],
): Promise<ReadonlyMap<number, readonly LogEntry[]>> {
  const identities = new Map(documents.map(({ seq, identity }) => [seq, identity]));
  const logs = new Map<number, LogEntry[]>(documents.map(({ seq }) => [seq, []]));
  const rows = await db
    .selectFrom("corrections")
    .selectAll()
    .where("document", "in", [...logs.keys()])
    .orderBy("n")
    .execute();
  for (const { document, id, at, who, why, target, change, after, words } of rows) {
    logs.get(document)!.push({
      id,
      at,
      by: who,
      why,
      document: identities.get(document)!,
      target,
      change: JSON.parse(change),
      after,
      words: JSON.parse(words),
    });
  }
  return logs;
}

// What applies them is loaded only where there is something to apply: most documents are as read.
async function correctedBy(record: DocumentRecord, log: readonly LogEntry[]) {
  if (log.length === 0) return { record, unplaced: [] };
  const { applyCorrections } = await import("../corrections/index.ts");
  return applyCorrections(record, log);
}

async function viewOf(
  db: Kysely<Schema>,
  record: DocumentRecord,
  story: string,
  protections: readonly Protection[],
): Promise<ProtectedView> {
  if (protections.length === 0) {
    const same = <T>(value: T): T => value;
    return { record, isProtected: false, toShown: same, toOriginal: same, words: same };
  }
  const { protectedView } = await import("../corrections/index.ts");
  const versions = await db
    .selectFrom("documents")
    .select("identity")
    .where("story", "=", story)
    .execute();
  return protectedView(
    record,
    protections,
    versions.map(({ identity }) => identity),
  );
}
