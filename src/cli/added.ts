import type { DocumentRecord } from "../document/index.ts";
import type { Added } from "../store/index.ts";

/** How many documents came to what. */
export type AddedCounts = Record<Added["outcome"], number>;

export function noneAdded(): AddedCounts {
  return { added: 0, version: 0, reread: 0, unchanged: 0 };
}

/** What became of one document, as a line for people or of JSON. */
export function addedLine(added: Added, record: DocumentRecord, json = false): string {
  return json ? jsonLine(added, record) : textLine(added, record);
}

function jsonLine({ key, outcome }: Added, { id, document, attributions, events }: DocumentRecord) {
  const { title, outlet, published, file, url } = document;
  const entries = { statements: attributions.length, events: events.length };
  return `${JSON.stringify({ key, outcome, id, title, outlet, published, file, url, ...entries })}\n`;
}

function textLine(added: Added, { id, document, attributions }: DocumentRecord): string {
  const name = document.title ?? document.file ?? id;
  return `${added.key}  ${added.outcome.padEnd(9)} ${attributions.length} statements  ${name}\n`;
}

export function summary({ added, version, reread, unchanged }: AddedCounts): string {
  const parts = [`${added} added`];
  if (version > 0) parts.push(`${version} new ${version === 1 ? "version" : "versions"}`);
  if (reread > 0) parts.push(`${reread} read again`);
  if (unchanged > 0) parts.push(`${unchanged} there already`);
  return parts.join(", ");
}
