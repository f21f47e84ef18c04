import lexicon from "../../data/compare.json" with { type: "json" };

const listed = (line: string) => line.split(" ");

const STOP: ReadonlySet<string> = new Set(lexicon.stop.flatMap(listed));
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  lexicon.irregular.flatMap((line) => {
    const [stem, ...forms] = listed(line);
    return forms.map((form): [string, string] => [form, stem!]);
  }),
);

/** Whether a word says nothing about the matter: articles, prepositions, verbs of saying. */
export function isStopWord(lower: string): boolean {
  return STOP.has(lower);
}

const stems = new Map<string, string>();

/**
 * What the forms of a word share, for finding the same word in another account: "consulted" and
 * "consult", "vessels" and "vessel". Never shown. A light stemmer by endings: too short a stem
 * would join words that only begin alike.
 */
export function stem(lower: string): string {
  const known = stems.get(lower);
  if (known !== undefined) return known;
  const made = makeStem(lower.replace(/['’]s?$/, ""));
  if (stems.size > 50_000) stems.clear();
  stems.set(lower, made);
  return made;
}

function makeStem(word: string): string {
  const base = IRREGULAR.get(word) ?? word;
  if (base.length < 4 || !/^[\p{L}'’-]+$/u.test(base)) return base;
  const single = singular(base);
  return withoutE(IRREGULAR.get(single) ?? withoutEnding(single));
}

function singular(word: string): string {
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh|z)es$/.test(word)) return word.slice(0, -2);
  return /[^sui]s$/.test(word) ? word.slice(0, -1) : word;
}

function withoutEnding(word: string): string {
  if (word.endsWith("ied") && word.length > 4) return `${word.slice(0, -3)}y`;
  for (const ending of ["ation", "ment", "ing", "ed", "ion"]) {
    const bare = word.slice(0, -ending.length);
    const least = ending === "ing" || ending === "ed" ? 3 : 5;
    if (!word.endsWith(ending) || bare.length < least || !/[aeiouy]/.test(bare)) continue;
    return /([bdfgmnprt])\1$/.test(bare) ? bare.slice(0, -1) : bare;
  }
  return word;
}

function withoutE(word: string): string {
  return word.length > 3 && word.endsWith("e") ? word.slice(0, -1) : word;
}

const COMMON: ReadonlySet<string> = new Set(lexicon.common.flatMap(listed).map(stem));

/** Words that many reports have, whatever they are about, tell half as much. */
export function weightOf(stemmed: string): number {
  return COMMON.has(stemmed) ? 0.5 : 1;
}

/** Units of measure: so many days or per cent say little about what is counted. */
export const MEASURES: ReadonlySet<string> = new Set(
  "% $ € £ second minute hour day week month year decad mile kilometer kilometr meter metr foot feet ton tonn point degre tim".split(
    " ",
  ),
);
