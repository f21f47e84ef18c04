import type { Event } from "../../document/index.ts";
import type { Lookup } from "../lookup.ts";
import { type ColumnOf, type Table, tableOf } from "./table.ts";

const COLUMNS: readonly ColumnOf<Event>[] = [
  { name: "event_id", type: "text", cell: ({ id }) => id },
  { name: "status", type: "text", cell: ({ status }) => status },
  { name: "date_from", type: "text", cell: ({ date }) => date?.from ?? null },
  { name: "date_to", type: "text", cell: ({ date }) => date?.to ?? null },
  { name: "date_precision", type: "text", cell: ({ date }) => date?.precision ?? null },
  { name: "date_basis", type: "text", cell: ({ date }) => date?.basis ?? null },
  { name: "source_name", type: "text", cell: (e, { entity }) => entity(e.source)?.name ?? null },
  { name: "source_code", type: "text", cell: ({ sourceCode }) => sourceCode },
  {
    name: "source_country",
    type: "text",
    cell: (e, { entity }) => entity(e.source)?.country ?? null,
  },
  {
    name: "source_sector",
    type: "text",
    cell: (e, { entity }) => entity(e.source)?.sector ?? null,
  },
  { name: "target_name", type: "text", cell: (e, { entity }) => entity(e.target)?.name ?? null },
  { name: "target_code", type: "text", cell: ({ targetCode }) => targetCode },
  {
    name: "target_country",
    type: "text",
    cell: (e, { entity }) => entity(e.target)?.country ?? null,
  },
  {
    name: "target_sector",
    type: "text",
    cell: (e, { entity }) => entity(e.target)?.sector ?? null,
  },
  { name: "cameo_code", type: "text", cell: ({ code }) => code },
  { name: "plover_type", type: "text", cell: ({ plover }) => plover },
  { name: "plover_mode", type: "text", cell: ({ mode }) => mode },
  { name: "plover_contexts", type: "texts", cell: ({ contexts }) => contexts },
  { name: "place", type: "text", cell: (e, { entity }) => entity(e.place)?.name ?? null },
  {
    name: "place_country",
    type: "text",
    cell: (e, { entity }) => entity(e.place)?.country ?? null,
  },
  { name: "according_to", type: "text", cell: ({ accordingTo }) => accordingTo },
  { name: "according_to_name", type: "text", cell: accordingToName },
  { name: "trigger", type: "text", cell: ({ spans }, { words }) => words(spans.trigger) },
  { name: "source", type: "text", cell: ({ spans }, { words }) => words(spans.source) },
  { name: "target", type: "text", cell: ({ spans }, { words }) => words(spans.target) },
  { name: "trigger_spans_utf16", type: "spans", cell: ({ spans }) => spans.trigger },
  { name: "source_spans_utf16", type: "spans", cell: ({ spans }) => spans.source },
  { name: "target_spans_utf16", type: "spans", cell: ({ spans }) => spans.target },
  { name: "place_spans_utf16", type: "spans", cell: ({ spans }) => spans.place },
  { name: "time_spans_utf16", type: "spans", cell: ({ spans }) => spans.time },
  {
    name: "permalink",
    type: "text",
    cell: ({ spans }, { permalink }) => permalink(spans.trigger),
  },
  { name: "confidence", type: "number", cell: ({ confidence }) => confidence },
  { name: "by", type: "text", cell: ({ by }) => by },
];

/** A row for each event, whatever its status. */
export const EVENTS: Table = tableOf(({ record }) => record.events, COLUMNS);

/** The name of who tells of the event: of the attribution's source; unknown for the outlet's voice. */
function accordingToName({ accordingTo }: Event, doc: Lookup): string | null {
  const teller = doc.attribution(accordingTo);
  return teller === null ? null : (doc.entity(teller.sourceEntity)?.name ?? null);
}
