// Characters that move the cursor, start an escape sequence, or make a terminal draw words in
// another order than they are stored: C0, DEL, C1, bidirectional embeddings, overrides and
// isolates, the byte order mark, interlinear marks, lone surrogates. The plain direction marks
// (U+200E, U+200F, U+061C) and joiners stay: Hebrew, Arabic and Persian need them.
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\p{Surrogate}]/gu;

// No-break spaces are not here: they are drawn as a space, and must not become a place to wrap.
const WHITE_SPACE = /[\t-\r \u0085\u2028\u2029]+/g;

const SOFT_HYPHEN = /\u00ad/g;

/**
 * A text as it may be shown on one line of a terminal: white space as single spaces, and whatever
 * could act on the terminal or hide its own order as a visible escape such as `\u202e`.
 */
export function visibleText(text: string): string {
  return text.replace(WHITE_SPACE, " ").replace(SOFT_HYPHEN, "").replace(UNSAFE, visibleEscape);
}

function visibleEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
