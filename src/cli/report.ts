import { CommanderError } from "commander";
import { OnRecordError } from "../document/index.ts";
// The file itself: the folder loads the tables of character widths, half of what starting costs.
import { visibleText } from "../export/visible.ts";

const WRONG_USAGE: readonly string[] = ["bad-option", "bad-date", "bad-query", "bad-cursor"];

/** The exit code for an error that ended the program. */
export function exitCodeOf(error: unknown): 0 | 1 | 2 {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return error instanceof OnRecordError && WRONG_USAGE.includes(error.code) ? 2 : 1;
}

/** What to print for it; `null` where commander has printed it already. */
export function messageOf(error: unknown): string | null {
  if (error instanceof CommanderError) return null;
  if (error instanceof OnRecordError) return safe(error.message);
  return safe(
    `this is a bug in OnRecord, ${causesOf(error)}. Please report it with the input that shows it; ONRECORD_DEBUG=1 prints where it happened.`,
  );
}

function causesOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause === undefined) return `${error.name}: ${error.message}`;
  return `${error.message}: ${causesOf(error.cause)}`;
}

/** A message on one line, with nothing in it that could act on the terminal. */
export function safe(message: string): string {
  return visibleText(message);
}
