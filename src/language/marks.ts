/** Quotation marks and brackets by what they can do; straight marks can do both. */
const OPENING = new Set(['"', "'", "''", "``", "“", "‘", "«", "„", "‚", "「", "『", "‹", "(", "["]);
const CLOSING = new Set(['"', "'", "''", "”", "’", "»", "“", "」", "』", "›", ")", "]"]);

export function isOpeningMark(word: string): boolean {
  return OPENING.has(word);
}

export function isClosingMark(word: string): boolean {
  return CLOSING.has(word);
}
