import type { Language, Tokens } from "../language/index.ts";
import type { Draft } from "./draft.ts";
import { roleStem } from "./lexicon.ts";
import type { Address } from "./names.ts";
import type { Tree } from "./tree.ts";

/** How far back a pronoun may point, in sentences and in blocks; farther is a guess. */
const SENTENCES_BACK = 6;
const BLOCKS_BACK = 3;
/** How many mentions back anything may point; keeps the search linear in long texts. */
const MENTIONS_BACK = 400;
/** By how much the best antecedent must lead the next one. */
const MARGIN = 0.5;
/** With this lead the text is taken to call the antecedent by that pronoun. */
const SURE = 1.5;

/**
 * What speaks for an antecedent and against it; a subject has 3. Chosen on the even half of
 * gold/sources.json (docs/evaluation.md); half or twice of each loses a point or two there.
 */
const WEIGHTS = { sentence: 1.5, block: 0.8, source: 1, mentions: 0.25, clause: 1.5 };

/** A mention as later words may point back to it. */
export interface Antecedent {
  readonly draft: Draft;
  /** The token that stands for it in the tree. */
  readonly head: number;
}

/** What a pronoun was found to mean. */
export interface FoundAntecedent {
  readonly draft: Draft;
  /** The lead over all others is so large that the text is taken to call it by this pronoun. */
  readonly isSure: boolean;
  /** Nobody else who fits stands between in the same sentence. */
  readonly isNearest: boolean;
}

/** What may be meant by a kind of pronoun. */
type Fits = (draft: Draft) => boolean;

const isSomebody: Fits = ({ kind, named }) => kind === "person" || (kind === null && named);
const isSeveral: Fits = ({ kind }) => kind === "group";
const isSomething: Fits = ({ kind }) =>
  kind === "organisation" || kind === "state" || kind === "document" || kind === "outlet";

/** What a pronoun may stand for, and what the text then calls that. */
interface Pronoun {
  readonly fits: Fits;
  readonly address: Address | null;
}

const PRONOUNS = new Map<string, Pronoun>();
for (const [words, fits, address] of [
  ["he him his himself", isSomebody, "he"],
  ["she her hers herself", isSomebody, "she"],
  ["they them their themselves", isSeveral, null],
  ["it its itself", isSomething, null],
] as const) {
  for (const word of words.split(" ")) PRONOUNS.set(word, { fits, address });
}

export const isPronoun = (word: string) => PRONOUNS.has(word);
/** The address a pronoun states. */
export const pronounAddress = (word: string) => PRONOUNS.get(word)?.address ?? null;

/**
 * The mentions read so far, in text order, and whom "he", "it" and "the spokesperson" point back
 * to: `null` where the text does not settle it.
 *
 * An antecedent is weighed by its place in its sentence, how near it is, whether it was a source,
 * and how often the text speaks of it (the weights of Lappin and Leass 1994, simplified). Where
 * two weigh about the same, neither is taken.
 */
export class Antecedents {
  readonly #tokens: Tokens;
  readonly #tree: Tree;
  readonly #isSource: (token: number) => boolean;
  readonly #quotationOf: Int32Array;
  readonly #read: Antecedent[] = [];
  readonly #counts = new Map<Draft, number>();
  readonly #holders = new Map<string, Set<Draft>>();

  constructor(language: Language, tree: Tree, isSource: (token: number) => boolean) {
    this.#tokens = language.tokens;
    this.#tree = tree;
    this.#isSource = isSource;
    this.#quotationOf = quotationsOf(language);
  }

  add(draft: Draft, head: number): void {
    this.#read.push({ draft, head });
    this.#counts.set(draft, (this.#counts.get(draft) ?? 0) + 1);
  }

  /** Enters an office of somebody: "Orvanian Foreign Ministry |spokes|person". */
  addHolder(draft: Draft, noun: string): void {
    const stem = roleStem(noun);
    const known = this.#holders.get(stem);
    if (known === undefined) this.#holders.set(stem, new Set([draft]));
    else known.add(draft);
  }

  /** Whom a pronoun means; `speaker` is whose words it stands in, who does not call himself "he". */
  ofPronoun(token: number, speaker: Draft | null): FoundAntecedent | null {
    const { fits, address } = PRONOUNS.get(this.#tokens.lower[token]!)!;
    const subject = this.#subjectAbove(token);
    const weights = new Map<Draft, number>();
    const others = new Set<Draft>();
    let between: Draft | null = null;
    const { length } = this.#read;
    for (let m = length - 1; m >= 0 && m > length - MENTIONS_BACK; m--) {
      const mention = this.#read[m]!;
      if (!this.#isNear(mention.head, token)) break;
      const { draft } = mention;
      if (draft === speaker || !fits(draft) || this.#bars(mention, token)) continue;
      if (this.#isCalledOtherwise(mention, token, address)) others.add(draft);
      if (others.has(draft)) continue;
      if (draft.address !== null && address !== null && draft.address !== address) continue;
      const weight =
        this.#weight(mention, token, address) + (mention.head === subject ? WEIGHTS.clause : 0);
      if (this.#tree.sentence[mention.head] === this.#tree.sentence[token]) between ??= draft;
      weights.set(draft, Math.max(weight, weights.get(draft) ?? Number.NEGATIVE_INFINITY));
    }
    const [best, next] = [...weights].sort(([, a], [, b]) => b - a);
    if (best === undefined) return null;
    const lead = best[1] - (next?.[1] ?? Number.NEGATIVE_INFINITY);
    if (lead < MARGIN) return null;
    const [draft] = best;
    return { draft, isSure: lead >= SURE, isNearest: between === null || between === draft };
  }

  /** The nearest person before who holds the office and is accepted, else the only one who does at all. */
  ofRole(noun: string, accepts: (draft: Draft) => boolean): Draft | null {
    const held = this.#holders.get(roleStem(noun));
    if (held === undefined) return null;
    const holders = new Set([...held].filter(accepts));
    const { length } = this.#read;
    for (let m = length - 1; m >= 0 && m > length - MENTIONS_BACK; m--) {
      if (holders.has(this.#read[m]!.draft)) return this.#read[m]!.draft;
    }
    return holders.size === 1 ? [...holders][0]! : null;
  }

  #isNear(head: number, token: number): boolean {
    const { sentence, block } = this.#tree;
    return (
      sentence[token]! - sentence[head]! <= SENTENCES_BACK &&
      block[token]! - block[head]! <= BLOCKS_BACK
    );
  }

  /** The subject of the verb whose object the pronoun is: "Orlo told him". */
  #bars({ head }: Antecedent, token: number): boolean {
    const tree = this.#tree;
    if (tree.head(head) !== tree.head(token) || tree.head(head) < 0) return false;
    return !/sel(?:f|ves)$/.test(this.#tokens.lower[token]!);
  }

  /** The subject of the nearest clause around a pronoun: "Orlo said |the skipper| left with his boat." */
  #subjectAbove(token: number): number {
    const { sentence, parsed } = this.#tree;
    const { head } = parsed;
    const steps = new Map<number, number>();
    for (let above = head[token]!; above >= 0 && steps.size < 8; above = head[above]!) {
      steps.set(above, steps.size);
    }
    let nearest = -1;
    for (let m = this.#read.length - 1; m >= 0; m--) {
      const subject = this.#read[m]!.head;
      if (sentence[subject] !== sentence[token] || this.#read.length - m > MENTIONS_BACK) break;
      if (this.#tree.base(subject) !== "nsubj" || !steps.has(head[subject]!)) continue;
      if (nearest < 0 || steps.get(head[subject]!)! < steps.get(head[nearest]!)!) nearest = subject;
    }
    return nearest;
  }

  /** "He" and "she" of one sentence are two people. */
  #isCalledOtherwise({ head }: Antecedent, token: number, address: Address | null): boolean {
    if (address === null || this.#tree.sentence[head] !== this.#tree.sentence[token]) return false;
    const other = pronounAddress(this.#tokens.lower[head]!);
    return other !== null && other !== address;
  }

  #weight({ draft, head }: Antecedent, token: number, address: Address | null): number {
    const { sentence, block } = this.#tree;
    const isQuoted =
      this.#quotationOf[head]! > 0 && this.#quotationOf[head] !== this.#quotationOf[token];
    return (
      this.#prominence(head) -
      WEIGHTS.sentence * Math.min(4, sentence[token]! - sentence[head]!) -
      WEIGHTS.block * (block[token]! - block[head]!) +
      (this.#isSource(head) ? WEIGHTS.source : 0) +
      WEIGHTS.mentions * Math.min(4, Math.log2(this.#counts.get(draft)!)) +
      (address !== null && draft.address === address ? 1.5 : 0) -
      (isQuoted ? 3 : 0) -
      (draft.kind === null ? 1 : 0)
    );
  }

  /** By the place in the sentence. */
  #prominence(mention: number): number {
    let head = mention;
    // Of two joined, neither is the more prominent: "Orlo and Moll met."
    while (this.#tree.base(head) === "conj" && this.#tree.isNominal(this.#tree.head(head))) {
      head = this.#tree.head(head);
    }
    const relation = this.#tree.base(head);
    if (relation === "nsubj") {
      const clause = this.#tree.head(head);
      return clause >= 0 && /^(?:root|ccomp|parataxis|conj)$/.test(this.#tree.base(clause))
        ? 3
        : 2.5;
    }
    if (relation === "obj" || relation === "iobj") return 1.5;
    if (relation === "obl" || this.#tree.label(head) === "nmod:poss") return 1;
    return 0.5;
  }
}

/** Number of the quotation each token stands in, counted from 1; 0: none. */
function quotationsOf({ tokens, quotations }: Language): Int32Array {
  const numbers = new Int32Array(tokens.length);
  let q = 0;
  for (let i = 0; i < tokens.length; i++) {
    while (q < quotations.length && quotations[q]!.end <= tokens.start[i]!) q++;
    if (q < quotations.length && quotations[q]!.start <= tokens.start[i]!) numbers[i] = q + 1;
  }
  return numbers;
}
