import type { Attribution, Relation } from "../../document/index.ts";
import type { Lookup } from "../lookup.ts";
import { type ColumnOf, type Table, tableOf } from "./table.ts";

const COLUMNS: readonly ColumnOf<Attribution>[] = [
  { name: "statement_id", type: "text", cell: ({ id }) => id },
  { name: "kind", type: "text", cell: ({ kind }) => kind },
  { name: "source", type: "text", cell: ({ source }, { words }) => words(source) },
  { name: "cue", type: "text", cell: ({ cue }, { words }) => words(cue) },
  { name: "content", type: "text", cell: ({ content }, { words }) => words(content) },
  { name: "source_spans_utf16", type: "spans", cell: ({ source }) => source },
  { name: "cue_spans_utf16", type: "spans", cell: ({ cue }) => cue },
  { name: "content_spans_utf16", type: "spans", cell: ({ content }) => content },
  {
    name: "permalink",
    type: "text",
    cell: ({ content }, { permalink }) => permalink(content),
  },
  { name: "source_type", type: "text", cell: ({ sourceType }) => sourceType },
  { name: "source_entity", type: "text", cell: ({ sourceEntity }) => sourceEntity },
  { name: "source_name", type: "text", cell: (a, doc) => source(a, doc)?.name ?? null },
  { name: "source_kind", type: "text", cell: (a, doc) => source(a, doc)?.kind ?? null },
  { name: "source_named", type: "boolean", cell: (a, doc) => source(a, doc)?.named ?? null },
  { name: "source_country", type: "text", cell: (a, doc) => source(a, doc)?.country ?? null },
  { name: "source_sector", type: "text", cell: (a, doc) => source(a, doc)?.sector ?? null },
  {
    name: "source_roles",
    type: "texts",
    cell: (a, doc) => source(a, doc)?.roles.map(({ text }) => text) ?? [],
  },
  {
    name: "on_behalf_of",
    type: "text",
    cell: ({ onBehalfOf }, { entity }) => entity(onBehalfOf)?.name ?? null,
  },
  {
    name: "on_behalf_of_country",
    type: "text",
    cell: ({ onBehalfOf }, { entity }) => entity(onBehalfOf)?.country ?? null,
  },
  { name: "act", type: "text", cell: ({ act }) => act },
  {
    name: "addressees",
    type: "texts",
    cell: ({ addressee }, { entity }) => addressee.map((id) => entity(id)?.name ?? id),
  },
  { name: "said_from", type: "text", cell: ({ saidAt }) => saidAt?.from ?? null },
  { name: "said_to", type: "text", cell: ({ saidAt }) => saidAt?.to ?? null },
  { name: "said_precision", type: "text", cell: ({ saidAt }) => saidAt?.precision ?? null },
  { name: "said_basis", type: "text", cell: ({ saidAt }) => saidAt?.basis ?? null },
  {
    name: "occasion",
    type: "text",
    cell: ({ occasion: id }, { occasion, words }) => {
      const found = occasion(id);
      return found === null ? null : words([found.span]);
    },
  },
  { name: "within", type: "text", cell: ({ within }) => within },
  { name: "relations", type: "texts", cell: ({ id }, doc) => doc.relationsFrom(id).map(told) },
  { name: "confidence", type: "number", cell: ({ confidence }) => confidence },
  { name: "by", type: "text", cell: ({ by }) => by },
];

/** A row for each statement. */
export const STATEMENTS: Table = tableOf(({ record }) => record.attributions, COLUMNS);

function source({ sourceEntity }: Attribution, { entity }: Lookup) {
  return entity(sourceEntity);
}

/** A relation as a word of a list: `answers a3 (inferred)`. */
function told({ type, to, basis }: Relation): string {
  return `${type} ${to} (${basis})`;
}
