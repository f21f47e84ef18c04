import type { DocumentRecord } from "../document/index.ts";
import {
  type EntryKind,
  entriesOfKind,
  kindOfAddress,
  matching,
  type RecordEntry,
} from "./address.ts";
import { applyCorrections } from "./apply.ts";
import { fieldsOf } from "./fields.ts";
import type { Address, Fields, LogEntry } from "./log.ts";

/** What a model should have read, as people have corrected it. Spans and no words. */
export interface TrainingExample {
  /** Key of the document. */
  readonly document: string;
  /** Of the bytes the document was read from, by which its text is found again. */
  readonly sha256: string;
  readonly offsets: "utf16";
  readonly kind: EntryKind;
  readonly entry: Address;
  /** As the machine read it; `null`: it did not find it. */
  readonly before: Fields | null;
  /** As people left it; `null`: they rejected it. */
  readonly after: Fields | null;
  /** The rule or model that found it; `null`: none. */
  readonly by: string | null;
  /** Ids of the corrections that say so. */
  readonly corrections: readonly string[];
}

/**
 * One example for each entry that corrections in force change, in the order of the log. `record` is
 * the machine's; what is unplaced there teaches nothing and is left out.
 */
export function trainingExamples(
  record: DocumentRecord,
  log: readonly LogEntry[],
): TrainingExample[] {
  const { record: corrected, applied } = applyCorrections(record, log);
  const byTarget = new Map<Address, LogEntry[]>();
  for (const entry of log) {
    if (!applied.includes(entry.id)) continue;
    byTarget.set(entry.target, [...(byTarget.get(entry.target) ?? []), entry]);
  }
  return [...byTarget].flatMap(([entry, corrections]) => {
    const before = only(record, entry);
    const after = only(corrected, entry);
    if (before === null && after === null) return [];
    return {
      document: corrections[0]!.document,
      sha256: record.document.sha256,
      offsets: "utf16",
      kind: kindOfAddress(entry),
      entry,
      before: before && fieldsOf(record, before),
      after: after && fieldsOf(corrected, after),
      by: before && "by" in before ? before.by : null,
      corrections: corrections.map(({ id }) => id),
    };
  });
}

function only(record: DocumentRecord, address: Address): RecordEntry | null {
  return matching(entriesOfKind(record, kindOfAddress(address)), address)[0] ?? null;
}
