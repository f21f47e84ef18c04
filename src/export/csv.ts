import { stringify } from "csv-stringify/sync";
import type { DocumentRecord } from "../document/index.ts";
import { guardFormula } from "./formula.ts";
import { type ExportOptions, lookUp } from "./lookup.ts";
import type { Cell, Table } from "./tables/table.ts";
import { type RowKind, TABLES } from "./tables/tables.ts";

export interface TableOptions extends ExportOptions {
  /** What a row stands for; statements where it is left out. */
  readonly rows?: RowKind | undefined;
}

/**
 * Rows of the records as CSV that spreadsheets open as it is: UTF-8 with a byte order mark, CRLF,
 * fields in quotation marks where RFC 4180 asks for them. Lists are JSON, empty ones an empty
 * field. What a spreadsheet would
 * take for a formula has an apostrophe before it, see `guardFormula`.
 */
export async function* toCsv(
  records: AsyncIterable<DocumentRecord>,
  options: TableOptions = {},
): AsyncGenerator<string> {
  const table = TABLES[options.rows ?? "statements"];
  yield `\ufeff${csvOf([table.columns.map(({ name }) => name)])}`;
  for await (const record of records) {
    const rows = cellsOf(table, record, options);
    if (rows.length > 0) yield csvOf(rows);
  }
}

function cellsOf(table: Table, record: DocumentRecord, options: ExportOptions): string[][] {
  return table.rowsOf(lookUp(record, options)).map((row) => row.map(csvCell));
}

function csvOf(rows: readonly (readonly string[])[]): string {
  // Left to itself, the library quotes a field for CRLF and not for a line feed alone.
  return stringify([...rows], { record_delimiter: "\r\n", quoted_match: /[\r\n]/ });
}

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "string") return guardFormula(cell);
  if (typeof cell !== "object") return String(cell);
  return cell.length === 0 ? "" : JSON.stringify(cell);
}
