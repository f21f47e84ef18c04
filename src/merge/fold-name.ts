import { isTitle } from "../actors/lexicon.ts";

/**
 * A name as names are compared: lower case without accents, punctuation, article and possessive;
 * words parted by single spaces. "The Ministry of Fisheries & Harbours" is "ministry of fisheries
 * and harbours".
 */
export function foldName(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’]s?(?![\p{L}\p{N}])/gu, "")
    .replace(/['’.]/g, "")
    .replaceAll("&", " and ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/^the (?=.)/, "");
}

/** The folded name of a person without the titles before it: "Dr. Ines Lorck" is "ines lorck". */
export function foldPerson(name: string): string {
  const words = foldName(name).split(" ");
  const first = words.findIndex((word) => !isTitle(word));
  return words.slice(Math.max(first, 0)).join(" ");
}

/** Whether a folded name of a person is full: two words or more that are no initials. */
export function isFullName(folded: string): boolean {
  const words = folded.split(" ").filter((word) => word.length > 1);
  return words.filter((word) => !SUFFIXES.has(word)).length >= 2;
}

const SUFFIXES: ReadonlySet<string> = new Set(["jr", "sr", "ii", "iii", "iv"]);

/** The word a person is called by alone: "lorck" of "ines lorck jr". */
export function surnameOf(folded: string): string {
  return folded.split(" ").findLast((word) => !SUFFIXES.has(word)) ?? folded;
}
