import type { OnRecordError } from "../document/index.ts";
import { safe } from "./report.ts";

/** How many failed lines are listed one by one; a feed of a million may hold as many bad ones. */
const LISTED_LINES = 10;

/** What became of the inputs so far. */
export interface Tally {
  /** Files, and standard input where it is one document. */
  sources: number;
  readonly failedSources: OnRecordError[];
  /** Lines of NDJSON. */
  lines: number;
  failedLines: number;
  readonly firstFailedLines: OnRecordError[];
  /** Entries given out: records, and errors that take their line's place. */
  answered: number;
}

export function newTally(): Tally {
  return {
    sources: 0,
    failedSources: [],
    lines: 0,
    failedLines: 0,
    firstFailedLines: [],
    answered: 0,
  };
}

export function countSource(tally: Tally, error: OnRecordError | null): void {
  tally.sources++;
  if (error !== null) tally.failedSources.push(error);
}

export function countLine(tally: Tally, error: OnRecordError | null): void {
  tally.lines++;
  if (error === null) return;
  tally.failedLines++;
  if (tally.failedLines <= LISTED_LINES) tally.firstFailedLines.push(error);
}

export function hasFailures(tally: Tally): boolean {
  return tally.failedLines + tally.failedSources.length > 0;
}

/** The failures, a line each; only the message where one input was all there was. */
export function failureLines(tally: Tally): string[] {
  const { sources, failedSources, lines, failedLines, firstFailedLines } = tally;
  if (sources === 1 && lines === 0) return failedSources.map(({ message }) => safe(message));
  const report: string[] = [];
  if (failedSources.length > 0) {
    report.push(`${failedSources.length} of ${sources} inputs failed:`, ...listed(failedSources));
  }
  if (failedLines > 0) {
    report.push(`${failedLines} of ${lines} lines failed:`, ...listed(firstFailedLines));
  }
  const unlisted = failedLines - firstFailedLines.length;
  if (unlisted > 0) report.push(`  and ${unlisted} more`);
  return report;
}

function listed(errors: readonly OnRecordError[]): string[] {
  return errors.map(({ message }) => `  ${safe(message)}`);
}
