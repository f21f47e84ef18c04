import type { Comparison } from "../compare/index.ts";
import { layoutOf } from "./comparison/layout.ts";
import { headRows, relationRows, singleRows, summaryRows } from "./comparison/parts.ts";
import { rowRows } from "./comparison/rows.ts";
import type { TerminalOptions } from "./terminal.ts";
import { paint } from "./wrap.ts";

/**
 * Accounts side by side for a person to read: their headlines; then what they have in common, in
 * order of time, in columns where there are two to four and room for them; how entries of one relate
 * to another's; what only one has. Words that differ stand in `[-…-]` in the wording that the others
 * are compared with, and in `{+…+}` in the others. Words in square brackets are ours. Ends in a line
 * feed; no line is wider than `width`.
 */
export function renderComparison(comparison: Comparison, options: TerminalOptions): string {
  const layout = layoutOf(comparison, options.width);
  const sections = [
    headRows(layout),
    ...comparison.rows.map((row) => rowRows(layout, row)),
    relationRows(layout),
    singleRows(layout),
    summaryRows(layout),
  ];
  const rows = sections
    .filter((section) => section.length > 0)
    .flatMap((section, i) => (i === 0 ? section : [[], ...section]));
  return rows.map((row) => `${paint(row, options.colour)}\n`).join("");
}
