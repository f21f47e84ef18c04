import type { NameList, SpanPair } from "../../document/index.ts";
import { type ColumnOf, type Table, tableOf } from "./table.ts";

/** One printed name of a list. */
interface Signatory {
  readonly list: NameList;
  /** Where it stands on the list, from 1. */
  readonly line: number;
  readonly entity: string;
  /** Empty where the list does not say where the name stands. */
  readonly spans: readonly SpanPair[];
}

const COLUMNS: readonly ColumnOf<Signatory>[] = [
  { name: "line", type: "integer", cell: ({ line }) => line },
  { name: "entity_id", type: "text", cell: ({ entity }) => entity },
  { name: "name", type: "text", cell: (s, { entity }) => entity(s.entity)?.name ?? null },
  { name: "printed", type: "text", cell: ({ spans }, { words }) => words(spans) },
  { name: "kind", type: "text", cell: (s, { entity }) => entity(s.entity)?.kind ?? null },
  { name: "country", type: "text", cell: (s, { entity }) => entity(s.entity)?.country ?? null },
  {
    name: "roles",
    type: "texts",
    cell: (s, { entity }) => entity(s.entity)?.roles.map(({ text }) => text) ?? [],
  },
  {
    name: "signed",
    type: "text",
    cell: ({ list }, { entity }) => entity(list.document)?.name ?? null,
  },
  { name: "stated_count", type: "integer", cell: ({ list }) => list.statedCount },
  { name: "printed_count", type: "integer", cell: ({ list }) => list.entities.length },
  { name: "spans_utf16", type: "spans", cell: ({ spans }) => spans },
  { name: "permalink", type: "text", cell: ({ spans }, { permalink }) => permalink(spans) },
];

/** A row for each printed name of each list of signatories, in the order of the list. */
export const SIGNATORIES: Table = tableOf(
  ({ record }) =>
    record.lists.flatMap((list) =>
      list.entities.map((entity, i): Signatory => {
        return { list, line: i + 1, entity, spans: list.spans.slice(i, i + 1) };
      }),
    ),
  COLUMNS,
);
