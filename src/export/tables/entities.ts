import type { Entity } from "../../document/index.ts";
import { type ColumnOf, type Table, tableOf } from "./table.ts";

const COLUMNS: readonly ColumnOf<Entity>[] = [
  { name: "entity_id", type: "text", cell: ({ id }) => id },
  { name: "name", type: "text", cell: ({ name }) => name },
  { name: "kind", type: "text", cell: ({ kind }) => kind },
  { name: "named", type: "boolean", cell: ({ named }) => named },
  { name: "country", type: "text", cell: ({ country }) => country },
  { name: "sector", type: "text", cell: ({ sector }) => sector },
  { name: "count", type: "integer", cell: ({ count }) => count },
  { name: "roles", type: "texts", cell: ({ roles }) => roles.map(({ text }) => text) },
  { name: "role_spans_utf16", type: "spans", cell: ({ roles }) => roles.map(({ span }) => span) },
  { name: "mention_spans_utf16", type: "spans", cell: ({ mentions }) => mentions },
  {
    name: "permalink",
    type: "text",
    cell: ({ mentions }, { permalink }) => permalink(mentions.slice(0, 1)),
  },
];

/** A row for each entity of each document: the same name in two documents is two rows. */
export const ENTITIES: Table = tableOf(({ record }) => record.entities, COLUMNS);
