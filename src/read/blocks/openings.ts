/** A label at the head of a paragraph: "Q:", "Answer:", "ADA ROE:", "Ada Roe (Oram):". */
export interface Label {
  /** In lower case; what two paragraphs of one person share. */
  readonly key: string;
  /** Length of the label with its colon and the white space after it. */
  readonly length: number;
}

const LABEL =
  /^(\p{Lu}[\p{L}\p{M}.'’-]*(?: (?:(?:al|bin|da|de|del|der|di|la|le|of|the|van|von) )*\p{Lu}[\p{L}\p{M}.'’-]*){0,4}\d{0,3}) ?(?:\([^()]{1,60}\))?: *(?=\S)/u;

/** The label a paragraph begins with, `null` where it begins without one. */
export function labelOf(head: string): Label | null {
  const match = LABEL.exec(head);
  return match && { key: match[1]!.toLowerCase(), length: match[0].length };
}

const BULLET = /^[•‣◦▪●∙·*–—-]\s+\S/;
const NUMBER = /^\(?\d{1,3}[.)]\s+\S/;
const LETTER = /^\(?(?:[a-z]|[ivx]{1,4})[.)]\s+\S/;

/** What a list item begins with; items of one list begin alike. */
export type ItemMark = "bullet" | "number" | "letter";

/** `null` for a line that is no list item. */
export function itemMark(head: string): ItemMark | null {
  if (BULLET.test(head)) return "bullet";
  if (NUMBER.test(head)) return "number";
  return LETTER.test(head) ? "letter" : null;
}
