import { setImmediate as nextTurn } from "node:timers/promises";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { DocumentRecord } from "../document/index.ts";
import { type ExportFormat, exportEntries, FORMATS } from "../export/index.ts";
import type { RowKind } from "../export/tables/tables.ts";
import {
  documentKey,
  documents,
  findDocument,
  openDocument,
  type Store,
  type StoredDocument,
} from "../store/index.ts";
import { documentQuery } from "./document-query.ts";
import { ProblemError, problem } from "./problem.ts";
import { problems } from "./problem-schema.ts";

const FORMAT_NAMES = Object.keys(FORMATS) as [ExportFormat, ...ExportFormat[]];
const ROWS: [RowKind, ...RowKind[]] = [
  "statements",
  "events",
  "entities",
  "signatories",
  "own-voice",
];

/** The most documents that are named one by one. */
const MOST_NAMED = 100;

const exportQuery = documentQuery
  .pick({ outlet: true, from: true, to: true, versions: true })
  .extend({
    format: z.enum(FORMAT_NAMES).default("ndjson"),
    rows: z
      .enum(ROWS)
      .optional()
      .openapi({ description: "Of `csv` and `parquet`: what a row is; statements unless given." }),
    document: z
      .preprocess(
        (given) => (given === undefined ? undefined : [given].flat()),
        z
          .array(z.string().regex(/^[0-9a-f]{6,20}$/, "give keys"))
          .max(MOST_NAMED)
          .optional(),
      )
      .openapi({ description: "Keys of documents; all that pass the filters unless given." }),
  });

const exportRoute = createRoute({
  method: "get",
  path: "/api/export",
  summary: "The record in a format that other programs read",
  description:
    "As it is shown: corrected, and without what is protected. Documents come in order of publication, each once. In a table, what a spreadsheet would take for a formula is text.",
  request: { query: exportQuery },
  responses: {
    200: {
      description: "A file, sent as it is made",
      content: Object.fromEntries(
        FORMAT_NAMES.map((name) => [FORMATS[name].mediaType, { schema: z.string() }]),
      ),
    },
    ...problems(400, 401, 404),
  },
});

/** Exports over HTTP. */
export function addExportRoutes(api: OpenAPIHono, store: Store): void {
  api.openapi(exportRoute, async (context) => {
    const { format, rows, document, outlet, from, to, versions } = context.req.valid("query");
    if (rows !== undefined && format !== "csv" && format !== "parquet") {
      const said = `rows: goes with csv or parquet, not with ${format}.`;
      throw new ProblemError(problem(400, said, "rows"));
    }
    const filter = {
      ...(outlet !== undefined && { outlet }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      versions: versions === "all",
    };
    const keys: string[] = [];
    for (const name of document ?? []) keys.push((await findDocument(store, name)).key);
    const chosen = document === undefined ? documents(store, filter) : opened(store, keys);
    const { shown, keyOf } = keyed(chosen);
    const baseUrl = new URL(context.req.url).origin;
    const chunks = await exportEntries(shown, format, { rows, keyOf, baseUrl });
    const { mediaType, extension } = FORMATS[format];
    return new Response(streamOf(chunks), {
      headers: {
        "content-type": mediaType,
        "content-disposition": `attachment; filename="onrecord${extension}"`,
        "cache-control": "private, no-store",
      },
    }) as never;
  });
}

async function* opened(store: Store, keys: readonly string[]): AsyncGenerator<StoredDocument> {
  for (const key of keys) yield await openDocument(store, key);
}

/** The records and their keys; others are answered between one document and the next. */
function keyed(documents: AsyncIterable<StoredDocument>) {
  const keys = new WeakMap<object, string>();
  async function* shown() {
    for await (const { key, shown } of documents) {
      await nextTurn();
      keys.set(shown, key);
      yield shown;
    }
  }
  return {
    shown: shown(),
    keyOf: (record: DocumentRecord) => keys.get(record) ?? documentKey(record),
  };
}

/** Made as fast as it is taken, and no further for somebody who has gone. */
function streamOf(chunks: AsyncIterable<string | Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
