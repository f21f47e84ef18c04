import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { type ErrorCode, OnRecordError } from "../document/index.ts";

/** What went wrong with a request, after RFC 9457. */
export interface Problem {
  readonly status: ProblemStatus;
  /** What it is, the same each time. */
  readonly title: string;
  /** What was wrong this time, and what to do next. */
  readonly detail: string;
  /** Which of the fields sent it is about. */
  readonly field?: string;
  /** What else there is to say, as members of their own. */
  readonly more?: Readonly<Record<string, unknown>>;
}

export type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 421 | 500 | 503;

export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

const STATUS: Partial<Record<ErrorCode, ProblemStatus>> = {
  "no-such-document": 404,
  ambiguous: 400,
  "bad-option": 400,
  "bad-date": 400,
  "bad-query": 400,
  "bad-cursor": 400,
  "bad-correction": 400,
  "bad-span": 400,
  "bad-name": 400,
  "bad-decision": 400,
  "no-entry": 404,
  "no-such-actor": 404,
  conflict: 409,
  locked: 503,
};

/** What an error is about, where that is always the same. */
const FIELDS: Partial<Record<ErrorCode, string>> = { "bad-query": "q", "bad-cursor": "cursor" };

const TITLES: Readonly<Record<ProblemStatus, string>> = {
  400: "The request cannot be understood",
  401: "A token is needed",
  403: "This is not allowed here",
  404: "There is nothing at this address",
  409: "Somebody else has changed this",
  412: "Somebody else has changed this",
  413: "This is too large",
  415: "This is not the form it should have",
  421: "This address is not served here",
  500: "Something went wrong",
  503: "The record is in use",
};

export function problem(status: ProblemStatus, detail: string, field?: string): Problem {
  return { status, title: TITLES[status], detail, ...(field !== undefined && { field }) };
}

/** What an error says to whoever asked. A bug says only that it is one. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof OnRecordError) {
    const status = STATUS[error.code];
    if (status !== undefined) return problem(status, error.message, FIELDS[error.code]);
  }
  // The framework's own: a body that is no JSON, or is not said to be.
  if (error instanceof HTTPException && (error.status === 400 || error.status === 415)) {
    return problem(error.status, `${error.message}.`);
  }
  if ((error as NodeJS.ErrnoException).code === "ECONNRESET") {
    return problem(400, "The request ended before all of it was there.");
  }
  return problem(500, "This is a bug in OnRecord; the terminal it runs in says more.");
}

export function problemResponse(context: Context, { status, more, ...rest }: Problem): Response {
  return context.body(JSON.stringify({ ...rest, status, ...more }), status, {
    "content-type": "application/problem+json",
  });
}
