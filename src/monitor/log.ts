import type { Answered } from "./metrics.ts";

export type LogFormat = "text" | "json";

/** What a process that runs for long says on standard error. */
export interface Log {
  /** A sentence for whoever started it. */
  say(message: string): void;
  /** A bug, or something that failed for good. */
  fail(error: unknown): void;
  /** A request that was answered; with `text`, nothing is said of these. */
  request(answered: Answered & { readonly bytes: number }): void;
  /** A document that was finished. */
  document(facts: {
    readonly key: string;
    readonly outcome: string;
    readonly error?: string;
  }): void;
}

/** @param write takes a line with its end */
export function createLog(format: LogFormat, write: (line: string) => void): Log {
  if (format === "text") return textLog(write);
  const line = (level: "info" | "error", event: string, facts: object) =>
    write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...facts })}\n`);
  return {
    say: (message) => line("info", "message", { message }),
    fail: (error) => line("error", "failure", { message: said(error) }),
    request: ({ method, route, status, milliseconds, bytes }) =>
      line("info", "request", { method, route, status, ms: round(milliseconds), bytes }),
    document: (facts) => line(facts.error === undefined ? "info" : "error", "document", facts),
  };
}

function textLog(write: (line: string) => void): Log {
  return {
    say: (message) => write(`onrecord: ${message}\n`),
    fail: (error) => write(`onrecord: ${said(error)}\n`),
    request: () => {},
    document({ key, error }) {
      if (error !== undefined) write(`onrecord: ${key} given up: ${error}\n`);
    },
  };
}

function said(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
