import type { Lexicon } from "./lexicon.ts";

/**
 * What the rules need beside the lexicon: irregular forms ("went" to "go") and the exceptions
 * learned from the treebanks, under `lower case form / Penn tag`.
 */
export interface LemmaExceptions {
  readonly irregular: ReadonlyMap<string, string>;
  readonly learned: ReadonlyMap<string, string>;
}

/** Turns a word and its Penn tag into its lemma, as the English UD treebanks write lemmas. */
export type Lemmatiser = (word: string, lower: string, xpos: string) => string;

export function createLemmatiser(lexicon: Lexicon, exceptions: LemmaExceptions): Lemmatiser {
  const { irregular, learned } = exceptions;
  return (word, lower, xpos) => {
    const known = learned.get(`${lower}/${xpos}`);
    if (known !== undefined) return known;
    switch (xpos) {
      case "NNP":
      case "ADD":
        return word;
      case "NNS":
        return irregular.get(lower) ?? singular(lower, lexicon);
      case "NNPS":
        return properSingular(word);
      case "VBZ":
        return irregular.get(lower) ?? verbStem(lower, "s", lexicon);
      case "VBD":
      case "VBN":
        return irregular.get(lower) ?? verbStem(lower, "ed", lexicon);
      case "VBG":
        return irregular.get(lower) ?? verbStem(lower, "ing", lexicon);
      case "JJR":
      case "RBR":
        return irregular.get(lower) ?? positive(lower, "er", lexicon);
      case "JJS":
      case "RBS":
        return irregular.get(lower) ?? positive(lower, "est", lexicon);
      case "JJ":
        return isNationality(word) ? word : lower;
      default:
        return lower;
    }
  };
}

function singular(lower: string, lexicon: Lexicon): string {
  if (!lower.endsWith("s") || lower.endsWith("ss") || lower.length < 3) {
    return lower.endsWith("men") ? `${lower.slice(0, -2)}an` : lower;
  }
  const candidates = [lower.slice(0, -1)];
  if (lower.endsWith("ies")) candidates.unshift(`${lower.slice(0, -3)}y`);
  else if (/(?:s|x|z|ch|sh|o)es$/.test(lower)) candidates.unshift(lower.slice(0, -2));
  else if (lower.endsWith("ves"))
    candidates.push(`${lower.slice(0, -3)}f`, `${lower.slice(0, -3)}fe`);
  return candidates.find((c) => lexicon.isNoun(c)) ?? headKnown(candidates, lexicon);
}

/** The first candidate, unless a later one's last part after a hyphen is a noun. */
function headKnown(candidates: readonly string[], lexicon: Lexicon): string {
  const known = candidates.find((c) => lexicon.isNoun(c.slice(c.lastIndexOf("-") + 1)));
  if (known !== undefined) return known;
  // "boxes" loses two letters, "caches" one: without a lexicon, -se and -che are the rarer.
  return candidates[0]!;
}

function properSingular(word: string): string {
  if (/ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:x|ch|sh|ss)es$/.test(word)) return word.slice(0, -2);
  return /[^s]s$/i.test(word) ? word.slice(0, -1) : word;
}

/** The stem of a regular verb form: the first spelling that WordNet has as a verb. */
function verbStem(lower: string, ending: "s" | "ed" | "ing", lexicon: Lexicon): string {
  const candidates = verbCandidates(lower, ending);
  return candidates.find((c) => lexicon.isVerb(c)) ?? guessedVerb(lower, candidates, lexicon);
}

function verbCandidates(lower: string, ending: "s" | "ed" | "ing"): string[] {
  if (!lower.endsWith(ending) || lower.length <= ending.length + 1) return [lower];
  const bare = lower.slice(0, -ending.length);
  if (ending === "s") {
    if (lower.endsWith("ies")) return [`${lower.slice(0, -3)}y`, bare];
    return lower.endsWith("es") ? [bare, lower.slice(0, -2)] : [bare];
  }
  if (ending === "ed" && bare.endsWith("i")) return [`${bare.slice(0, -1)}y`, `${bare}e`];
  if (ending === "ing" && bare.endsWith("y")) return [bare, `${bare.slice(0, -1)}ie`];
  const doubled = /([b-df-hj-np-tvz])\1$/.test(bare);
  // "planed" against "planned": a doubled consonant is the sign that no silent e was cut.
  return doubled ? [bare, bare.slice(0, -1), `${bare}e`] : [`${bare}e`, bare];
}

/** A verb WordNet lacks: by its prefix ("re-elected"), else by its spelling. */
function guessedVerb(lower: string, candidates: readonly string[], lexicon: Lexicon): string {
  const prefixed = candidates.find((c) => {
    const root = /^(?:re|un|out|over|under|mis|pre|co|de)-?(.{3,})$/.exec(c);
    return root !== null && lexicon.isVerb(root[1]!);
  });
  if (prefixed !== undefined) return prefixed;
  if (candidates.length === 3) return candidates[1]!;
  if (lower.endsWith("s")) return candidates[/(?:[sxz]|ch|sh)es$/.test(lower) ? 1 : 0] ?? lower;
  // One short vowel and one consonant take an e back ("texted" does not, "googled" does).
  const [withE, bare] = candidates;
  if (bare === undefined) return withE ?? lower;
  return /(?:[^aeiou][bcdgkptz]l|[aeiou][cgsuvz]|[^aeiou]at|[aeiou][^aeiou]i[vsz]|u)$/.test(bare)
    ? withE!
    : bare;
}

function positive(lower: string, ending: "er" | "est", lexicon: Lexicon): string {
  if (!lower.endsWith(ending)) return lower;
  const bare = lower.slice(0, -ending.length);
  const candidates = bare.endsWith("i")
    ? [`${bare.slice(0, -1)}y`]
    : [bare, `${bare}e`, bare.slice(0, -1)];
  return candidates.find((c) => lexicon.isAdjectiveOrAdverb(c)) ?? candidates[0]!;
}

/** "Russian", "non-Orvanian": such adjectives keep their capital. */
function isNationality(word: string): boolean {
  return /^\p{Lu}\p{Ll}+(?:ian|ean|[cm]an|ish|ese|ench|utch|zech|i)$/u.test(word);
}
