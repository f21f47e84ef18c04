import { readFileSync } from "node:fs";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Store } from "../store/index.ts";
import { documentPage, openDocument, versionsOf } from "../store/index.ts";
import { formatCursor, parseCursor } from "./cursor.ts";
import { entityTag, isKnown, tagOf } from "./entity-tag.ts";
import { ProblemError, problem } from "./problem.ts";

/** The most a list gives at once. */
const MOST = 200;

const day = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, "write a date as 2031, 2031-03 or 2031-03-11");

/** How a list of documents is asked for, in the API and in the page's address alike. */
export const documentQuery = z.object({
  outlet: z
    .string()
    .min(1)
    .max(300)
    .optional()
    .openapi({ description: "Only those of this outlet, by its exact name." }),
  from: day
    .optional()
    .openapi({ description: "Published on that day or later.", example: "2031-03-01" }),
  to: day
    .optional()
    .openapi({ description: "Published on that day or earlier.", example: "2031-03-31" }),
  versions: z
    .enum(["latest", "all"])
    .default("latest")
    .openapi({ description: "`all`: earlier versions of a text as well." }),
  limit: z.coerce.number().int().min(1).max(MOST).default(50),
  cursor: z
    .string()
    .max(200)
    .refine((text) => parseCursor(text) !== null, 'give the "next" of a list, as it was')
    .optional()
    .openapi({ description: "Where to go on: the `next` of the list before." }),
});

export type DocumentQuery = z.infer<typeof documentQuery>;

/** The documents that were asked for, and where the list goes on; `null` at its end. */
export async function listDocuments(
  store: Store,
  { outlet, from, to, versions, limit, cursor }: DocumentQuery,
) {
  const filter = {
    ...(outlet !== undefined && { outlet }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    versions: versions === "all",
  };
  const after = cursor === undefined ? null : parseCursor(cursor);
  const found = await documentPage(store, filter, after, limit + 1);
  const documents = found.slice(0, limit);
  const last = documents.at(-1);
  const next =
    found.length > limit && last !== undefined
      ? formatCursor({ published: last.published ?? "", key: last.key })
      : null;
  return { documents, next };
}

const unknown = z.string().nullable();

const documentEntry = z
  .object({
    key: z.string().openapi({
      description: "The document's name on the record.",
      example: "9f2b0c4d5e6f7a8b9c0d",
    }),
    id: z.string(),
    version: z.number().int(),
    latest: z.boolean(),
    title: unknown,
    outlet: unknown,
    published: unknown,
    updated: unknown,
    language: unknown,
    genre: unknown,
    url: unknown,
    file: unknown,
    sha256: z.string(),
    added: z.string(),
    pipeline: z
      .string()
      .openapi({ description: "Version of the program and models that read it." }),
  })
  .openapi("DocumentEntry");

const problemSchema = z
  .object({
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    field: z.string().optional().openapi({ description: "Which of the fields sent it is about." }),
  })
  .openapi("Problem");

const versions = z
  .array(z.object({ key: z.string(), version: z.number().int() }))
  .openapi({ description: "All versions of the text, the earliest first." });

const record = z
  .looseObject({ schema: z.literal("onrecord/1"), id: z.string(), text: z.string() })
  .openapi("DocumentRecord", {
    description:
      "The record of one document, `onrecord/1`, as /api/onrecord-1.schema.json has it in full.",
  });

function problems(...statuses: readonly number[]) {
  const content = { "application/problem+json": { schema: problemSchema } };
  const said = { description: "A problem (RFC 9457)", content };
  return Object.fromEntries(statuses.map((status) => [status, said]));
}

const listRoute = createRoute({
  method: "get",
  path: "/api/documents",
  summary: "Documents, in order of publication",
  description: "Those whose date is not known come first.",
  request: { query: documentQuery },
  responses: {
    200: {
      description: "A page of the list",
      content: {
        "application/json": {
          schema: z.object({ documents: z.array(documentEntry), next: unknown }),
        },
      },
    },
    ...problems(400, 401),
  },
});

const documentRoute = createRoute({
  method: "get",
  path: "/api/documents/{key}",
  summary: "A document with its record, as it is shown",
  description:
    "With the corrections people made and without the names they protected. Answers with an ETag; If-None-Match saves the way.",
  request: {
    params: z.object({
      key: z
        .string()
        .regex(/^[0-9a-f]{6,20}$/, "give a key: 6 to 20 digits from 0 to f")
        .openapi({
          description: "Its key, or the beginning of it.",
          example: "9f2b0c4d5e6f7a8b9c0d",
        }),
    }),
  },
  responses: {
    200: {
      description: "The document",
      content: { "application/json": { schema: documentEntry.extend({ versions, record }) } },
    },
    304: { description: "It is the one whose ETag was sent" },
    ...problems(400, 401, 404),
  },
});

/** The API over a record, and its own description. */
export function createApi(store: Store, version: string) {
  const api = new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw new ProblemError(problemIn(result.error));
    },
  });
  api.openapi(listRoute, async (context) => {
    const { documents, next } = await listDocuments(store, context.req.valid("query"));
    return context.json({ documents: documents.map(entryOf), next }, 200);
  });
  api.openapi(documentRoute, async (context) => {
    const found = await openDocument(store, context.req.valid("param").key);
    const { shown, ...entry } = found;
    const versions = await versionsOf(store, found.story);
    const tag = entityTag("record", found.pipeline, tagOf(found, versions));
    context.header("etag", tag);
    context.header("cache-control", "private, no-cache");
    if (isKnown(context, tag)) return context.body(null, 304);
    const all = versions.map(({ key, version }) => ({ key, version }));
    return context.json({ ...entryOf(entry), versions: all, record: shown }, 200);
  });
  api.get("/api/onrecord-1.schema.json", (context) => context.json(schemaFile()));
  const description = {
    openapi: "3.1.0",
    info: {
      title: "OnRecord",
      version,
      description:
        "Who said what in news reports and statements, with the exact words. All spans are `[start, end)` in UTF-16 code units of the document’s text.",
    },
  };
  api.doc31("/openapi.json", description);
  return { api, describe: () => api.getOpenAPI31Document(description) };
}

function schemaFile(): object {
  const file = new URL("../../schema/onrecord-1.schema.json", import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as object;
}

type Entry = Awaited<ReturnType<typeof documentPage>>[number];

function entryOf({ seq: _, story: __, latest, ...entry }: Entry) {
  return { ...entry, latest: latest === 1 };
}

/** The first thing wrong with what was sent, by the name of its field. */
export function problemIn({ issues }: z.core.$ZodError) {
  const { path, message } = issues[0]!;
  const field = path.join(".");
  return problem(400, `${field}: ${message}.`, field);
}
