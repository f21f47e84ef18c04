import { createLemmatiser, type LemmaExceptions } from "../language/lemmas.ts";
import type { Lexicon } from "../language/lexicon.ts";
import type { TreebankSentence } from "./conllu.ts";

/**
 * The forms whose lemma the rules get wrong, with the lemma most often given: those seen with it
 * at least `least` times.
 */
export function learnLemmas(
  sentences: readonly TreebankSentence[],
  lexicon: Lexicon,
  irregular: ReadonlyMap<string, string>,
  least = 2,
): LemmaExceptions {
  const byRules = createLemmatiser(lexicon, { irregular, learned: new Map() });
  const seen = new Map<string, { word: string; lemmas: Map<string, number> }>();
  for (const { form, lemma, xpos } of sentences) {
    form.forEach((word, i) => {
      const key = `${word.toLowerCase()}/${xpos[i]}`;
      const entry = seen.get(key) ?? { word, lemmas: new Map<string, number>() };
      seen.set(key, entry);
      entry.lemmas.set(lemma[i]!, (entry.lemmas.get(lemma[i]!) ?? 0) + 1);
    });
  }
  const learned = new Map<string, string>();
  for (const [key, { word, lemmas }] of seen) {
    const [best, count] = [...lemmas].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]!;
    const xpos = key.slice(key.lastIndexOf("/") + 1);
    if (count < least || best === "_") continue;
    if (byRules(word, word.toLowerCase(), xpos) !== best) learned.set(key, best);
  }
  return { irregular, learned };
}
