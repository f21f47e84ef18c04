import { createRoute, z } from "@hono/zod-openapi";
import { type Letter, type LetterChange, letterChanges } from "../letters/index.ts";
import { type LetterCursor, letterPage, type Store } from "../store/index.ts";
import { mutable } from "./mutable.ts";
import { renderLetters } from "./pages/letters.tsx";
import { problems } from "./problem-schema.ts";
import { textHash } from "./text-hash.ts";
import { asked, isUnchanged, sendPage, type ViewRoutes } from "./view-routes.ts";

const day = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, "write a date as 2031, 2031-03 or 2031-03-11");

const listFields = {
  from: day.optional().openapi({ description: "Published on that day or later." }),
  to: day.optional().openapi({ description: "Published on that day or earlier." }),
  limit: z.coerce.number().int().min(1).max(50).default(12),
  cursor: z
    .string()
    .max(80)
    .regex(/^\d{1,16}\.[\dT:Z.+-]*$/, 'give the "next" of a list, as it was')
    .optional(),
};

/** How letters are asked for; `letter`: keys of those that the map shows. */
export const letterQuery = z.object({
  ...listFields,
  letter: z
    .preprocess(
      (given) => (given === undefined ? [] : [given].flat()),
      z
        .array(z.string().regex(/^[0-9a-f]{6,20}$/, "give keys: 6 to 20 digits from 0 to f"))
        .max(50),
    )
    .openapi({ description: "Keys of the letters to put on the map." }),
});

export type LetterQuery = z.infer<typeof letterQuery>;

export interface FoundLetters {
  /** By date, all versions of each. */
  readonly letters: readonly Letter[];
  /** Keys of earlier versions. */
  readonly earlier: ReadonlySet<string>;
  readonly changes: readonly LetterChange[];
  /** Of the documents' texts, for links to their words. */
  readonly hashes: ReadonlyMap<string, string>;
  readonly next: string | null;
}

export async function findLetters(
  store: Store,
  { from, to, limit, cursor }: Omit<LetterQuery, "letter">,
): Promise<FoundLetters> {
  const after = cursor === undefined ? null : parseCursor(cursor);
  const { letters, earlier, texts, next } = await letterPage(store, { from, to }, after, limit);
  const changes = letterChanges(letters);
  const hashes = new Map([...texts].map(([key, text]) => [key, textHash(text)]));
  return { letters, earlier, changes, hashes, next: next && formatCursor(next) };
}

function parseCursor(text: string): LetterCursor {
  const dot = text.indexOf(".");
  return { document: Number(text.slice(0, dot)), day: text.slice(dot + 1) };
}

function formatCursor({ day, document }: LetterCursor): string {
  return `${document}.${day}`;
}

/** The view of who signed what, and its part of the API. */
export function addLetters({ app, api, store, assets }: ViewRoutes): void {
  app.get("/letters", async (context) => {
    const query = asked(context, letterQuery);
    const found = await findLetters(store, query);
    return sendPage(context, renderLetters({ assets, query, found }));
  });
  api.openapi(lettersRoute(), async (context) => {
    const { letters, changes, next } = await findLetters(store, context.req.valid("query"));
    const body = mutable({ letters, changes, next });
    return isUnchanged(context, body) ? context.body(null, 304) : context.json(body, 200);
  });
}

// As the command prints them: docs/formats.md has them in full.
const signatory = z.looseObject({ country: z.string().nullable(), name: z.string() });

function lettersRoute() {
  return createRoute({
    method: "get",
    path: "/api/letters",
    summary: "Joint letters and resolutions with their signatories, in order of publication",
    description:
      "Those whose date is not known come first. Earlier versions stand beside the latest; `changes` says who joined and who withdrew from one to the next.",
    request: { query: z.object(listFields) },
    responses: {
      200: {
        description: "A page of the list",
        content: {
          "application/json": {
            schema: z.object({
              letters: z.array(
                z.looseObject({ document: z.string(), signatories: z.array(signatory) }),
              ),
              changes: z.array(z.looseObject({ from: z.string(), to: z.string() })),
              next: z.string().nullable(),
            }),
          },
        },
      },
      304: { description: "It is the one whose ETag was sent" },
      ...problems(400, 401),
    },
  });
}
