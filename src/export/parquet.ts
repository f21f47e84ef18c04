import type { SchemaElement } from "hyparquet";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { DocumentRecord } from "../document/index.ts";
import type { TableOptions } from "./csv.ts";
import { lookUp } from "./lookup.ts";
import type { Cell, Column } from "./tables/table.ts";
import { TABLES } from "./tables/tables.ts";

/** Rows that are held before they are written together: some 10 MiB of statements. */
const ROW_GROUP = 8192;

/**
 * Rows of the records as a Parquet file, in pieces as they are ready. Texts are UTF-8 strings, lists
 * of texts `LIST<STRING>`, spans `LIST<STRUCT<start INT32, end INT32>>`; dates are texts, since most
 * are less precise than a type of date would claim. The file's metadata names the unit of offsets.
 */
export async function* toParquet(
  records: AsyncIterable<DocumentRecord>,
  options: TableOptions = {},
): AsyncGenerator<Uint8Array> {
  const { columns, rowsOf } = TABLES[options.rows ?? "statements"];
  const bytes = new ByteWriter();
  const file = new ParquetWriter({
    writer: bytes,
    schema: schemaOf(columns),
    kvMetadata: [
      { key: "onrecord.schema", value: "onrecord/1" },
      { key: "onrecord.offsets", value: "utf16" },
    ],
    createdBy: "onrecord",
  });
  let rows: Cell[][] = [];
  for await (const record of records) {
    for (const row of rowsOf(lookUp(record, options))) rows.push(row);
    if (rows.length < ROW_GROUP) continue;
    writeGroup(file, columns, rows);
    rows = [];
    yield taken(bytes);
  }
  if (rows.length > 0) writeGroup(file, columns, rows);
  file.finish();
  yield taken(bytes);
}

function writeGroup(
  file: ParquetWriter,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): void {
  const columnData = columns.map(({ name, type }, i) => ({
    name,
    data: rows.map((row) => (type === "spans" ? spansOf(row[i] as never) : row[i])),
  }));
  file.write({ columnData, rowGroupSize: rows.length });
}

function spansOf(spans: readonly (readonly [number, number])[]) {
  return spans.map(([start, end]) => ({ start, end }));
}

/** What was written since it was last asked. */
function taken(bytes: ByteWriter): Uint8Array {
  const piece = bytes.getBytes().slice();
  bytes.index = 0;
  return piece;
}

function schemaOf(columns: readonly Column[]): SchemaElement[] {
  return [{ name: "root", num_children: columns.length }, ...columns.flatMap(elementsOf)];
}

function elementsOf({ name, type }: Column): SchemaElement[] {
  const optional = { name, repetition_type: "OPTIONAL" } as const;
  switch (type) {
    case "text":
      return [{ ...optional, ...STRING }];
    case "integer":
      return [{ ...optional, type: "INT32" }];
    case "number":
      return [{ ...optional, type: "DOUBLE" }];
    case "boolean":
      return [{ ...optional, type: "BOOLEAN" }];
    case "texts":
      return listOf(name, [{ name: "element", repetition_type: "REQUIRED", ...STRING }]);
    case "spans":
      return listOf(name, [
        { name: "element", repetition_type: "REQUIRED", num_children: 2 },
        { name: "start", repetition_type: "REQUIRED", type: "INT32" },
        { name: "end", repetition_type: "REQUIRED", type: "INT32" },
      ]);
  }
}

const STRING = {
  type: "BYTE_ARRAY",
  converted_type: "UTF8",
  logical_type: { type: "STRING" },
} as const;

/** The three levels of a list, as the format's specification has them. */
function listOf(name: string, element: SchemaElement[]): SchemaElement[] {
  return [
    {
      name,
      repetition_type: "REQUIRED",
      num_children: 1,
      converted_type: "LIST",
      logical_type: { type: "LIST" },
    },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    ...element,
  ];
}
