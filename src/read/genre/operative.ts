import lexicon from "../../../data/genres.json" with { type: "json" };

const alternatives = (line: string) => line.split(" ").join("|");

/*
 * The paragraphs of resolutions: "3. Strongly urges all parties to …", "Deeply concerned by …". The
 * body that adopts the text is their subject and is named once, above them.
 */

const ITEM = "(?:\\(?(?:\\d{1,3}|[a-z]|[ivx]{1,4})[.)]\\s+)?";
const ADVERBS = `(?:(?:${alternatives(lexicon.adverbs)}),? ){0,3}`;
const FEELING = `(?: (?:its|their|our))?(?: \\p{Ll}+){0,2} (?:${alternatives(lexicon.feelings)})`;
const AFTER = [
  "note (?:of|with \\p{Ll}+(?: of)?)",
  "into account",
  "in mind",
  "tribute to",
  "attention to",
  "with (?:appreciation|satisfaction|concern|regret|interest|approval)",
  "(?:considered|heard|examined|met|noted|received|reviewed|regard to)",
  FEELING,
];

const OPERATIVE = new RegExp(
  `^(${ITEM})(${ADVERBS}(?:${alternatives(`${lexicon.operative} ${lexicon.preambular}`)})` +
    `(?:(?: |)(?:${AFTER.join("|")})(?= ))?(?: (?:upon|on|of|by|at|about|for|with|over|in|(?<=\\b(?:appeals|referring) )to)(?= ))?)(?= )`,
  "iu",
);

const OPENINGS = new Set(
  `${lexicon.operative} ${lexicon.preambular} ${lexicon.adverbs}`.split(" "),
);

/**
 * Whether it may begin so: with one of the verbs or adverbs, an item's letter before it at most.
 * The pattern takes long to compile, and most texts need none.
 */
function mayAct(head: string): boolean {
  const words = head
    .slice(0, 80)
    .toLowerCase()
    .match(/\p{L}+/gu);
  return words?.slice(0, 2).some((word) => OPENINGS.has(word)) ?? false;
}

/**
 * Length of the words with which a paragraph acts, its number included; 0 where it does not begin
 * with such words. "1. Calls upon" is 13.
 */
export function operativeLength(head: string): number {
  return operativeWords(head)?.end ?? 0;
}

/** Where those words stand, without the number; `null` where the paragraph has none. */
export function operativeWords(
  head: string,
): { readonly start: number; readonly end: number } | null {
  if (!mayAct(head)) return null;
  const match = OPERATIVE.exec(head);
  // "Notes to editors", "Takes place": the verb of a resolution begins with a capital.
  if (match === null || !/^\p{Lu}/u.test(match[2]!)) return null;
  return { start: match[1]!.length, end: match[0].length };
}
