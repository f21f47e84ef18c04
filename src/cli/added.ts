import type { Added } from "../store/index.ts";

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
