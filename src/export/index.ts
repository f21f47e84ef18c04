export { renderComparison } from "./comparison.ts";
export type { TableOptions } from "./csv.ts";
export { type ExportFormat, exportEntries, FORMATS, type FormatFacts } from "./formats.ts";
export { guardFormula, unguardFormula } from "./formula.ts";
export { toJson } from "./json.ts";
export { type Entry, ndjsonLine, toNdjson } from "./ndjson.ts";
export { type RecordLine, readRecords } from "./read-records.ts";
export { renderRecord, type TerminalOptions, toText } from "./terminal.ts";
export { visibleText } from "./visible.ts";
