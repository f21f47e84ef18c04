import { z } from "@hono/zod-openapi";
import { problem } from "./problem.ts";

const problemSchema = z
  .object({
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    field: z.string().optional().openapi({ description: "Which of the fields sent it is about." }),
  })
  .openapi("Problem");

/** Answers that an address may give instead, for its description. */
export function problems(...statuses: readonly number[]) {
  const content = { "application/problem+json": { schema: problemSchema } };
  const said = { description: "A problem (RFC 9457)", content };
  return Object.fromEntries(statuses.map((status) => [status, said]));
}

/** The first thing wrong with what was sent, by the name of its field. */
export function problemIn({
  issues,
}: {
  readonly issues: readonly Pick<z.core.$ZodIssue, "path" | "message">[];
}) {
  const { path, message } = issues[0]!;
  // Of a field that stands several times, which one is wrong can be seen.
  const field = path.filter((step) => typeof step === "string").join(".");
  return problem(400, `${field}: ${message}.`, field);
}
