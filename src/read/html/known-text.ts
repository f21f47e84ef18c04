import type { KnownText } from "./find-body.ts";

/** How many words in a row are compared, and how much of the data's text is looked at. */
const RUN = 4;
const MAX_BODY = 500_000;

/** Shortest article text in a page's data that says something of what is not in it. */
const ENOUGH_WORDS = 100;

/** Share of a text's runs of words that must stand in the data's article. */
const SHARE = 0.5;

/** Tells whether a text stands in the article that a page's data holds; `null` for no such article. */
export function knownText(body: string | null): KnownText {
  const words = wordsOf(body?.slice(0, MAX_BODY) ?? "");
  if (words.length < ENOUGH_WORDS) return null;
  const known = new Set(runsOf(words));
  return (text) => {
    const runs = runsOf(wordsOf(text.slice(0, 2000)));
    return runs.filter((run) => known.has(run)).length >= SHARE * runs.length;
  };
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function runsOf(words: readonly string[]): string[] {
  const runs: string[] = [];
  for (let i = 0; i + RUN <= words.length; i++) runs.push(words.slice(i, i + RUN).join(" "));
  return runs;
}
