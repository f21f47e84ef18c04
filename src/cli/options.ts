import { InvalidArgumentError } from "commander";
import { isoDate } from "../read/dates.ts";

/** A date of the calendar in ISO 8601, as the record spells it. @throws InvalidArgumentError */
export function parseDate(value: string): string {
  const date = isoDate(value);
  if (date !== null) return date;
  throw new InvalidArgumentError("Write a date as 2031-03-11 or 2031-03-11T22:46+02:00.");
}

/** Columns of a page. @throws InvalidArgumentError */
export function parseWidth(value: string): number {
  const width = Number(value);
  if (/^\d+$/.test(value) && width >= 40 && width <= 1000) return width;
  throw new InvalidArgumentError("Give a number of columns from 40 to 1000.");
}

/** Threads. @throws InvalidArgumentError */
export function parseJobs(value: string): number {
  const jobs = Number(value);
  if (/^\d+$/.test(value) && jobs >= 1 && jobs <= 256) return jobs;
  throw new InvalidArgumentError("Give a number of threads from 1 to 256.");
}

// Lines longer than this are hard to read, however wide the window is.
const WIDEST = 100;

/** The width of a page where none is asked for. A terminal that does not know its own says 0. */
export function pageWidth(stream: NodeJS.WriteStream): number {
  return Math.min(stream.columns || 80, WIDEST);
}

/** Whether to colour, after no-color.org and force-color.org; the first wins where both are set. */
export function wantsColour(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== "0" && env.FORCE_COLOR !== "false";
  return stream.isTTY === true && env.TERM !== "dumb";
}
