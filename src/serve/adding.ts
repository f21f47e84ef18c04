import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Document, DocumentRecord } from "../document/index.ts";
import { isoDate, type KnownFacts, textDocument } from "../read/index.ts";
import { type Added, addRecord, type Store, wordsShown } from "../store/index.ts";
import { bodyOf } from "./forms.ts";
import { mutable } from "./mutable.ts";
import { ProblemError, problem } from "./problem.ts";
import { problemIn, problems } from "./problem-schema.ts";
import { LONGEST_FILE, MOST_FILES, nameOfFile } from "./uploads.ts";

/** What reads documents, on other threads than the one that answers. */
export interface Reader {
  record(document: Document): Promise<DocumentRecord>;
  read(upload: {
    readonly name: string;
    readonly bytes: Uint8Array;
    readonly published?: string;
  }): Promise<
    readonly (
      | { readonly record: DocumentRecord }
      | { readonly error: { readonly code: string; readonly message: string } }
    )[]
  >;
  /** Version of the program and the models it reads with. */
  readonly pipeline: string;
}

/** Characters of a text; longer ones are for the threads that read files. */
const LONGEST_TEXT = 5_000_000;

const fact = (most: number) => z.string().trim().max(most).nullable().optional();
const date = fact(40)
  .refine((text) => !text || isoDate(text) !== null, "write a date as 2031-03-11, 2031-03 or 2031")
  .openapi({ description: "When it was published, as precise as known.", example: "2031-03-11" });

/** A text with what is known of it. What is left out is unknown, or read from the text. */
export const textFields = z.strictObject({
  text: z
    .string()
    .min(1, "there is no text")
    .max(LONGEST_TEXT, "this is too long to be sent as a text: send it as a file")
    .refine((text) => text.trim() !== "", "there is no text"),
  title: fact(1000),
  outlet: fact(300),
  published: date,
  url: fact(2000).refine(
    (text) => !text || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)),
    "give an address of the web, as https://…",
  ),
  language: fact(3).refine((text) => !text || /^[a-z]{2,3}$/.test(text), "as in ISO 639-1: en"),
  id: z.string().min(1).max(200).optional().openapi({ description: "As you call it." }),
});

export type TextFields = z.infer<typeof textFields>;

const added = z
  .object({
    key: z.string(),
    outcome: z.enum(["added", "version", "reread", "unchanged"]).openapi({
      description:
        "`added`; a new `version` of a text that is there; `reread`: there, and read anew; `unchanged`.",
    }),
    link: z.string(),
    title: z.string().nullable(),
    outlet: z.string().nullable(),
    published: z.string().nullable(),
    statements: z.number().int(),
    events: z.number().int(),
  })
  .openapi("AddedDocument");

export type AddedDocument = z.infer<typeof added>;

const fileResult = z
  .object({
    name: z.string(),
    documents: z.array(added).openapi({ description: "Several for a feed, a mail or an archive." }),
    errors: z.array(z.object({ code: z.string(), message: z.string() })),
  })
  .openapi("AddedFile");

export type AddedFile = z.infer<typeof fileResult>;

const textRoute = createRoute({
  method: "post",
  path: "/api/documents",
  summary: "Read a text and put it on the record",
  description: "The text is kept exactly as it is.",
  request: { body: { required: true, content: { "application/json": { schema: textFields } } } },
  responses: {
    201: {
      description: "It is on the record",
      content: { "application/json": { schema: added } },
    },
    ...problems(400, 401, 403, 404, 413, 415, 503),
  },
});

const filesRoute = createRoute({
  method: "post",
  path: "/api/documents/files",
  summary: "Read files and put what they hold on the record",
  description: `Text, HTML, PDF, DOCX, mail, feeds, NDJSON, WARC, as the command reads them: what a file is, its content tells. Up to ${MOST_FILES} files of ${LONGEST_FILE / 2 ** 20} MiB. A file that cannot be read says why, and the others go on.`,
  request: {
    body: {
      required: true,
      content: {
        "multipart/form-data": {
          schema: z.object({
            file: z.any().openapi({ type: "array", items: { type: "string", format: "binary" } }),
            published: z.string().max(40).optional(),
          }),
        },
      },
    },
  },
  responses: {
    200: {
      description: "What became of each file, in their order",
      content: { "application/json": { schema: z.object({ files: z.array(fileResult) }) } },
    },
    ...problems(400, 401, 403, 404, 413, 503),
  },
});

/** Adding over HTTP; where nothing is read here, there is no such address. */
export function addAddingRoutes(api: OpenAPIHono, store: Store, reader: Reader | undefined): void {
  if (reader === undefined) return;
  api.openapi(textRoute, async (context) => {
    return context.json(await addText(store, reader, context.req.valid("json")), 201);
  });
  api.openapi(filesRoute, async (context) => {
    const body = await bodyOf(context);
    return context.json({ files: mutable(await addFiles(store, reader, filesIn(body))) }, 200);
  });
}

export async function addText(
  store: Store,
  reader: Reader,
  { text, ...given }: TextFields,
): Promise<AddedDocument> {
  const known = Object.entries(given).filter(([, value]) => value);
  const document = textDocument(text, Object.fromEntries(known) as KnownFacts);
  const { withLanguage } = await import("../language/find-language.ts");
  const record = await reader.record(await withLanguage(document));
  return addedOf(await addRecord(store, record, reader.pipeline));
}

interface Sent {
  readonly files: readonly File[];
  /** ISO 8601; empty: not known. */
  readonly published: string;
}

/** @throws ProblemError naming the field */
export function filesIn(body: Readonly<Record<string, unknown>>): Sent {
  const files = [body.file ?? []].flat().filter((one) => one instanceof File && one.name !== "");
  if (files.length === 0) throw new ProblemError(problem(400, "file: there is none.", "file"));
  if (files.length > MOST_FILES) {
    throw new ProblemError(problem(400, `file: ${MOST_FILES} at most are taken at once.`, "file"));
  }
  const published = date.safeParse(body.published);
  if (!published.success) {
    const [issue] = published.error.issues;
    throw new ProblemError(
      problemIn({ issues: [{ path: ["published"], message: issue!.message }] }),
    );
  }
  return { files: files as File[], published: published.data ?? "" };
}

/** What became of each file: one that fails says why, and the others go on. */
export async function addFiles(
  store: Store,
  reader: Reader,
  { files, published }: Sent,
): Promise<AddedFile[]> {
  const words = await wordsShown(store.db);
  const results: AddedFile[] = [];
  for (const file of files) {
    const name = nameOfFile(file.name);
    const { documents, errors } = await addFile(store, reader, file, name, published);
    results.push({
      name: words(name),
      documents,
      errors: errors.map(({ code, message }) => ({ code, message: words(message) })),
    });
  }
  return results;
}

async function addFile(
  store: Store,
  reader: Reader,
  file: File,
  name: string,
  published: string,
): Promise<Omit<AddedFile, "name">> {
  const documents: AddedDocument[] = [];
  const errors: { code: string; message: string }[] = [];
  if (file.size > LONGEST_FILE) {
    const message = `${name}: it has more than ${LONGEST_FILE / 2 ** 20} MiB. Split it into documents, or add it with the command.`;
    return { documents, errors: [{ code: "too-large", message }] };
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const held = await reader.read({ name, bytes, ...(published !== "" && { published }) });
  for (const one of held) {
    if ("error" in one) errors.push({ ...one.error });
    else documents.push(addedOf(await addRecord(store, one.record, reader.pipeline)));
  }
  return { documents, errors };
}

function addedOf({ key, outcome, shown }: Added): AddedDocument {
  const { document, attributions, events } = shown;
  const { title, outlet, published } = document;
  const counts = { statements: attributions.length, events: events.length };
  return { key, outcome, link: `/d/${key}`, title, outlet, published, ...counts };
}
