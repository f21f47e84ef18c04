import { type Address, type LogEntry, lastAbout, undoneBy } from "./log.ts";
import { mapSpans } from "./map-spans.ts";
import type { ProtectedView } from "./protect/protect.ts";

/** One entry of the log, with what became of it. */
export interface HistoryEntry extends LogEntry {
  /** Id of the undo that takes it back; `null` while it holds. */
  readonly undoneBy: string | null;
}

/** The log of a document, or of one entry of it, oldest first. */
export function historyOf(log: readonly LogEntry[], target: Address | null = null): HistoryEntry[] {
  const undone = undoneBy(log);
  return log
    .filter((entry) => target === null || entry.target === target)
    .map((entry) => ({ ...entry, undoneBy: undone.get(entry.id)?.id ?? null }));
}

/** What `after` has to be for the next correction of an entry. */
export function seen(log: readonly LogEntry[], document: string, target: Address): string | null {
  return lastAbout(log, document, target)?.id ?? null;
}

/**
 * The entries as they may be shown: spans in the shown text, and no protected name in names and
 * notes. The words that the log keeps to notice a changed text are left out.
 */
export function shownHistory(
  entries: readonly HistoryEntry[],
  { toShown, words }: Pick<ProtectedView, "toShown" | "words">,
): HistoryEntry[] {
  return entries.map((entry) => ({
    ...mapSpans(entry, toShown, words),
    id: entry.id,
    at: entry.at,
    words: [],
  }));
}
