import { type Language, type Parse, type TokenRange, UPOS } from "../language/index.ts";

/** How far from its head a child is looked for; keeps the search linear. */
const REACH = 24;

const VERB = UPOS.indexOf("VERB");

/** The dependency trees of a document, asked by label. All indexes are tokens'. */
export class Trees {
  readonly lower: readonly string[];
  readonly #parsed: Parse;

  constructor(language: Pick<Language, "tokens">, parsed: Parse) {
    this.lower = language.tokens.lower;
    this.#parsed = parsed;
  }

  head(token: number): number {
    return this.#parsed.head[token]!;
  }

  label(token: number): string {
    return this.#parsed.labelNames[this.#parsed.label[token]!]!;
  }

  lemma(token: number): string {
    return this.#parsed.lemma[token]!.toLowerCase();
  }

  /** Penn tag. */
  tag(token: number): string {
    return this.#parsed.xposNames[this.#parsed.xpos[token]!]!;
  }

  isVerb(token: number): boolean {
    return this.#parsed.upos[token] === VERB;
  }

  /** The first token near a head that hangs on it with one of the labels; -1 for none. */
  child(head: number, labels: readonly string[]): number {
    const { length } = this.lower;
    for (let i = Math.max(0, head - REACH); i < Math.min(length, head + REACH); i++) {
      if (this.#parsed.head[i] === head && labels.includes(this.label(i))) return i;
    }
    return -1;
  }

  children(head: number, labels: readonly string[]): number[] {
    const found: number[] = [];
    const { length } = this.lower;
    for (let i = Math.max(0, head - REACH); i < Math.min(length, head + REACH); i++) {
      if (this.#parsed.head[i] === head && labels.includes(this.label(i))) found.push(i);
    }
    return found;
  }

  /** Whether "not", "n't" or "never" hangs on the token. */
  isNegated(token: number): boolean {
    return this.children(token, ["advmod"]).some((i) =>
      /^(?:not|n['’]t|never)$/.test(this.lower[i]!),
    );
  }

  /** Whether the token or one above it, at most so many steps up, satisfies the test. */
  climbs(token: number, steps: number, test: (token: number) => boolean): boolean {
    for (let at = token, step = 0; at >= 0 && step <= steps; step++) {
      if (test(at)) return true;
      at = this.head(at);
    }
    return false;
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
