import type { DocumentRecord, Event } from "../document/index.ts";
import { type ExportOptions, type Lookup, lookUp } from "./lookup.ts";
import type { Cell, ColumnOf } from "./tables/table.ts";

const COLUMNS: readonly ColumnOf<Event>[] = [
  { name: "event_id", type: "text", cell: ({ id }, { key }) => `${key}-${id}` },
  { name: "event_date", type: "text", cell: ({ date }) => date?.from ?? null },
  { name: "event_date_end", type: "text", cell: ({ date }) => date?.to ?? null },
  { name: "date_precision", type: "text", cell: ({ date }) => date?.precision ?? null },
  { name: "date_basis", type: "text", cell: ({ date }) => date?.basis ?? null },
  { name: "publication_date", type: "text", cell: (_, { record }) => record.document.published },
  { name: "source", type: "text", cell: ({ sourceCode }) => sourceCode },
  { name: "source_name", type: "text", cell: (e, doc) => party(e.source, doc)?.name ?? null },
  { name: "source_country", type: "text", cell: (e, doc) => party(e.source, doc)?.country ?? null },
  { name: "source_sector", type: "text", cell: (e, doc) => party(e.source, doc)?.sector ?? null },
  { name: "target", type: "text", cell: ({ targetCode }) => targetCode },
  { name: "target_name", type: "text", cell: (e, doc) => party(e.target, doc)?.name ?? null },
  { name: "target_country", type: "text", cell: (e, doc) => party(e.target, doc)?.country ?? null },
  { name: "target_sector", type: "text", cell: (e, doc) => party(e.target, doc)?.sector ?? null },
  { name: "cameo_code", type: "text", cell: ({ code }) => code },
  { name: "cameo_root", type: "text", cell: ({ code }) => code?.slice(0, 2) ?? null },
  { name: "event_type", type: "text", cell: ({ plover }) => plover },
  { name: "event_mode", type: "text", cell: ({ mode }) => mode },
  { name: "contexts", type: "texts", cell: ({ contexts }) => contexts },
  { name: "status", type: "text", cell: ({ status }) => status },
  { name: "according_to", type: "text", cell: tellerOf },
  { name: "place", type: "text", cell: (e, doc) => party(e.place, doc)?.name ?? null },
  { name: "place_country", type: "text", cell: (e, doc) => party(e.place, doc)?.country ?? null },
  { name: "trigger", type: "text", cell: ({ spans }, { words }) => words(spans.trigger) },
  { name: "outlet", type: "text", cell: (_, { record }) => record.document.outlet },
  { name: "title", type: "text", cell: (_, { record }) => record.document.title },
  { name: "url", type: "text", cell: (_, { record }) => record.document.url },
  { name: "document_id", type: "text", cell: (_, { record }) => record.id },
  { name: "sha256", type: "text", cell: (_, { record }) => record.document.sha256 },
  { name: "trigger_spans_utf16", type: "spans", cell: ({ spans }) => spans.trigger },
  {
    name: "permalink",
    type: "text",
    cell: ({ spans }, { permalink }) => permalink(spans.trigger),
  },
  { name: "confidence", type: "number", cell: ({ confidence }) => confidence },
  { name: "by", type: "text", cell: ({ by }) => by },
];

/**
 * The events of the records, one a line, under the names that CAMEO and PLOVER have for their
 * fields. Fields are parted by tabs and never quoted: white space inside a field is a space. What
 * is unknown is empty. Events of every status are there: count those that `happened`.
 */
export async function* toTsv(
  records: AsyncIterable<DocumentRecord>,
  options: ExportOptions = {},
): AsyncGenerator<string> {
  yield `${COLUMNS.map(({ name }) => name).join("\t")}\n`;
  for await (const record of records) {
    const doc = lookUp(record, options);
    const lines = record.events.map((event) =>
      COLUMNS.map(({ cell }) => tsvCell(cell(event, doc))).join("\t"),
    );
    if (lines.length > 0) yield `${lines.join("\n")}\n`;
  }
}

/** A list's members are parted by semicolons, the ends of a span by a hyphen. */
function tsvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell !== "object") return oneLine(String(cell));
  return cell.map((one) => (typeof one === "string" ? oneLine(one) : one.join("-"))).join(";");
}

function oneLine(text: string): string {
  return text.replace(/[\s\u0085]+/g, " ");
}

function party(id: string | null, { entity }: Lookup) {
  return entity(id);
}

/** `outlet`, or the name of the source who tells of it; empty where that is not known. */
function tellerOf({ accordingTo }: Event, doc: Lookup): string | null {
  if (accordingTo === "outlet") return accordingTo;
  return doc.entity(doc.attribution(accordingTo)?.sourceEntity ?? null)?.name ?? null;
}
