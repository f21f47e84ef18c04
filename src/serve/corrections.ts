import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { describeChange, type HistoryEntry, kindOfId, type Request } from "../corrections/index.ts";
import { OnRecordError } from "../document/index.ts";
import { correct, findDocument, history, type Store, unplacedCorrections } from "../store/index.ts";
import { checkFields, FIELDS } from "./correction-fields.ts";
import { mutable } from "./mutable.ts";
import { ProblemError, problem } from "./problem.ts";
import { problems } from "./problem-schema.ts";
import { signatureFields } from "./signature.ts";

const key = z.object({
  key: z
    .string()
    .regex(/^[0-9a-f]{6,20}$/, "give a key: 6 to 20 digits from 0 to f")
    .openapi({ description: "The document’s key, or the beginning of it." }),
});

const entry = z
  .string()
  .regex(/^[aev]/, "name a statement (a3), an entity (e3) or an event (v3)")
  .max(4000)
  .openapi({
    description:
      "A statement, entity or event: its id (`a3`), or its address in the log (`a@10-27`), which means it also when somebody has rejected it.",
    example: "a3",
  });

const after = z.string().max(40).nullable().optional().openapi({
  description:
    "The `last` correction of the entry that you have seen, `null` for none. Where somebody has corrected it since, nothing is changed (409). Left out: you have seen the record as it is. `If-Match` with the ETag of its corrections does the same (412).",
});

const fields = z.record(z.string(), z.unknown()).openapi({
  type: "object",
  description: "What is to stand in it; what is left out stays as it is, or is unknown.",
  anyOf: ["StatementFields", "EntityFields", "EventFields"].map((name) => ({
    $ref: `#/components/schemas/${name}`,
  })),
});

const signed = { ...signatureFields, after };

const correctionRequest = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("set"), entry, fields, ...signed }),
    z.strictObject({ type: z.literal("reject"), entry, ...signed }),
    z.strictObject({
      type: z.literal("add"),
      kind: z.enum(["attribution", "entity", "event"]),
      fields,
      ...signed,
    }),
    z.strictObject({
      type: z.literal("undo"),
      undoes: z.string().max(40).openapi({
        description: "Id of a correction; or of an undoing, to have it again.",
      }),
      ...signed,
    }),
  ])
  .openapi("CorrectionRequest");

type CorrectionRequest = z.infer<typeof correctionRequest>;

const correction = z
  .looseObject({
    id: z.string(),
    at: z.string(),
    by: z.string(),
    why: z.string(),
    document: z.string(),
    target: z.string().openapi({ description: "Address of the entry." }),
    change: z.looseObject({ type: z.enum(["set", "reject", "add", "undo"]) }),
    after: z.string().nullable(),
    undoneBy: z.string().nullable(),
  })
  .openapi("Correction", {
    description:
      "Who decided what, when and why, as `onrecord correct --history --json` prints it; `change.was` is the entry as that person saw it.",
  });

const listRoute = createRoute({
  method: "get",
  path: "/api/documents/{key}/corrections",
  summary: "What people decided about the entries of a document, oldest first",
  description:
    "Of one entry where it is named: then `last` is what its next correction follows, and the ETag as well.",
  request: { params: key, query: z.object({ entry: entry.optional() }) },
  responses: {
    200: {
      description: "The corrections, those that are undone among them",
      content: {
        "application/json": {
          schema: z.object({
            document: z.string(),
            last: z.string().nullable(),
            corrections: z.array(
              correction.extend({
                unplaced: z
                  .string()
                  .nullable()
                  .openapi({ description: "Why it could not be applied to this text, if so." }),
              }),
            ),
          }),
        },
      },
    },
    ...problems(400, 401, 404),
  },
});

const correctRoute = createRoute({
  method: "post",
  path: "/api/documents/{key}/corrections",
  summary: "Change, reject or add an entry, or undo that",
  description:
    "Nothing is lost: what people decide is a log that is only added to. Reading a document again never overwrites it.",
  request: {
    params: key,
    headers: z.object({
      "if-match": z
        .string()
        .max(80)
        .optional()
        .openapi({ description: "The ETag of the entry’s corrections, as they were seen." }),
    }),
    body: { required: true, content: { "application/json": { schema: correctionRequest } } },
  },
  responses: {
    201: {
      description: "What was entered, and the entry as it is shown now; `null` where it is gone",
      content: {
        "application/json": {
          schema: z.object({
            document: z.string(),
            correction,
            entry: z.looseObject({ id: z.string() }).nullable(),
          }),
        },
      },
    },
    ...problems(400, 401, 403, 404, 409, 412, 413),
  },
});

/** Corrections over HTTP. */
export function addCorrectionRoutes(api: OpenAPIHono, store: Store): void {
  api.openAPIRegistry.register("StatementFields", FIELDS.attribution);
  api.openAPIRegistry.register("EntityFields", FIELDS.entity);
  api.openAPIRegistry.register("EventFields", FIELDS.event);
  api.openapi(listRoute, async (context) => {
    const { entry = null } = context.req.valid("query");
    const { key: document } = await findDocument(store, context.req.valid("param").key);
    const corrections = await correctionsOf(store, document, entry);
    const last = corrections.at(-1)?.id ?? null;
    context.header("cache-control", "private, no-store");
    if (entry !== null) context.header("etag", tagOfLast(last));
    return context.json({ document, last, corrections: corrections.map(mutable) }, 200);
  });
  api.openapi(correctRoute, async (context) => {
    const asked = context.req.valid("json");
    const match = context.req.valid("header")["if-match"];
    const { key: document } = await findDocument(store, context.req.valid("param").key);
    const signature = {
      by: asked.by,
      why: asked.why,
      ...(asked.after !== undefined && { after: asked.after }),
      ...(match !== undefined && match !== "*" && { after: lastOfTag(match) }),
    };
    try {
      const result = await correct(store, document, requestOf(asked), signature);
      return context.json(mutable(result) as CorrectionAnswer, 201);
    } catch (error) {
      throw await explained(store, document, error, match === undefined ? 409 : 412);
    }
  });
}

type CorrectionAnswer = z.infer<
  (typeof correctRoute)["responses"][201]["content"]["application/json"]["schema"]
>;

function requestOf(asked: CorrectionRequest): Request {
  switch (asked.type) {
    case "set":
      return {
        type: "set",
        entry: asked.entry,
        fields: checkFields(kindOfId(asked.entry), asked.fields),
      };
    case "reject":
      return { type: "reject", entry: asked.entry };
    case "add":
      return { type: "add", kind: asked.kind, fields: checkFields(asked.kind, asked.fields) };
    case "undo":
      return { type: "undo", undoes: asked.undoes };
  }
}

/** An entry of the log, and why it is not applied to the text as it is, if so. */
export interface ListedCorrection extends HistoryEntry {
  readonly unplaced: string | null;
}

/** @throws OnRecordError as `history` */
export async function correctionsOf(
  store: Store,
  document: string,
  entry: string | null,
): Promise<ListedCorrection[]> {
  const unplaced = await unplacedCorrections(store, document);
  return (await history(store, document, entry)).map((one) => ({
    ...one,
    unplaced: unplaced.find(({ entry: { id } }) => id === one.id)?.reason ?? null,
  }));
}

/** The corrections that a person had not seen, of an entry that somebody else corrected. */
export async function unseenOf(
  store: Store,
  document: string,
  conflict: OnRecordError,
): Promise<readonly ListedCorrection[]> {
  const all = await correctionsOf(store, document, null);
  const last = all.find(({ id }) => id === conflict.facts.last);
  const about = all.filter(({ target }) => target === last?.target);
  return about.slice(about.findIndex(({ id }) => id === conflict.facts.after) + 1);
}

/** What went wrong, with the field it is about; and what the other one did, where somebody was first. */
async function explained(
  store: Store,
  document: string,
  error: unknown,
  status: 409 | 412,
): Promise<unknown> {
  if (!(error instanceof OnRecordError)) return error;
  const { code, facts } = error;
  if (code === "conflict") {
    const since = await unseenOf(store, document, error);
    return new ProblemError({ ...problem(status, sayUnseen(since)), more: { since } });
  }
  const field = FIELD_OF[code];
  if (field === undefined) return error;
  const inner = code === "bad-correction" && facts.field !== undefined ? `.${facts.field}` : "";
  const said = problem(code === "no-entry" ? 404 : 400, withoutOptions(error.message));
  const about = code === "no-entry" && facts.correction !== undefined ? "undoes" : field + inner;
  return new ProblemError({ ...said, field: about });
}

const FIELD_OF: Partial<Record<OnRecordError["code"], string>> = {
  "no-entry": "entry",
  "bad-span": "fields",
  "bad-correction": "fields",
};

/** What others did meanwhile, in a sentence. */
export function sayUnseen(since: readonly HistoryEntry[]): string {
  const last = since.at(-1);
  if (last === undefined) {
    return "The correction that this one follows is not on the record. Look at the entry again.";
  }
  return `${last.by} has corrected this entry since you looked at it: ${describeChange(last)}, “${last.why}”. Look at it as it is now, then go on.`;
}

/** A message of the command without how to do better there. */
export function withoutOptions(message: string): string {
  const sentences = message.split(/(?<=[.?!][”")]?) (?=\p{Lu})/u);
  return sentences.filter((one) => !/ --[a-z]|"onrecord /.test(one)).join(" ");
}

function tagOfLast(last: string | null): string {
  return `"${last ?? "none"}"`;
}

/** @throws ProblemError where the tag is none of ours */
function lastOfTag(tag: string): string | null {
  const [, last] = /^(?:W\/)?"(none|c[0-9a-f]{12})"$/.exec(tag.trim()) ?? [];
  if (last === undefined) {
    throw new ProblemError(
      problem(400, "If-Match: send the ETag of the entry’s corrections, as it was.", "If-Match"),
    );
  }
  return last === "none" ? null : last;
}
