import words from "../../../data/page-words.json" with { type: "json" };

/** What the name of an element's class or its id says the element holds. */
export type Evidence =
  | "body"
  | "comments"
  | "boilerplate"
  | "related"
  | "promotion"
  | "note"
  | "caption"
  | "credit"
  | "byline"
  | "timestamp"
  | "standfirst";

/** In the order believed where a name says several things: "related-author-date" is about related. */
const ORDER: readonly Evidence[] = [
  "comments",
  "related",
  "promotion",
  "boilerplate",
  "note",
  "credit",
  "caption",
  "body",
  "byline",
  "timestamp",
  "standfirst",
];

const LEXICON: ReadonlyMap<string, Evidence> = new Map(
  // The last entry of a word counts, so that the surest goes in last.
  [...ORDER]
    .reverse()
    .flatMap((kind) => words[kind].split(", ").map((word): [string, Evidence] => [word, kind])),
);

/** Longest name looked at: a page may carry a program in an attribute. */
const MAX_NAME = 400;

/** The evidence of a class name or id, words of camel case apart; `null` for none. */
export function evidenceOf(name: string): Evidence | null {
  const parts = name
    .slice(0, MAX_NAME)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((part) => part !== "");
  let best = ORDER.length;
  for (let i = 0; i < parts.length; i++) {
    for (const word of [parts[i]!, `${parts[i]} ${parts[i + 1]}`]) {
      const found = LEXICON.get(word);
      if (found !== undefined) best = Math.min(best, ORDER.indexOf(found));
    }
  }
  return ORDER[best] ?? null;
}
