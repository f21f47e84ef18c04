import { z } from "@hono/zod-openapi";
import type { EntryKind, SomeFields } from "../corrections/index.ts";
import { ATTRIBUTION_KINDS, SOURCE_TYPES, SPEECH_ACTS } from "../document/index.ts";
import { ProblemError } from "./problem.ts";
import { problemIn } from "./problem-schema.ts";

/** The most spans of one field. */
const MOST_SPANS = 200;

const offset = z.number().int().min(0);
const span = z
  .tuple([offset, offset])
  .openapi({ type: "array", items: { type: "integer" }, minItems: 2, maxItems: 2 });
const spans = z.array(span).max(MOST_SPANS);
const reference = z.string().min(1).max(4000).openapi({
  description: "An entry by its id in the record (`e3`), or by its words (`e@10-27`).",
});
const code = z.string().max(20).nullable();

const time = z.strictObject({
  span: span.nullable(),
  from: z.string().max(40).nullable(),
  to: z.string().max(40).nullable(),
  precision: z.enum(["minute", "day", "month", "year", "open"]),
  basis: z.enum(["stated", "published", "inferred"]).nullable(),
});

/** What can be corrected of each kind of entry. All spans are those of the text as it is shown. */
export const FIELDS = {
  attribution: z
    .strictObject({
      kind: z.enum(ATTRIBUTION_KINDS),
      source: spans,
      cue: spans,
      content: spans,
      sourceEntity: reference.nullable(),
      sourceType: z.enum(SOURCE_TYPES),
      onBehalfOf: reference.nullable(),
      act: z.enum(SPEECH_ACTS).nullable(),
      addressee: z.array(reference).max(100),
      saidAt: time.nullable(),
    })
    .partial()
    .openapi("StatementFields"),
  entity: z
    .strictObject({
      name: z.string().max(1000),
      kind: z
        .enum(["person", "state", "organisation", "group", "place", "document", "outlet"])
        .nullable(),
      named: z.boolean(),
      country: code,
      sector: code,
      count: offset.nullable(),
      roles: z.array(z.strictObject({ text: z.string().max(1000), span })).max(100),
      mentions: spans,
    })
    .partial()
    .openapi("EntityFields"),
  event: z
    .strictObject({
      source: reference.nullable(),
      target: reference.nullable(),
      sourceCode: code,
      targetCode: code,
      plover: code,
      mode: z.string().max(100).nullable(),
      code,
      contexts: z.array(z.string().max(100)).max(20),
      status: z.enum(["happened", "announced", "asked", "denied", "hypothetical"]),
      spans: z.strictObject({
        source: spans,
        target: spans,
        trigger: spans,
        place: spans,
        time: spans,
      }),
      date: time.nullable(),
      place: reference.nullable(),
      accordingTo: reference,
    })
    .partial()
    .openapi("EventFields"),
} as const;

/** @throws ProblemError naming the field that no entry of that kind has, or that holds no such value */
export function checkFields(kind: EntryKind, given: unknown): SomeFields {
  const checked = FIELDS[kind].safeParse(given);
  if (checked.success) return checked.data as SomeFields;
  const { issues } = checked.error;
  const [first] = issues;
  const unknown = first?.code === "unrecognized_keys" ? first.keys.slice(0, 1) : [];
  const path = ["fields", ...(first?.path ?? []), ...unknown];
  const message =
    unknown.length === 0
      ? first!.message
      : `${kind === "attribution" ? "a statement" : `an ${kind}`} has none`;
  throw new ProblemError(problemIn({ issues: [{ path, message }] }));
}
