import { timeKey } from "../time-key.ts";
import { derivedTable } from "./derived-table.ts";

export const events = derivedTable("events", ({ seq, shown }) => {
  const { published, updated } = shown.document;
  return shown.events.map((event) => (number) => ({
    key: timeKey(event.date?.from ?? published ?? updated, number),
    document: seq,
    entry: event.id,
    plover: event.plover,
    mode: event.mode,
    code: event.code,
    status: event.status,
    source: event.source,
    target: event.target,
    sourceCode: event.sourceCode,
    targetCode: event.targetCode,
    dateFrom: event.date?.from ?? null,
    dateTo: event.date?.to ?? null,
    accordingTo: event.accordingTo,
    confidence: event.confidence,
  }));
});
