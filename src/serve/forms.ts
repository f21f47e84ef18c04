import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { BodyData } from "hono/utils/body";
import { z } from "zod";
import { ProblemError, problem } from "./problem.ts";

/** What a form sent: a field that stands several times has its values parted by spaces. */
export type Sent = Readonly<Record<string, string>>;

/** No field of a form is longer. */
const LONGEST_FIELD = 100_000;

/**
 * The fields of a form, files among them; of several with one name, all.
 *
 * @throws ProblemError where the body is no form
 */
export async function bodyOf(context: Context): Promise<BodyData<{ all: true }>> {
  try {
    return await context.req.parseBody({ all: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ProblemError(problem(400, "The body is not the form that it is said to be."));
  }
}

/** @throws ProblemError for what no form of the page sends */
export async function sentIn(context: Context): Promise<Sent> {
  const body = await bodyOf(context);
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const texts = [value].flat();
      const wrong = texts.some((one) => typeof one !== "string" || one.length > LONGEST_FIELD);
      if (wrong)
        throw new ProblemError(problem(400, `${name}: this is too long, or a file.`, name));
      return [name, texts.join(" ")];
    }),
  );
}

const WHO = "onrecord-who";
const YEAR = 365 * 24 * 3600;

/** Who corrects, as this browser last said it; asked for once. */
export function rememberedName(context: Context): string {
  return (getCookie(context, WHO) ?? "").slice(0, 100);
}

export function rememberName(context: Context, name: string): void {
  setCookie(context, WHO, name.slice(0, 100), {
    httpOnly: true,
    sameSite: "Strict",
    path: "/",
    maxAge: YEAR,
  });
}

const signature = z.object({
  by: z.string("say who you are").trim().min(1, "say who you are").max(100),
  why: z.string("say why").trim().min(1, "say why").max(2000),
});

/** Who decides, and why. @throws ProblemError */
export function signatureIn(sent: Sent): { readonly by: string; readonly why: string } {
  const signed = signature.safeParse(sent);
  if (signed.success) return signed.data;
  const { path, message } = signed.error.issues[0]!;
  const detail = `${message[0]!.toUpperCase()}${message.slice(1)}.`;
  throw new ProblemError(problem(400, detail, String(path[0])));
}

/** Whether the page's script asks, which shows the answer where one is. */
export function isScript(context: Context): boolean {
  return (context.req.header("accept") ?? "").includes("application/json");
}

/** Where to go on after something was done, and what to say there. */
export function doneAt(context: Context, to: string, said: string): Response {
  if (isScript(context)) return context.json({ to, said });
  return context.redirect(to, 303);
}
