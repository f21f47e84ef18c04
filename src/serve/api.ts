import { readFileSync } from "node:fs";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Comparison } from "../compare/index.ts";
import { ATTRIBUTION_KINDS, SOURCE_TYPES, SPEECH_ACTS } from "../document/index.ts";
import type { Store } from "../store/index.ts";
import {
  documentPage,
  documentState,
  documentVersions,
  findDocument,
  openDocument,
} from "../store/index.ts";
import { actorOf, findTimeline, findWho, timelineQuery, whoQuery } from "./actors.ts";
import { addAddingRoutes, type Reader } from "./adding.ts";
import { compareDocuments, compareQuery } from "./compare.ts";
import { addCorrectionRoutes } from "./corrections.ts";
import { formatCursor, parseCursor } from "./cursor.ts";
import { type DocumentQuery, documentQuery } from "./document-query.ts";
import { entityTag, isKnown } from "./entity-tag.ts";
import { addExportRoutes } from "./exports.ts";
import { type Mutable, mutable } from "./mutable.ts";
import { addPeopleRoutes } from "./people.ts";
import { ProblemError, problem } from "./problem.ts";
import { problemIn, problems } from "./problem-schema.ts";
import { addProtectionRoutes } from "./protections.ts";
import { findDocuments, findStatements, statementQuery, wordsQuery } from "./search.ts";

export { type DocumentQuery, documentQuery } from "./document-query.ts";
export { problemIn } from "./problem-schema.ts";

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

const versions = z
  .array(z.object({ key: z.string(), version: z.number().int() }))
  .openapi({ description: "All versions of the text, the earliest first." });

const record = z
  .looseObject({ schema: z.literal("onrecord/1"), id: z.string(), text: z.string() })
  .openapi("DocumentRecord", {
    description:
      "The record of one document, `onrecord/1`, as /api/onrecord-1.schema.json has it in full.",
  });

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

const span = z.array(z.number().int()).length(2);

const statementHit = z
  .object({
    document: z.string().openapi({ description: "Key of the document." }),
    entry: z.string().openapi({ description: "Id of the statement in the document’s record." }),
    link: z.string().openapi({ description: "Path of its words on the page." }),
    kind: z.enum(ATTRIBUTION_KINDS),
    act: z.enum(SPEECH_ACTS).nullable(),
    source: z.string(),
    sourceName: unknown,
    sourceType: z.enum(SOURCE_TYPES),
    country: unknown,
    onBehalfOf: unknown,
    content: z.string(),
    spans: z.array(span).openapi({ description: "Of the content, in the document’s text." }),
    hits: z.array(span).openapi({ description: "Of the words found, in the document’s text." }),
    said: z.object({ from: unknown, to: unknown }).nullable(),
    published: unknown,
    updated: unknown,
    title: unknown,
    outlet: unknown,
    url: unknown,
    confidence: z.number().nullable(),
    isHuman: z.boolean(),
  })
  .openapi("StatementHit");

const counted = {
  count: z.number().int().openapi({ description: "How many there are, exactly up to 1000." }),
  isMore: z.boolean().openapi({ description: "Whether there are more than that." }),
  next: unknown,
};

const statementsRoute = createRoute({
  method: "get",
  path: "/api/statements",
  summary: "Statements by their words, and by who made them",
  description:
    "A field may stand several times, and one of its values must hold. Names are found by their words: “Lorck” finds Ines Lorck.",
  request: { query: statementQuery },
  responses: {
    200: {
      description: "A page of hits, in order of time",
      content: {
        "application/json": { schema: z.object({ statements: z.array(statementHit), ...counted }) },
      },
    },
    ...problems(400, 401, 404),
  },
});

const passage = z.object({ span, text: z.string(), hits: z.array(span) });

const wordsRoute = createRoute({
  method: "get",
  path: "/api/search/documents",
  summary: "Documents by the words of their whole text",
  request: { query: wordsQuery },
  responses: {
    200: {
      description: "A page of hits, in order of publication",
      content: {
        "application/json": {
          schema: z.object({
            documents: z.array(
              documentEntry.extend({
                link: z.string(),
                passages: z.array(passage),
                hits: z.number().int(),
              }),
            ),
            ...counted,
          }),
        },
      },
    },
    ...problems(400, 401),
  },
});

// As the commands print them: docs/formats.md has them in full.
const actor = z
  .looseObject({ name: z.string(), kind: unknown, documentCount: z.number().int() })
  .openapi("Actor");
const choices = z.array(actor).openapi({ description: "Whom the name may mean, if several." });

const whoRoute = createRoute({
  method: "get",
  path: "/api/who",
  summary: "What an actor said over all documents, in order of time",
  request: { query: whoQuery },
  responses: {
    200: {
      description: "A page of statements; or those whom the name may mean",
      content: {
        "application/json": {
          schema: z.object({
            actor: actor.nullable(),
            choices,
            statements: z.array(z.looseObject({})),
            next: unknown,
          }),
        },
      },
    },
    ...problems(400, 401),
  },
});

const timelineRoute = createRoute({
  method: "get",
  path: "/api/timeline",
  summary: "What was said, done and published, in order of time",
  request: { query: timelineQuery },
  responses: {
    200: {
      description: "A page of entries, each in its lane; or those whom the name may mean",
      content: {
        "application/json": {
          schema: z.object({
            actor: actor.nullable(),
            choices,
            entries: z.array(z.looseObject({ lane: z.enum(["said", "done", "published"]) })),
            next: unknown,
          }),
        },
      },
    },
    ...problems(400, 401),
  },
});

const comparisonRoute = createRoute({
  method: "get",
  path: "/api/comparison",
  summary: "Two to four accounts side by side",
  request: { query: compareQuery },
  responses: {
    200: {
      description: "The comparison, as `onrecord compare --json` prints it",
      content: {
        "application/json": {
          schema: z.looseObject({
            accounts: z.array(z.looseObject({})),
            rows: z.array(z.looseObject({})),
          }),
        },
      },
    },
    ...problems(400, 401, 404),
  },
});

/** The API over a record, and its own description. */
export function createApi(store: Store, version: string, reader?: Reader) {
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
    const found = await findDocument(store, context.req.valid("param").key);
    const versions = await documentVersions(store, found.story);
    const state = await documentState(store, found);
    const tag = entityTag("record", version, state, JSON.stringify(versions));
    context.header("etag", tag);
    context.header("cache-control", "private, no-cache");
    if (isKnown(context, tag)) return context.body(null, 304);
    const { shown, ...entry } = await openDocument(store, found.key);
    const all = versions.map(({ key, version }) => ({ key, version }));
    return context.json({ ...entryOf(entry), versions: all, record: shown }, 200);
  });
  api.openapi(statementsRoute, async (context) => {
    const { hits, ...rest } = await findStatements(store, context.req.valid("query"));
    return context.json({ statements: hits.map(mutable), ...rest }, 200);
  });
  api.openapi(wordsRoute, async (context) => {
    const { hits, ...rest } = await findDocuments(store, context.req.valid("query"));
    return context.json({ documents: hits.map((hit) => mutable(entryOf(hit))), ...rest }, 200);
  });
  api.openapi(whoRoute, async (context) => {
    const found = await findWho(store, context.req.valid("query"));
    if (!("actor" in found)) {
      const none = { actor: null, statements: [], next: null };
      return context.json({ ...none, choices: found.map(actorOf) }, 200);
    }
    const { actor, statements, next } = found;
    const given = statements.map(({ terms: _, ...statement }) => mutable(statement));
    const cursor = next === null ? null : String(next);
    return context.json(
      { actor: actorOf(actor), choices: [], statements: given, next: cursor },
      200,
    );
  });
  api.openapi(timelineRoute, async (context) => {
    const found = await findTimeline(store, context.req.valid("query"));
    if (!("next" in found)) {
      const none = { actor: null, entries: [], next: null };
      return context.json({ ...none, choices: found.map(actorOf) }, 200);
    }
    const { actor, entries, next } = found;
    const shown = actor === null ? null : actorOf(actor);
    const given = entries.map(mutable);
    return context.json({ actor: shown, choices: [], entries: given, next }, 200);
  });
  api.openapi(comparisonRoute, async (context) => {
    const found = await compareDocuments(store, context.req.valid("query"));
    if (found === null) throw new ProblemError(problem(400, "d: give two documents or more.", "d"));
    const { comparison } = found;
    return context.json(mutable(comparison) as Mutable<Comparison> & Record<string, unknown>, 200);
  });
  addCorrectionRoutes(api, store);
  addAddingRoutes(api, store, reader);
  addExportRoutes(api, store);
  addPeopleRoutes(api, store);
  addProtectionRoutes(api, store);
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

function entryOf<T extends Entry>({ seq: _, story: __, latest, ...entry }: T) {
  return { ...entry, latest: latest === 1 };
}
