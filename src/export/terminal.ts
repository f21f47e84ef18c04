import type { DocumentRecord } from "../document/index.ts";
import type { Entry } from "./ndjson.ts";
import { eventRows } from "./terminal/events.ts";
import { headRows } from "./terminal/head.ts";
import { occasionRows } from "./terminal/occasions.ts";
import { ownVoiceRows } from "./terminal/own-voice.ts";
import { pageColumns, pageOf } from "./terminal/page.ts";
import { statementSections } from "./terminal/statements.ts";
import { leftOutRows, summaryRows } from "./terminal/summary.ts";
import { paint } from "./wrap.ts";

export interface TerminalOptions {
  /** Columns of the terminal; fewer than 40 count as 40. */
  readonly width: number;
  readonly colour: boolean;
}

/**
 * The record of one document for a person to read: what it is; each source with what it said and
 * the lines of the text it stands on; the outlet's own voice; events on whose word; occasions; a
 * summary. Words in square brackets are ours, the text's own words are never changed but for line
 * breaks and unsafe characters. Ends in a line feed; no line is wider than `width`.
 */
export function renderRecord(record: DocumentRecord, options: TerminalOptions): string {
  const page = pageOf(record, options.width);
  const sections = [
    headRows(page),
    ...statementSections(page),
    ownVoiceRows(page),
    eventRows(page),
    occasionRows(page),
    leftOutRows(page),
    summaryRows(page),
  ];
  const rows = sections
    .filter((section) => section.length > 0)
    .flatMap((section, i) => (i === 0 ? section : [[], ...section]));
  return rows.map((row) => `${paint(row, options.colour)}\n`).join("");
}

/** The records one after the other, with a rule between two; errors have no place here. */
export async function* toText(
  entries: AsyncIterable<Entry>,
  options: TerminalOptions,
): AsyncGenerator<string> {
  let rule = "";
  for await (const entry of entries) {
    if ("error" in entry) continue;
    yield rule + renderRecord(entry, options);
    rule = renderRule(options);
  }
}

function renderRule({ width, colour }: TerminalOptions): string {
  const rule = "─".repeat(pageColumns(width));
  return `\n${paint([{ text: rule, style: "dim" }], colour)}\n\n`;
}
