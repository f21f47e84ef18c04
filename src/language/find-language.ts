import { type Document, isBody } from "../document/index.ts";

/**
 * Common English words that no language beside it writes as often: not "in", "a", "was" or "on",
 * which are words of German, Spanish or French too.
 */
const ENGLISH = new Set(
  [
    "the and that with from this which were have has had been their would said they are his who it",
    "will but its of than after there what when about into could other should these those because",
    "is not be by for as he she we you i to at her out up more",
  ].flatMap((line) => line.split(" ")),
);

/** Characters of the body looked at: enough to be sure of any language. */
const LOOKED_AT = 6000;
/** Fewer words in small letters, or letters of another script, say nothing. */
const FEWEST = 20;
/** But so many words in small letters without one of `ENGLISH` are not English: 1 in 500 would be. */
const ENOUGH_WITHOUT = 12;
/**
 * Share of `ENGLISH` among words in small letters, from which on a text is English and below which
 * it is not; between them nothing is said. Set beforehand; how they do is in docs/evaluation.md.
 */
const PLAINLY = 0.2;
const HARDLY = 0.1;

/**
 * Whether the body of a document is English: `null` where it is too short, a list of names, or
 * mixed. Looks at its beginning only, so it takes no time to speak of.
 */
export function isEnglish(doc: Pick<Document, "text" | "blocks">): boolean | null {
  let small = 0;
  let english = 0;
  let capitalised = 0;
  let englishCapitalised = 0;
  let latin = 0;
  let foreign = 0;
  for (const [word] of beginningOf(doc).matchAll(/\p{L}+/gu)) {
    if (!isLatin(word)) {
      foreign += word.length;
      continue;
    }
    latin += word.length;
    const lower = word.toLowerCase();
    const isCommon = ENGLISH.has(lower) ? 1 : 0;
    if (word === lower) {
      small++;
      english += isCommon;
    } else {
      capitalised++;
      englishCapitalised += isCommon;
    }
  }
  if (foreign >= FEWEST && foreign > latin) return false;
  if (small * 10 >= capitalised) {
    if (small < FEWEST) return small >= ENOUGH_WITHOUT && english === 0 ? false : null;
    const share = english / small;
    return share >= PLAINLY ? true : share < HARDLY ? false : null;
  }
  // A text in capitals may be a list of names in any language: its words can only speak for English.
  const words = small + capitalised;
  return words >= FEWEST && (english + englishCapitalised) / words >= PLAINLY ? true : null;
}

/** The text from its first block of the body on, as much as is looked at. */
function beginningOf({ text, blocks }: Pick<Document, "text" | "blocks">): string {
  const start = blocks.find(isBody)?.start ?? 0;
  return text.slice(start, start + LOOKED_AT);
}

function isLatin(word: string): boolean {
  const code = word.charCodeAt(0);
  return code < 0x250 || (code >= 0x1e00 && code < 0x1f00);
}

/**
 * Whether a document is to be read as English: what it says of itself counts first, then its
 * words. A text that says nothing either way is read as English.
 */
export function readsAsEnglish(doc: Pick<Document, "text" | "blocks" | "language">): boolean {
  if (doc.language !== null) return /^en(?![a-z])/i.test(doc.language);
  return isEnglish(doc) !== false;
}

/** The ISO 639-1 code of a document's language; `null` where its beginning does not settle it. */
export type NameLanguage = (doc: Pick<Document, "text" | "blocks">) => string | null;

/**
 * Loads what tells some sixty languages apart (eld, with its smallest data). It takes a fifth of a
 * second and 80 MB, so load it only for a text that is plainly not English.
 */
export async function loadLanguageNames(): Promise<NameLanguage> {
  const { eld } = await import("eld/extrasmall");
  return (doc) => {
    const found = eld.detect(beginningOf(doc));
    return found.isReliable() ? found.language : null;
  };
}

/**
 * The document with the language its words are in, where it names none and is plainly not English;
 * else the document itself.
 */
export async function withLanguage(doc: Document): Promise<Document> {
  if (doc.language !== null || readsAsEnglish(doc)) return doc;
  return { ...doc, language: (await loadLanguageNames())(doc) };
}
