import { z } from "@hono/zod-openapi";
import { ATTRIBUTION_KINDS, SOURCE_TYPES, SPEECH_ACTS } from "../document/index.ts";
import type { Store } from "../store/index.ts";
import {
  type SearchOptions,
  type StatementFilter,
  searchDocuments,
  searchStatements,
} from "../store/search/index.ts";

/** The most values a field may have, and the most hits a page. */
const MOST_VALUES = 20;
const MOST_HITS = 100;

/** A field that may stand several times in an address: one of its values must hold. */
function many<T extends z.ZodType>(value: T, description: string) {
  const list = z.array(value).max(MOST_VALUES).optional();
  return z
    .preprocess((given) => (given === undefined ? undefined : [given].flat()), list)
    .openapi({ description });
}

const name = z
  .string()
  .max(200)
  .regex(/[\p{L}\p{N}]/u, "give a name, or the beginning of one and *");

const day = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, "write a date as 2031, 2031-03 or 2031-03-11");

const paging = {
  q: z.string().max(1000).default("").openapi({
    description:
      'Words that all must be there; `"a phrase"`, `lett*` for the beginning of a word, `-word` for what must not be there, `OR` between two.',
    example: '"joint letter" -draft',
  }),
  order: z.enum(["newest", "oldest"]).default("newest"),
  limit: z.coerce.number().int().min(1).max(MOST_HITS).default(20),
  cursor: z.string().max(500).optional().openapi({
    description: "Where to go on: the `next` of the page before.",
  }),
};

/** How statements are asked for, in the API and in the page's address alike. */
export const statementQuery = z.object({
  ...paging,
  by: many(name, "The source: its name, or the text’s words for it."),
  for: many(name, "Whom the source speaks for."),
  addressee: many(name, "To whom it was said."),
  about: many(name, "Somebody or something the content mentions, or words in it."),
  act: many(z.enum(SPEECH_ACTS), "What was done by saying it."),
  kind: many(z.enum(ATTRIBUTION_KINDS), "Whose words these are."),
  sourceType: many(z.enum(SOURCE_TYPES), "What the source is."),
  country: many(
    z.string().regex(/^[A-Za-z]{3}$/, "give a code of three letters"),
    "Of the source.",
  ),
  outlet: many(name, "The whole name of the outlet."),
  document: many(name, "Keys of documents."),
  from: day.optional().openapi({ description: "Said, or else published, on that day or later." }),
  to: day.optional().openapi({ description: "Said, or else published, on that day or earlier." }),
});

export type StatementQuery = z.infer<typeof statementQuery>;

export const wordsQuery = z.object({
  ...paging,
  outlet: many(name, "The whole name of the outlet."),
  language: many(z.string().regex(/^[a-z]{2,3}$/), "ISO 639-1."),
  genre: many(name, "As found or given."),
  from: day.optional().openapi({ description: "Published on that day or later." }),
  to: day.optional().openapi({ description: "Published on that day or earlier." }),
});

export type WordsQuery = z.infer<typeof wordsQuery>;

export async function findStatements(store: Store, query: StatementQuery) {
  const { by, addressee, about, act, kind, sourceType, outlet, document, from, to } = query;
  const country = query.country?.map((code) => code.toUpperCase());
  const filter = given({
    by,
    onBehalfOf: query.for,
    addressee,
    about,
    act,
    kind,
    sourceType,
    country,
    outlet,
    document,
    time: from === undefined && to === undefined ? undefined : given({ from, to }),
  }) as StatementFilter;
  return searchStatements(store, { ...optionsOf(query), filter });
}

export async function findDocuments(store: Store, query: WordsQuery) {
  const { outlet, language, genre, from, to } = query;
  const published = from === undefined && to === undefined ? undefined : given({ from, to });
  const filter = given({ outlet, language, genre, published });
  return searchDocuments(store, { ...optionsOf(query), filter });
}

function optionsOf({
  q,
  order,
  limit,
  cursor,
}: Pick<WordsQuery, "q" | "order" | "limit" | "cursor">) {
  return given({ words: q, order, limit, cursor }) as Omit<SearchOptions<never>, "filter">;
}

/** Without the fields that are not given. */
function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const set = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
