import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { z } from "zod";
import type { Store } from "../store/index.ts";
import { entityTag, isKnown } from "./entity-tag.ts";
import { withoutEmpty } from "./fields.ts";
import type { Assets } from "./pages/layout.tsx";
import { type Problem, ProblemError, problemOf } from "./problem.ts";
import { problemIn } from "./problem-schema.ts";

/** What a view is added to: its page to the app, its addresses for programs to the API. */
export interface ViewRoutes {
  readonly app: Hono;
  readonly api: OpenAPIHono;
  readonly store: Store;
  readonly assets: Assets;
}

/** What is asked of a page, as its schema reads it. @throws ProblemError */
export function asked<T extends z.ZodType>(context: Context, schema: T): z.infer<T> {
  const parsed = schema.safeParse(withoutEmpty(context.req.queries()));
  if (!parsed.success) throw new ProblemError(problemIn(parsed.error));
  return parsed.data;
}

/** The page, or that whoever asks has it already. */
export function sendPage(context: Context, html: string, status: ContentfulStatusCode = 200) {
  return isUnchanged(context, html) ? context.body(null, 304) : context.html(html, status);
}

/** Sets the tag of an answer. Whether whoever asks has it already. */
export function isUnchanged(context: Context, content: unknown): boolean {
  const tag = entityTag(typeof content === "string" ? content : JSON.stringify(content));
  context.header("etag", tag);
  context.header("cache-control", "private, no-cache");
  return isKnown(context, tag);
}

/**
 * What was found, or what in the question cannot be understood: the page says it beside the form,
 * where what was typed still stands.
 *
 * @throws any other error
 */
export async function orProblem<T>(
  find: () => Promise<T>,
): Promise<{ found: T; problem: null } | { found: null; problem: Problem }> {
  try {
    return { found: await find(), problem: null };
  } catch (error) {
    const said = problemOf(error);
    if (said.status !== 400 && said.status !== 404) throw error;
    return { found: null, problem: said };
  }
}
