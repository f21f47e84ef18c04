import type { Parse } from "./parse.ts";
import { UPOS, type Upos } from "./tagset.ts";
import type { TokenRange, Tokens } from "./tokens.ts";

/** So many dependents of one word are seen, which bounds what a hostile text can cost. */
const DEPENDENTS = 64;

/** The dependency trees of a document, to be asked for heads, labels and dependents. All indexes are tokens'. */
export class DependencyTree {
  readonly tokens: Tokens;
  readonly parsed: Parse;
  readonly #first: Int32Array;
  readonly #next: Int32Array;
  /** Labels without their subtypes, one a label. */
  readonly #bases: readonly string[];

  /** Linear in the number of tokens. */
  constructor(tokens: Tokens, parsed: Parse) {
    this.tokens = tokens;
    this.parsed = parsed;
    this.#first = new Int32Array(tokens.length).fill(-1);
    this.#next = new Int32Array(tokens.length).fill(-1);
    this.#bases = parsed.labelNames.map((label) => label.split(":")[0]!);
    const last = new Int32Array(tokens.length).fill(-1);
    const count = new Uint8Array(tokens.length);
    for (let i = 0; i < tokens.length; i++) {
      const head = parsed.head[i]!;
      if (head < 0 || count[head]! >= DEPENDENTS) continue;
      if (count[head]!++ === 0) this.#first[head] = i;
      else this.#next[last[head]!] = i;
      last[head] = i;
    }
  }

  /** First dependent in text order, -1 for none; `next` goes on. */
  first(i: number): number {
    return this.#first[i]!;
  }

  next(i: number): number {
    return this.#next[i]!;
  }

  /** -1 for the root. */
  head(i: number): number {
    return this.parsed.head[i]!;
  }

  /** With its subtype: "nsubj:pass". */
  label(i: number): string {
    return this.parsed.labelNames[this.parsed.label[i]!]!;
  }

  /** The label without its subtype: "nsubj" for "nsubj:pass". */
  base(i: number): string {
    return this.#bases[this.parsed.label[i]!]!;
  }

  upos(i: number): Upos {
    return UPOS[this.parsed.upos[i]!]!;
  }

  /** Penn tag. */
  tag(i: number): string {
    return this.parsed.xposNames[this.parsed.xpos[i]!]!;
  }

  /** In small letters. */
  lemma(i: number): string {
    return this.parsed.lemma[i]!.toLowerCase();
  }

  isVerb(i: number): boolean {
    return this.upos(i) === "VERB";
  }

  /** A noun, a name or a pronoun. */
  isNominal(i: number): boolean {
    const upos = this.upos(i);
    return upos === "NOUN" || upos === "PROPN" || upos === "PRON";
  }

  /** The first dependent with one of these labels or base labels; -1 for none. */
  child(i: number, ...labels: readonly string[]): number {
    for (let c = this.first(i); c >= 0; c = this.next(c)) {
      if (labels.includes(this.base(c)) || labels.includes(this.label(c))) return c;
    }
    return -1;
  }

  /** The dependents with one of these labels or base labels, in text order. */
  children(i: number, ...labels: readonly string[]): number[] {
    const found: number[] = [];
    for (let c = this.first(i); c >= 0; c = this.next(c)) {
      if (labels.includes(this.base(c)) || labels.includes(this.label(c))) found.push(c);
    }
    return found;
  }

  /** Whether "not", "n't" or "never" hangs on the token. */
  isNegated(i: number): boolean {
    return this.children(i, "advmod").some((c) =>
      /^(?:not|n['’]t|never)$/.test(this.tokens.lower[c]!),
    );
  }

  /** The first token of a range whose head lies outside it and that is no mark or conjunction. */
  top({ from, to }: TokenRange): number {
    for (let i = from; i < to; i++) {
      const head = this.head(i);
      if (head >= from && head < to) continue;
      if (!/^(?:punct|mark|cc|case|det)$/.test(this.label(i))) return i;
    }
    return from;
  }
}
