/** Words that make a part of a byline a job or a desk, not a name. */
const JOBS =
  /\b(agenc(y|ies)|bureau|chief|columnist|contributor|correspondent|desk|editor|news|newsroom|reporters?|service|staff|team|times|writers?)\b/i;

/** Words that make a line of capitals the name of a newspaper, a station or an agency. */
const OUTLETS =
  /\b(?:agency|broadcasting|bulletin|chronicle|courier|daily|dispatch|examiner|gazette|guardian|herald|journal|ledger|mail|mercury|monitor|news|observer|post|press|radio|record|review|standard|telegraph|television|times|tribune)$/i;

const LEAD = /^(?:(?:words|written|story|report|text) )?by[:\s]+/i;

/** One name: up to five words that each begin with a capital, small particles between them. */
const NAME =
  /^\p{Lu}[\p{L}\p{M}.'’-]*(?: (?:(?:al|bin|da|de|del|der|di|dos|el|ibn|la|le|van|von|y) )*\p{Lu}[\p{L}\p{M}.'’-]*){1,4}$/u;

/** The names in a byline, without "By", jobs, places and desks: "By Jane Doe and Ada Roe, Staff" has two. */
export function bylineNames(byline: string): string[] {
  return byline
    .slice(0, 400)
    .replace(/\s+/g, " ")
    .trim()
    .replace(LEAD, "")
    .split(/\s*(?:[,;|•·/&]|\band\b)\s*/)
    .map((part) => part.replace(/ (?:in|at|for|of|from) .*$/, "").trim())
    .filter((part) => isName(part));
}

/** The names that a page's metadata gives as its author: one, or several in one text. */
export function authorNames(author: string): string[] {
  const words = author.slice(0, 400).replace(/\s+/g, " ").trim().replace(LEAD, "");
  if (words === "" || /^https?:|@|^www\./i.test(words)) return [];
  const names = bylineNames(words);
  return names.length > 0 ? names : [words];
}

/** Whether words read as one person's name: two to six words with capitals, no job or desk. */
export function isName(words: string): boolean {
  return words.length <= 60 && NAME.test(words) && !JOBS.test(words) && !OUTLETS.test(words);
}

/** Whether a line is nothing but the name of a newspaper, a station or an agency. */
export function isOutletName(line: string): boolean {
  return line.length <= 60 && OUTLETS.test(line) && NAME.test(line) && !LEAD.test(line);
}

/** Whether a line is a byline: "By" and at least one name, to the end of the line, no sentence. */
export function isByline(line: string): boolean {
  if (line.length > 140 || !LEAD.test(line) || /[!?:]$/.test(line)) return false;
  const rest = line.replace(LEAD, "");
  if (/[a-z]\.$/.test(rest) || /\b(said|says|was|were|is|has|have|had)\b/.test(rest)) return false;
  return bylineNames(line).length > 0 || (/^\p{Lu}/u.test(rest) && JOBS.test(rest));
}
