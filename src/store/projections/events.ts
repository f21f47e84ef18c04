import { timeKey } from "../time-key.ts";
import type { Projection } from "./projection.ts";
import { takeRowNumbers } from "./row-numbers.ts";
import { inPieces, removeRows } from "./rows.ts";

export const events: Projection = {
  async insert(db, { seq, shown }, store) {
    const { published, updated } = shown.document;
    const numbers = await takeRowNumbers(db, store, shown.events.length);
    const rows = shown.events.map((event, i) => ({
      key: timeKey(event.date?.from ?? published ?? updated, numbers[i]!),
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
    for (const piece of inPieces(rows)) await db.insertInto("events").values(piece).execute();
  },
  remove: (db, seq) => removeRows(db, "events", seq),
};
