import { createRoute, z } from "@hono/zod-openapi";
import {
  checkDocument,
  checkQuotation,
  type DocumentCheck,
  documentCheckJson,
  type QuotationCheck,
  quotationJson,
  quotationsToCheck,
} from "../quotes/index.ts";
import { type DocumentEntry, openDocument, type Store, StoreShelf } from "../store/index.ts";
import { mutable } from "./mutable.ts";
import { renderQuote } from "./pages/quote.tsx";
import { ProblemError, problem } from "./problem.ts";
import { problems } from "./problem-schema.ts";
import { asked, isUnchanged, orProblem, sendPage, type ViewRoutes } from "./view-routes.ts";

/** A thousand words, which is the most that are looked up, and their marks. */
const LONGEST = 12_000;

/** Other documents are shown for each quotation of a document at most. */
const MOST_PLACES = 4;

const words = z.string().trim().min(1).max(LONGEST).openapi({
  description: "The words of the quotation: three or more, a thousand at most.",
  example: "We regret this letter",
});
const by = z
  .string()
  .max(200)
  .regex(/[\p{L}\p{N}]/u, "give a name, or a part of one")
  .optional()
  .openapi({ description: "Whom the words are credited to." });
const key = z.string().regex(/^[0-9a-f]{6,20}$/, "give a key: 6 to 20 digits from 0 to f");
const paging = {
  limit: z.coerce.number().int().min(1).max(20).default(5),
  cursor: z
    .string()
    .regex(/^\d{1,6}$/, 'give the "next" of a list, as it was')
    .optional(),
};

/** A quotation, or a document whose quotations are checked: all, or those of one `entry`. */
export const quoteQuery = z.object({
  words: words.optional(),
  by,
  d: key.optional(),
  entry: z.string().max(200).optional(),
  ...paging,
});

export type QuoteQuery = z.infer<typeof quoteQuery>;

/** Some of the quotations of a document, each with where else its words stand. */
export interface CheckedDocument {
  readonly document: DocumentEntry;
  readonly checks: readonly DocumentCheck[];
  /** The place of the first of `checks` among all of them, counted from 0, and how many there are. */
  readonly first: number;
  readonly count: number;
  readonly next: string | null;
}

/** Where the words stand on the record. */
export function findQuotation(store: Store, words: string, by?: string): Promise<QuotationCheck> {
  return checkQuotation(new StoreShelf(store), words, by ?? null);
}

/** The quotations of a document against everything else on the record, some at a time. */
export async function findQuotations(
  store: Store,
  { d, entry, limit, cursor }: Pick<QuoteQuery, "entry" | "limit" | "cursor"> & { d: string },
): Promise<CheckedDocument> {
  const { shown, ...document } = await openDocument(store, d);
  const all = quotationsToCheck(shown);
  const asked = entry === undefined ? all : all.filter(({ statement }) => statement.id === entry);
  if (entry !== undefined && !shown.attributions.some(({ id }) => id === entry)) {
    throw new ProblemError(problem(404, `The document has no statement "${entry}".`, "entry"));
  }
  const first = Number(cursor ?? 0);
  const some = asked.slice(first, first + limit);
  const read = { key: document.key, record: shown };
  const checks = await checkDocument(new StoreShelf(store), read, { most: MOST_PLACES }, some);
  const next = first + limit < asked.length ? String(first + limit) : null;
  return { document, checks, first, count: asked.length, next };
}

/** The view in which a quotation is checked, and its part of the API. */
export function addQuote({ app, api, store, assets }: ViewRoutes): void {
  app.get("/quote", async (context) => {
    const query = asked(context, quoteQuery);
    const { words, by, d } = query;
    const { found, problem } = await orProblem(async () => {
      if (d !== undefined) return findQuotations(store, { ...query, d });
      return words === undefined ? null : findQuotation(store, words, by);
    });
    const html = renderQuote({ assets, query, found, problem });
    return sendPage(context, html, problem?.status);
  });

  api.openapi(quoteRoute(), async (context) => {
    const { words, by } = context.req.valid("query");
    const check = await findQuotation(store, words, by);
    const body = mutable({ text: check.text, ...quotationJson(check) });
    return isUnchanged(context, body) ? context.body(null, 304) : context.json(body, 200);
  });
  api.openapi(quotationsRoute(), async (context) => {
    const asked = { ...context.req.valid("query"), d: context.req.valid("param").key };
    const { document, checks, count, next } = await findQuotations(store, asked);
    const quotations = checks.map(documentCheckJson);
    const body = mutable({ document: document.key, quotations, count, next });
    return isUnchanged(context, body) ? context.body(null, 304) : context.json(body, 200);
  });
}

// As the command prints them: docs/formats.md has them in full.
const place = z.looseObject({
  primary: z.boolean(),
  kinds: z.array(z.string()),
  parts: z.array(z.looseObject({})),
});
const outcome = {
  offsets: z.string(),
  by: z.string().nullable(),
  words: z.number().int(),
  kinds: z.array(z.string()),
  places: z.array(place),
  rest: z.array(place),
};

function quoteRoute() {
  return createRoute({
    method: "get",
    path: "/api/quote",
    summary: "Where the words of a quotation stand, and how",
    description:
      "Verbatim, changed, cut, stitched together or given to somebody else. Primary texts come first, then where the words stand most fully, then the earliest.",
    request: { query: z.object({ words, by }) },
    responses: {
      200: {
        description: "The outcome, as `onrecord quote --json` prints it",
        content: { "application/json": { schema: z.object({ text: z.string(), ...outcome }) } },
      },
      304: { description: "It is the one whose ETag was sent" },
      ...problems(400, 401),
    },
  });
}

function quotationsRoute() {
  return createRoute({
    method: "get",
    path: "/api/documents/{key}/quotations",
    summary: "The direct quotations of a document, each with where else its words stand",
    request: {
      params: z.object({ key }),
      query: z.object({ entry: quoteQuery.shape.entry, ...paging }),
    },
    responses: {
      200: {
        description: "Some of them, in text order",
        content: {
          "application/json": {
            schema: z.object({
              document: z.string(),
              quotations: z.array(z.object({ statement: z.string(), ...outcome })),
              count: z.number().int(),
              next: z.string().nullable(),
            }),
          },
        },
      },
      304: { description: "It is the one whose ETag was sent" },
      ...problems(400, 401, 404),
    },
  });
}
