const BROKEN = /([\p{L}\p{M}]+)([-\u2010\u00ad])$/u;
const NEXT = /^[\p{L}\p{M}]+/u;

/** The words that stand inside lines, in lower case: what a word broken at a line's end may be. */
export function wordsInside(lines: readonly string[]): ReadonlySet<string> {
  const words = new Set<string>();
  for (const line of lines) {
    const inner = line
      .toLowerCase()
      .replace(/\S+$/, (last) => (/[-\u2010\u00ad]$/.test(last) ? "" : last));
    for (const [word] of inner.matchAll(/[\p{L}\p{M}]+(?:[-\u2010][\p{L}\p{M}]+)*/gu))
      words.add(word);
  }
  return words;
}

/**
 * Two lines of one paragraph as one. A hyphen that only breaks a word goes; one that belongs to
 * the word stays: where the text has the word so elsewhere ("long-term"), before a capital or a
 * number, and where both halves are words of the text and the whole is not.
 */
export function joinLines(first: string, second: string, words: ReadonlySet<string>): string {
  const broken = BROKEN.exec(first);
  const next = NEXT.exec(second)?.[0];
  if (!broken || !next) return `${first}${needsSpace(first, second) ? " " : ""}${second}`;
  const [, head, hyphen] = broken;
  if (hyphen === "\u00ad" || !keepsHyphen(head!.toLowerCase(), next, words)) {
    return first.slice(0, -1) + second;
  }
  return first + second;
}

function keepsHyphen(head: string, next: string, words: ReadonlySet<string>): boolean {
  const tail = next.toLowerCase();
  if (tail !== next) return true;
  if (words.has(head + tail)) return false;
  return words.has(`${head}-${tail}`) || (words.has(head) && words.has(tail));
}

function needsSpace(first: string, second: string): boolean {
  return !/(?:[\p{L}\d][-\u2010/]|[\p{L}\d]—)$/u.test(first) && !/^—/.test(second);
}
