import type { ComponentChild } from "preact";

// Characters that hide, or that make words stand in another order than they are stored. Each gets
// an element of its own: there an override ends as soon as it begins, and its name can be seen.
// Line feeds and tabs are laid out as they are.
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u180e\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]/g;

/**
 * Text so that a browser has it as it is stored, character for character. (Two it cannot have: NUL
 * and halves of surrogate pairs become U+FFFD, which is as long.)
 */
export function exactText(text: string): ComponentChild {
  if (text.search(HIDDEN) < 0) return text;
  const children: ComponentChild[] = [];
  let at = 0;
  for (const { index, 0: character } of text.matchAll(HIDDEN)) {
    if (index > at) children.push(text.slice(at, index));
    children.push(hidden(character));
    at = index + 1;
  }
  if (at < text.length) children.push(text.slice(at));
  return children;
}

function hidden(character: string): ComponentChild {
  // A browser would read the first as a line feed and leave the second out, were they not escaped.
  if (character === "\r") return <span dangerouslySetInnerHTML={{ __html: "&#13;" }} />;
  const name = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  const isSoft = character === "\u00ad" || character === "\u200b" || character === "\u2060";
  const inner = character === "\0" ? { dangerouslySetInnerHTML: { __html: "&#0;" } } : null;
  if (inner !== null) return <span class="hidden" data-name={name} {...inner} />;
  return isSoft ? (
    character
  ) : (
    <span class="hidden" data-name={name}>
      {character}
    </span>
  );
}
