export { renderComparison } from "./comparison.ts";
export { toJson } from "./json.ts";
export { type Entry, ndjsonLine, toNdjson } from "./ndjson.ts";
export { renderRecord, type TerminalOptions, toText } from "./terminal.ts";
export { visibleText } from "./visible.ts";
