import type { Span, SpanPair } from "../../document/index.ts";
import type { Found } from "./matcher.ts";
import { labelOf } from "./protections.ts";

/** A text with some of its words replaced, and the way from its offsets to the new ones and back. */
export class Redaction {
  readonly text: string;
  /** What was replaced, and where its label begins and ends now. In order. */
  readonly #pieces: readonly { readonly old: Span; readonly now: Span }[];

  /** @param found in order, without overlap */
  constructor(original: string, found: readonly Found[]) {
    const pieces: { old: Span; now: Span }[] = [];
    let text = "";
    let at = 0;
    for (const { start, end, protections } of found) {
      text += original.slice(at, start);
      const now = text.length;
      text += labelOf(protections);
      pieces.push({ old: { start, end }, now: { start: now, end: text.length } });
      at = end;
    }
    this.text = text + original.slice(at);
    this.#pieces = pieces;
  }

  /** The same words in the new text; a label as a whole where they were a part of what it hides. */
  toShown([start, end]: SpanPair): SpanPair {
    return [this.#move(start, "old", "now", "start"), this.#move(end, "old", "now", "end")];
  }

  /** The other way: a label is all that it hides. */
  toOriginal([start, end]: SpanPair): SpanPair {
    return [this.#move(start, "now", "old", "start"), this.#move(end, "now", "old", "end")];
  }

  #move(offset: number, from: "old" | "now", to: "old" | "now", edge: "start" | "end"): number {
    let low = 0;
    let high = this.#pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#pieces[middle]![from].start <= offset) low = middle + 1;
      else high = middle;
    }
    const piece = this.#pieces[low - 1]; // the last that begins here or before
    if (piece === undefined) return offset;
    if (offset === piece[from].start) return piece[to].start;
    if (offset < piece[from].end) return piece[to][edge];
    return offset - piece[from].end + piece[to].end;
  }
}
