import type { TokenRange } from "../../language/index.ts";

/** Rows a window has at most. The model is trained on windows of up to this size. */
export const WINDOW = 256;

/** Rows that two pieces of a paragraph longer than a window share. */
const OVERLAP = 64;

/** What the model reads at once: whole paragraphs with a break between, or a piece of a long one. */
export interface Window {
  /** For each row the token; `BREAK` between paragraphs. */
  readonly tokens: Int32Array;
  /** Rows whose cues this window answers for: all, but where pieces of a paragraph overlap. */
  readonly owned: { readonly from: number; readonly to: number };
}

export const BREAK = -1;

/** Windows over the paragraphs, in order; their owned rows hold every token once. */
export function cutWindows(paragraphs: readonly TokenRange[]): Window[] {
  const windows: Window[] = [];
  for (let p = 0; p < paragraphs.length; ) {
    const first = paragraphs[p]!;
    let q = p + 1;
    let rows = first.to - first.from;
    if (rows > WINDOW) {
      for (const piece of pieces(first)) windows.push(piece);
    } else {
      while (q < paragraphs.length && rows + 1 + lengthOf(paragraphs[q]!) <= WINDOW) {
        rows += 1 + lengthOf(paragraphs[q]!);
        q++;
      }
      windows.push(joined(paragraphs, p, q, rows));
    }
    p = q;
  }
  return windows;
}

function lengthOf(range: TokenRange): number {
  return range.to - range.from;
}

function joined(paragraphs: readonly TokenRange[], from: number, to: number, rows: number): Window {
  const tokens = new Int32Array(rows).fill(BREAK);
  let row = 0;
  for (let p = from; p < to; p++) {
    const paragraph = paragraphs[p]!;
    for (let i = paragraph.from; i < paragraph.to; i++) tokens[row++] = i;
    row++;
  }
  return { tokens, owned: { from: 0, to: rows } };
}

function pieces(paragraph: TokenRange): Window[] {
  const found: Window[] = [];
  const step = WINDOW - OVERLAP;
  for (let at = paragraph.from; ; at += step) {
    const end = Math.min(at + WINDOW, paragraph.to);
    const last = end === paragraph.to;
    found.push({
      tokens: Int32Array.from({ length: end - at }, (_, k) => at + k),
      owned: {
        from: at === paragraph.from ? 0 : OVERLAP / 2,
        to: last ? end - at : WINDOW - OVERLAP / 2,
      },
    });
    if (last) return found;
  }
}
