import type { DocumentRecord } from "../document/index.ts";
import type { Added, Store } from "../store/index.ts";

/** How many documents came to what. */
export type AddedCounts = Record<Added["outcome"], number>;

export function noneAdded(): AddedCounts {
  return { added: 0, version: 0, reread: 0, unchanged: 0 };
}

/** What became of one document, as a line for people or of JSON. */
export function addedLine(added: Added, json = false): string {
  return json ? jsonLine(added) : textLine(added);
}

function jsonLine({ key, outcome, shown }: Added): string {
  const { id, document, attributions, events } = shown;
  const { title, outlet, published, file, url } = document;
  const entries = { statements: attributions.length, events: events.length };
  return `${JSON.stringify({ key, outcome, id, title, outlet, published, file, url, ...entries })}
`;
}

function textLine({ key, outcome, shown }: Added): string {
  const { id, document, attributions } = shown;
  const name = document.title ?? document.file ?? id;
  return `${key}  ${outcome.padEnd(9)} ${attributions.length} statements  ${name}
`;
}

export function summary({ added, version, reread, unchanged }: AddedCounts): string {
  const parts = [`${added} added`];
  if (version > 0) parts.push(`${version} new ${version === 1 ? "version" : "versions"}`);
  if (reread > 0) parts.push(`${reread} read again`);
  if (unchanged > 0) parts.push(`${unchanged} there already`);
  return parts.join(", ");
}

/** Adds them together; where that fails, one by one, so that all before the one at fault are kept. */
export async function* addTogether(
  store: Store,
  records: readonly DocumentRecord[],
  pipeline: string,
): AsyncGenerator<Added> {
  if (records.length === 0) return;
  const { addRecord, addRecords, wasWaitedFor } = await import("../store/index.ts");
  let together: readonly Added[];
  try {
    together = await addRecords(store, records, pipeline);
  } catch (error) {
    if (records.length === 1 || wasWaitedFor(error)) throw error;
    for (const record of records) yield await addRecord(store, record, pipeline);
    return;
  }
  yield* together;
}
