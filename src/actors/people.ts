import type { TokenRange, Tokens } from "../language/index.ts";
import { isOrganisation, isRole, isTitle } from "./lexicon.ts";

/** Words a person is called by, and where the text gives the full name. */
export interface FullName {
  readonly name: TokenRange;
  readonly role: TokenRange | null;
  /** The last word stands alone elsewhere, as surnames do. */
  readonly surnameAlone: boolean;
}

/** Where a text names people, or may. */
export interface Names {
  /**
   * Full names by their single words: for "Ostrey", the first run of two or three capitalised
   * words that holds it, titles and offices cut off ("Foreign Minister |Bram Ostrey|"). A word
   * that stands in two different names is left out: whose it is, is not known.
   */
  readonly byWord: ReadonlyMap<string, FullName>;
  /** Every full name, and every single name that begins a sentence, in text order. */
  readonly runs: readonly TokenRange[];
}

/** The names of a text, found by their capitals. Linear. */
export function findNames(tokens: Tokens, blocks: readonly TokenRange[]): Names {
  const byWord = new Map<string, FullName | null>();
  const alone = new Set<string>();
  const runs: TokenRange[] = [];
  const singles: TokenRange[] = [];
  for (const block of blocks) {
    for (let i = block.from; i < block.to; ) {
      const to = runEnd(tokens, i, block.to);
      const found = fullNameIn(tokens, { from: i, to });
      if (found !== null) {
        enter(tokens, byWord, found);
        runs.push(found.name);
      } else if (to === i + 1 && !OPENERS.has(tokens.lower[i]!)) {
        if (i > block.from && /^[\p{L}\p{N},]/u.test(tokens.word[i - 1]!))
          alone.add(tokens.lower[i]!);
        else singles.push({ from: i, to });
      }
      i = Math.max(to, i + 1);
    }
  }
  const opening = new Set(singles.map((single) => tokens.lower[single.from]!));
  const names = new Map<string, FullName>();
  for (const [word, found] of byWord) {
    if (found === null) continue;
    const surname = tokens.lower[found.name.to - 1]!;
    const surnameAlone = alone.has(surname) || opening.has(surname);
    names.set(word, { ...found, surnameAlone });
  }
  // A capital that begins a sentence is a name's where the word has one inside a sentence too.
  runs.push(...singles.filter((single) => alone.has(tokens.lower[single.from]!)));
  return { byWord: names, runs: runs.sort((a, b) => a.from - b.from) };
}

function runEnd(tokens: Tokens, from: number, limit: number): number {
  let i = from;
  while (i < limit && /^\p{Lu}/u.test(tokens.word[i]!)) i++;
  // A role may part a run: "Foreign Ministry spokesperson Corin Tarrade".
  if (
    i > from &&
    i < limit &&
    isRole(tokens.lower[i]!) &&
    /^\p{Lu}/u.test(tokens.word[i + 1] ?? "")
  ) {
    return runEnd(tokens, i + 1, limit);
  }
  return i;
}

function fullNameIn(tokens: Tokens, run: TokenRange): FullName | null {
  let from = run.from;
  let role: TokenRange | null = null;
  for (let i = run.from; i < run.to; i++) {
    const lower = tokens.lower[i]!;
    if (isRole(lower)) role = { from: run.from, to: i + 1 };
    if (isRole(lower) || isTitle(lower)) from = i + 1;
    else if (isOrganisation(lower) || OPENERS.has(lower)) {
      from = i + 1;
      role = null;
    }
  }
  const length = run.to - from;
  if (length !== 2 && length !== 3) return null;
  return { name: { from, to: run.to }, role, surnameAlone: false };
}

/** Words that are capitalised because a sentence begins with them. */
const OPENERS = new Set(
  "the a an in on at for from with by and but or if when while as after before since this that these those his her its their our my he she it they we i you no not all some many most more".split(
    " ",
  ),
);

function enter(tokens: Tokens, byWord: Map<string, FullName | null>, found: FullName): void {
  const spelled = spelling(tokens, found.name);
  for (const i of [found.name.from, found.name.to - 1]) {
    const word = tokens.lower[i]!;
    const known = byWord.get(word);
    if (known === undefined) byWord.set(word, found);
    else if (known !== null && spelling(tokens, known.name) !== spelled) byWord.set(word, null);
    else if (known !== null && known.role === null && found.role !== null)
      byWord.set(word, { ...known, role: found.role });
  }
}

function spelling(tokens: Tokens, range: TokenRange): string {
  return tokens.lower.slice(range.from, range.to).join(" ");
}
