import type { SpanPair } from "../../document/index.ts";
import type { Lookup } from "../lookup.ts";

/** What stands in one field of a row. `null` is unknown. */
export type Cell = string | number | boolean | null | readonly string[] | readonly SpanPair[];

/** `texts` and `spans` are lists; a list without members is empty, not `null`. */
export type ColumnType = "text" | "integer" | "number" | "boolean" | "texts" | "spans";

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

/** Rows of one kind, taken from records; each has a cell for each column, in their order. */
export interface Table {
  readonly columns: readonly Column[];
  /** The rows of one document, in text order. */
  rowsOf(doc: Lookup): Cell[][];
}

/** A column of rows made from entries of type `T`. */
export interface ColumnOf<T> extends Column {
  cell(entry: T, doc: Lookup): Cell;
}

/** The table of entries of one kind, with the columns of their document around their own. */
export function tableOf<T>(
  entriesOf: (doc: Lookup) => readonly T[],
  own: readonly ColumnOf<T>[],
): Table {
  const columns: readonly ColumnOf<T>[] = [...HEADING, ...own, ...ORIGIN];
  return {
    columns: columns.map(({ name, type }) => ({ name, type })),
    rowsOf: (doc) => entriesOf(doc).map((entry) => columns.map(({ cell }) => cell(entry, doc))),
  };
}

/** What a person wants to see first of every row. */
const HEADING: readonly ColumnOf<unknown>[] = [
  { name: "published", type: "text", cell: (_, { record }) => record.document.published },
  { name: "outlet", type: "text", cell: (_, { record }) => record.document.outlet },
  { name: "title", type: "text", cell: (_, { record }) => record.document.title },
];

/** What leads back to the document. */
const ORIGIN: readonly ColumnOf<unknown>[] = [
  { name: "genre", type: "text", cell: (_, { record }) => record.document.genre },
  { name: "language", type: "text", cell: (_, { record }) => record.document.language },
  { name: "url", type: "text", cell: (_, { record }) => record.document.url },
  { name: "document_id", type: "text", cell: (_, { record }) => record.id },
  { name: "document_key", type: "text", cell: (_, { key }) => key },
  { name: "sha256", type: "text", cell: (_, { record }) => record.document.sha256 },
];
