/** A label at the head of a paragraph: "Q:", "Answer:", "ADA ROE:", "Ada Roe (Oram):". */
export interface Label {
  /** In lower case; what two paragraphs of one person share. */
  readonly key: string;
  /** Length of the label with its colon and the white space after it. */
  readonly length: number;
  /** "Q" or "A." without a colon: counts only beside others like it. */
  readonly bare: boolean;
}

/** Before a label: "[00:12:03]", of which a unit's head has lost the bracket, and emphasis. */
const BEFORE = "(?:\\d{1,2}:\\d\\d(?::\\d\\d)?[\\])]?[ –-]*)?[*_]*";
const WORD = "\\p{Lu}[\\p{L}\\p{M}.'’-]*";
const NAME = `${WORD}(?: (?:(?:al|bin|da|de|del|der|di|la|le|of|the|van|von) )*${WORD}){0,4}(?: ?\\d{1,3})?`;

const LABEL = new RegExp(
  `^${BEFORE}(${NAME})(?: ?\\([^()]{1,60}\\))?[*_]{0,3}: *[*_]{0,3} *(?=\\S)`,
  "u",
);

/** "TARRADE, FOREIGN MINISTRY SPOKESPERSON:", in capitals only: "On Tuesday, she said:" is no label. */
const TITLED = new RegExp(
  `^${BEFORE}(\\p{Lu}[\\p{Lu}\\p{M}.'’ -]{2,40}), [\\p{Lu}\\p{L} ,'’-]{3,80}: *(?=\\S)`,
  "u",
);

/** "Q  Will it be reviewed?", "Q. Will it …", "A. It will." */
const BARE = new RegExp(`^${BEFORE}(?:(Q)(?:[.)]| )|(A)[.)])[*_]* *(?=[\\p{Lu}“"‘'([])`, "u");

/** The label a paragraph begins with, `null` where it begins without one. */
export function labelOf(head: string): Label | null {
  const match = LABEL.exec(head) ?? TITLED.exec(head);
  if (match) return { key: match[1]!.toLowerCase(), length: match[0].length, bare: false };
  const bare = BARE.exec(head);
  return bare && { key: (bare[1] ?? bare[2])!.toLowerCase(), length: bare[0].length, bare: true };
}

const NAME_LINE = new RegExp(`^(${NAME})(?: ?\\([^()]{1,60}\\))?$`, "u");

/** In lower case, the name that is all of a line: "CORIN TARRADE", "Q"; `null` for another line. */
export function nameLine(line: string): string | null {
  const bare = line.replace(/^[*_]+|[*_]+$/g, "");
  return bare.length > 60 ? null : (NAME_LINE.exec(bare)?.[1]?.toLowerCase() ?? null);
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
