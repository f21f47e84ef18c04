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
  /** Documents in other languages than English, by language; "?" where it could not be named. */
  readonly foreign: Map<string, number>;
  /** Documents that were read or passed over, and errors that take their line's place. */
  answered: number;
}

export function newTally(): Tally {
  return {
    sources: 0,
    failedSources: [],
    lines: 0,
    failedLines: 0,
    firstFailedLines: [],
    foreign: new Map(),
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

export function countForeign({ foreign }: Tally, language: string | null): void {
  const name = language ?? "?";
  foreign.set(name, (foreign.get(name) ?? 0) + 1);
}

/** That some documents were hardly read, and why; empty where all are English. */
export function foreignLines({ foreign }: Tally): string[] {
  if (foreign.size === 0) return [];
  const total = [...foreign.values()].reduce((sum, count) => sum + count);
  const names = [...foreign]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([name, count]) => (total === 1 || foreign.size === 1 ? name : `${name} ${count}`));
  const documents = total === 1 ? "1 document is" : `${total} documents are`;
  return [
    `${documents} not in English (${safe(names.join(", "))}): only direct quotations are read there.`,
  ];
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

/** What to say on standard error when all is done. */
export function tallyLines(tally: Tally): string[] {
  const lines = foreignLines(tally).map((line) => `onrecord: ${line}`);
  return hasFailures(tally) ? [...lines, `onrecord: ${failureLines(tally).join("\n")}`] : lines;
}

/** 0 done; 1 nothing could be read; 3 some inputs failed. */
export function exitCodeOfTally(tally: Tally): 0 | 1 | 3 {
  if (!hasFailures(tally)) return 0;
  return tally.answered > 0 ? 3 : 1;
}
