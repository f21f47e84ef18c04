import type { Document } from "../src/document/index.ts";

/**
 * @throws Error where a character of the text does not lead back to the page: each lies in a run,
 *   and each run is the same characters there, an entity, or spaces for the white space of HTML
 */
export function checkSourceMap(source: string, { text, sourceMap }: Document): void {
  let end = 0;
  for (const { at, from, length } of sourceMap!) {
    if (at < end || length < 1 || /[^\n\t]/.test(text.slice(end, at))) {
      throw new Error(`the run at ${at} does not follow the one that ends at ${end}`);
    }
    end = at + length;
    const words = text.slice(at, end);
    const there = source.slice(from, from + length);
    const isEntity = source[from] === "&" && words !== there;
    if (!isEntity && spaced(words) !== spaced(there)) {
      throw new Error(
        `the page has ${JSON.stringify(there)} where the text has ${JSON.stringify(words)}`,
      );
    }
  }
  if (/[^\n\t]/.test(text.slice(end))) throw new Error(`the text from ${end} is in no run`);
}

function spaced(words: string): string {
  return words.replace(/[\t\n\v\f\r]/g, " ");
}
