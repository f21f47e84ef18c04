import { bylineNames } from "../byline.ts";

/** "By", "Von", "Par", "Texte :" and the like before the names of a byline. */
const LEAD =
  /^(?:(?:words|written|story|report|reporting|text|texto?e?|testo|un artículo de|une? article de|een artikel van|reportage)?\s?(?:by|von|par|por|di|da|door|van|av|af|oleh|przez|autore?|autori|auteurs?|autoren|author|authors|yazan|автор(?:ы)?|από|de)(?:\s?:|\s)|(?:autore?|auteur|text|texte|penulis|reporter|redaktion|author)\s?:)\s*/iu;

/** Between two names. The short words part only what reads as a name on both sides. */
const PARTS =
  /\s*(?:[;|•·]|,(?!\s*(?:jr|sr|ii|iii|ph\.?d|m\.?d)\b)|\s\/\s|\s&\s|\s(?:and|und|et|och|og|oraz|dan|ve|и|та)\s)\s*/iu;
const SHORT_AND = /\s(?:y|e|i|en|a|és|și)\s/iu;

/** Titles of the trade that stand after a name. */
const AFTER = /\s*(?:기자|특파원|記者|特派員|编辑|記者団|の記者)$/u;

/** Words that show a part to be an office, a date or an address, and no name. */
const NO_NAME =
  /\d{3}|@|https?:|www\.|\b(?:editor|correspondent|reporter|journalist|producer|columnist|contributor|staff writer|redakteur(?:in)?|korrespondent(?:in)?|reporterin|redaction|updated|published|photograph|min(?:ute)?s? read|follow|share|and others|editorial team)\b/iu;

/** Longest name of one author. */
const MAX_NAME = 60;

/** The names in what a page gives as its author: names of people, else of a desk or an agency. */
export function authorNames(author: string): string[] {
  const words = author.slice(0, 400).replace(/\s+/g, " ").trim();
  if (words === "" || /^(?:https?:|www\.|@)/i.test(words)) return [];
  const parts = words
    .replace(LEAD, "")
    .replace(/\s*\([^()]*\)/g, "")
    .split(PARTS)
    .flatMap(splitShort)
    .map((part) =>
      part
        .replace(LEAD, "")
        .replace(AFTER, "")
        .replace(/[.,:]+$/, "")
        .trim(),
    );
  const names = parts.filter(
    (part) => part !== "" && part.length <= MAX_NAME && !NO_NAME.test(part),
  );
  return names.length > 0 ? names : bylineNames(words);
}

function splitShort(part: string): string[] {
  const sides = part.split(SHORT_AND);
  return sides.length === 2 && sides.every((side) => /^\p{Lu}\S+ .*\p{Lu}/u.test(side))
    ? sides
    : [part];
}

/** Whether words read as the name of a person: two to five, the first and another with a capital. */
export function isPersonName(name: string): boolean {
  return /^\p{Lu}[\p{L}\p{M}.'’-]*(?: [\p{L}\p{M}.'’-]+){0,3} \p{Lu}[\p{L}\p{M}.'’-]+$/u.test(name);
}

/** Whether a line opens as a byline does in one of many languages, and has names and little else. */
export function isPageByline(line: string): boolean {
  if (line.length > 120 || !LEAD.test(line) || /[.!?:]$/.test(line)) return false;
  const names = authorNames(line);
  return names.length > 0 && names.every(isPersonName);
}
