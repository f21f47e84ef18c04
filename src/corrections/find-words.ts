import { OnRecordError, type SpanPair } from "../document/index.ts";

/** Places of words that are listed when there are several. */
const LISTED = 5;
/** Characters shown on either side of them. */
const AROUND = 20;

/**
 * The spans that a person gives: offsets (`10-27+40-50`), or words that stand once in the text. Line
 * breaks count as spaces, and all forms of quotation marks as one.
 *
 * @param role what the spans are, for messages
 * @throws OnRecordError `bad-span` where the words stand nowhere, or in several places: then the
 * message lists them
 */
export function readSpans(text: string, given: string, role: string): SpanPair[] {
  if (/^\d+-\d+(?:\+\d+-\d+)*$/.test(given)) {
    return given.split("+").map((span) => span.split("-").map(Number) as unknown as SpanPair);
  }
  const places = findWords(text, given);
  if (places.length === 1) return places;
  const problem =
    places.length === 0
      ? `the ${role} "${given}" does not stand in the text. Copy the words from it, or give their offsets, as in 10-27.`
      : `the ${role} "${given}" stands in ${places.length} places: ${listed(text, places)}. Give the offsets of the one you mean, or more of its words.`;
  throw new OnRecordError("bad-span", problem, { words: given });
}

/** Where the words stand, in text order. */
export function findWords(text: string, words: string): SpanPair[] {
  const trimmed = words.trim();
  if (trimmed === "") return [];
  const pattern = trimmed
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace(/\s+/g, "\\s+")
    .replace(/["“”„«»]/g, '["“”„«»]')
    .replace(/['’‘]/g, "['’‘]");
  return Array.from(text.matchAll(new RegExp(pattern, "gu")), ({ 0: match, index }) => [
    index,
    index + match.length,
  ]);
}

function listed(text: string, places: readonly SpanPair[]): string {
  const shown = places.slice(0, LISTED).map(([start, end]) => {
    const before = text.slice(Math.max(0, start - AROUND), start);
    const after = text.slice(end, end + AROUND);
    return `${start}-${end} (…${`${before}${text.slice(start, end)}${after}`.replace(/\s+/g, " ")}…)`;
  });
  const more = places.length - LISTED;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}
