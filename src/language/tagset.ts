/** Universal part-of-speech tags (UD v2); a token's `upos` is an index into this list. */
export const UPOS = [
  ...["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM"],
  ...["PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"],
] as const;
export type Upos = (typeof UPOS)[number];

/**
 * The classes of the tagger, each a pair of universal and Penn tag written "NOUN/NN"; `upos` and
 * `xpos` give both parts of each class as indexes.
 */
export interface Tagset {
  readonly classes: readonly string[];
  /** Index into `UPOS` of each class. */
  readonly upos: Uint8Array;
  /** Index into `xposNames` of each class. */
  readonly xpos: Uint8Array;
  /** The Penn tags in the order of their first class. */
  readonly xposNames: readonly string[];
}

/** @throws Error where a class names no universal tag */
export function createTagset(classes: readonly string[]): Tagset {
  const xposNames: string[] = [];
  const upos = new Uint8Array(classes.length);
  const xpos = new Uint8Array(classes.length);
  classes.forEach((name, c) => {
    const slash = name.indexOf("/");
    const universal = UPOS.indexOf(name.slice(0, slash) as Upos);
    if (universal < 0) throw new Error(`"${name}" begins with no universal tag.`);
    upos[c] = universal;
    const penn = name.slice(slash + 1);
    if (!xposNames.includes(penn)) xposNames.push(penn);
    xpos[c] = xposNames.indexOf(penn);
  });
  return { classes, upos, xpos, xposNames };
}
