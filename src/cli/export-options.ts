import { type Command, InvalidArgumentError, Option } from "commander";
import { OnRecordError } from "../document/index.ts";
import type { TableOptions } from "../export/csv.ts";
import { type ExportFormat, FORMATS } from "../export/formats.ts";
import type { RowKind } from "../export/tables/tables.ts";
import type { Output } from "./output.ts";

/** The options of every command that writes records for other programs. */
export interface ExportCommandOptions {
  readonly rows?: RowKind;
  readonly output?: string;
  readonly baseUrl?: string;
}

export const FORMAT_NAMES = Object.keys(FORMATS) as ExportFormat[];

export function addExportOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--rows <kind>", "csv and parquet: what a row is (default: statements)").choices([
        "statements",
        "events",
        "entities",
        "signatories",
        "own-voice",
      ]),
    )
    .option("--output <file>", "write this file, as a whole or not at all")
    .option("--base-url <url>", "where the record's page is served, for permalinks", parseBaseUrl);
}

export function tableOptions({ rows, baseUrl }: ExportCommandOptions): TableOptions {
  return { rows, ...(baseUrl !== undefined && { baseUrl }) };
}

/** @throws OnRecordError `bad-option` where the options do not fit the format */
export function checkFormat(
  format: ExportFormat | "text",
  { rows, output }: ExportCommandOptions,
): void {
  if (rows !== undefined && format !== "csv" && format !== "parquet") {
    throw new OnRecordError(
      "bad-option",
      `--rows goes with --format csv or parquet, not ${format}.`,
    );
  }
  if (format === "text" || !FORMATS[format].isBinary) return;
  if (output !== undefined || !process.stdout.isTTY) return;
  const { extension } = FORMATS[format];
  throw new OnRecordError(
    "bad-option",
    `${format} is nothing for a terminal. Name a file, as in "--output record${extension}", or write into a pipe.`,
  );
}

/** Writes to the file that the options name, else to standard output. */
export async function writeOut(
  chunks: AsyncIterable<string | Uint8Array>,
  { output: file }: ExportCommandOptions,
  output: Output,
): Promise<void> {
  if (file === undefined) for await (const chunk of chunks) await output.write(chunk);
  else await (await import("./output-file.ts")).writeFileWhole(file, chunks);
}

function parseBaseUrl(value: string): string {
  if (URL.canParse(value) && /^https?:/.test(value)) return value.replace(/\/+$/, "");
  throw new InvalidArgumentError("Write an address as https://record.example.");
}
