import type { DocumentRecord } from "../document/index.ts";
import type { TableOptions } from "./csv.ts";
import type { Entry } from "./ndjson.ts";

/** What records can be written as for other programs. */
export type ExportFormat =
  | "ndjson"
  | "json"
  | "csv"
  | "parquet"
  | "tsv"
  | "jsonld"
  | "prov"
  | "brat"
  | "ftm";

export interface FormatFacts {
  readonly mediaType: string;
  /** Of a file's name, with its dot. */
  readonly extension: string;
  /** Whether it is no text, and nothing for a terminal. */
  readonly isBinary: boolean;
}

export const FORMATS: Readonly<Record<ExportFormat, FormatFacts>> = {
  ndjson: { mediaType: "application/x-ndjson", extension: ".ndjson", isBinary: false },
  json: { mediaType: "application/json", extension: ".json", isBinary: false },
  csv: { mediaType: "text/csv; charset=utf-8", extension: ".csv", isBinary: false },
  parquet: {
    mediaType: "application/vnd.apache.parquet",
    extension: ".parquet",
    isBinary: true,
  },
  tsv: {
    mediaType: "text/tab-separated-values; charset=utf-8",
    extension: ".tsv",
    isBinary: false,
  },
  jsonld: { mediaType: "application/ld+json", extension: ".jsonld", isBinary: false },
  prov: { mediaType: "application/ld+json", extension: ".prov.jsonld", isBinary: false },
  brat: { mediaType: "application/x-tar", extension: ".tar", isBinary: true },
  ftm: { mediaType: "application/x-ndjson", extension: ".ftm.ndjson", isBinary: false },
};

/**
 * The records in a format, in pieces as they are ready; however many there are, a few are held at a
 * time. Errors among the entries stand in NDJSON and JSON and are passed over elsewhere.
 */
export async function exportEntries(
  entries: AsyncIterable<Entry>,
  format: ExportFormat,
  options: TableOptions = {},
): Promise<AsyncIterable<string | Uint8Array>> {
  // Each format is a file of its own, loaded when it is asked for.
  switch (format) {
    case "ndjson":
      return (await import("./ndjson.ts")).toNdjson(entries);
    case "json":
      return (await import("./json.ts")).toJson(entries);
    case "csv":
      return (await import("./csv.ts")).toCsv(recordsOf(entries), options);
    case "parquet":
      return (await import("./parquet.ts")).toParquet(recordsOf(entries), options);
    case "tsv":
      return (await import("./tsv.ts")).toTsv(recordsOf(entries), options);
    case "jsonld":
      return (await import("./jsonld.ts")).toJsonLd(recordsOf(entries), options);
    case "prov":
      return (await import("./prov.ts")).toProv(recordsOf(entries), options);
    case "brat":
      return (await import("./brat.ts")).toBrat(recordsOf(entries), options);
    case "ftm":
      return (await import("./ftm.ts")).toFtm(recordsOf(entries), options);
  }
}

async function* recordsOf(entries: AsyncIterable<Entry>): AsyncGenerator<DocumentRecord> {
  for await (const entry of entries) if (!("error" in entry)) yield entry;
}
