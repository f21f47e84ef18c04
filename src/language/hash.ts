/**
 * Hashes for feature keys: 32 bits, spread well enough that a few million keys rarely meet.
 *
 * Models are trained on these very numbers: a change here makes every model file invalid, so it
 * must come with a new `FORMAT_VERSION` (model-file.ts).
 */

/** FNV-1a over UTF-16 code units `[from, to)` of a word, with digits folded to one. */
export function hashWord(word: string, from = 0, to = word.length): number {
  let h = 0x811c9dc5 | 0;
  for (let i = from; i < to; i++) h = step(h, foldDigit(word.charCodeAt(i)));
  return h;
}

export function step(h: number, value: number): number {
  return Math.imul(h ^ value, 0x01000193);
}

/** Digits become `0`, so that years and amounts share their weights. */
export function foldDigit(code: number): number {
  return code >= 48 && code <= 57 ? 48 : code;
}

/** Key of template `t` with one value. */
export function key1(t: number, a: number): number {
  return finish(Math.imul(a ^ Math.imul(t, 0x9e3779b1), 0x85ebca6b));
}

/** Key of template `t` with two values, in this order. */
export function key2(t: number, a: number, b: number): number {
  let h = Math.imul(a ^ Math.imul(t, 0x9e3779b1), 0x85ebca6b);
  h = Math.imul((h ^ (h >>> 15)) + b, 0xc2b2ae35);
  return finish(h);
}

/** Key of template `t` with three values, in this order. */
export function key3(t: number, a: number, b: number, c: number): number {
  let h = Math.imul(a ^ Math.imul(t, 0x9e3779b1), 0x85ebca6b);
  h = Math.imul((h ^ (h >>> 15)) + b, 0xc2b2ae35);
  h = Math.imul((h ^ (h >>> 13)) + c, 0x27d4eb2f);
  return finish(h);
}

function finish(h: number): number {
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return h ^ (h >>> 13);
}
