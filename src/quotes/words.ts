import type { Span } from "../document/index.ts";

/**
 * The words of a text, or of some stretches of it, folded for comparison, as columns of one length.
 *
 * Folding leaves out what an editor may set differently without changing a word: letter case,
 * accents, apostrophes, quotation marks, dashes, and hyphens, which part words ("e-mail" is two).
 * "%" is "percent" and "&" is "and".
 */
export interface Words {
  readonly text: string;
  readonly forms: readonly string[];
  /** Offsets in `text`. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Whether an editor has put the word, or a part of it, in square brackets. */
  readonly bracketed: readonly boolean[];
  /** What stands before the word and after the one before it. */
  readonly before: readonly Gap[];
}

/** `ellipsis`: a mark that words are left out; `break`: the next stretch begins here. */
export type Gap = "" | "ellipsis" | "break";

/**
 * One word with its inner apostrophes and the points of its numbers; or an ellipsis; or a sign that
 * is read as a word; or a square bracket.
 */
const PIECE =
  /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|['’ʼ](?=\p{L})|(?<=\p{N})[.,](?=\p{N}))*|…|\.(?:\s?\.){2,3}|[%&[\]]/gu;

/** The words of the text, or of these spans of it, in the order of the spans. */
export function foldWords(text: string, spans?: readonly Span[]): Words {
  const folding = new Folding(text);
  for (const span of spans ?? [{ start: 0, end: text.length }]) folding.read(span);
  return folding;
}

class Folding implements Words {
  readonly text: string;
  readonly forms: string[] = [];
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly bracketed: boolean[] = [];
  readonly before: Gap[] = [];
  #gap: Gap = "";

  constructor(text: string) {
    this.text = text;
  }

  read({ start, end }: Span): void {
    if (this.forms.length > 0 && this.#gap === "") this.#gap = "break";
    const stretch = this.text.slice(start, end);
    let inBrackets = false;
    for (const { 0: piece, index } of stretch.matchAll(PIECE)) {
      const at = start + index;
      if (piece === "[" || piece === "]") inBrackets = piece === "[";
      else if (/^[….]/.test(piece)) this.#gap = "ellipsis";
      else if (this.#continues(at)) this.#extend(at + piece.length, fold(piece));
      else this.#add(at, at + piece.length, fold(piece), inBrackets);
    }
  }

  /** Whether only a bracket parts this place from the word before: "[W]e", "want[ed]". */
  #continues(at: number): boolean {
    return (
      this.#gap === "" && this.ends.at(-1) === at - 1 && /[[\]]/.test(this.text.charAt(at - 1))
    );
  }

  #extend(end: number, form: string): void {
    const last = this.forms.length - 1;
    this.forms[last] += form;
    this.ends[last] = end;
    this.bracketed[last] = true;
  }

  #add(start: number, end: number, form: string, bracketed: boolean): void {
    this.forms.push(form);
    this.starts.push(start);
    this.ends.push(end);
    this.bracketed.push(bracketed);
    this.before.push(this.#gap);
    this.#gap = "";
  }
}

const SIGNS: ReadonlyMap<string, string> = new Map([
  ["%", "percent"],
  ["&", "and"],
]);

/** All but letters, digits, and points between digits. */
const NO_PART = /[^\p{L}\p{N}.]|(?<!\p{N})\.|\.(?!\p{N})/gu;

function fold(piece: string): string {
  const lower = piece.toLowerCase();
  if (/^[a-z0-9]+$/.test(lower)) return lower;
  // Mathematical and other styled letters have no lower case until they are plain ones.
  const plain = piece.normalize("NFKD").toLowerCase().normalize("NFKD");
  // "½" is "1⁄2", and neither is twelve.
  return SIGNS.get(piece) ?? (plain.includes("⁄") ? lower : plain).replace(NO_PART, "");
}

/** The words from one to another, the last not included. */
export function sliceWords(words: Words, from: number, to: number): Words {
  return {
    text: words.text,
    forms: words.forms.slice(from, to),
    starts: words.starts.slice(from, to),
    ends: words.ends.slice(from, to),
    bracketed: words.bracketed.slice(from, to),
    before: words.before.slice(from, to),
  };
}

/** The span from one word to another, both included. */
export function wordSpan(
  { starts, ends }: Words,
  from: number,
  to: number,
): readonly [number, number] {
  return [starts[from]!, ends[to]!];
}
