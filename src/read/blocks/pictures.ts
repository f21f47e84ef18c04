import { isName } from "../byline.ts";
import { eachUnit, type Rule } from "./rule.ts";
import type { Unit } from "./units.ts";

/** Longest caption: longer text that ends in a credit is a paragraph. */
const MAX_CAPTION = 350;

/*
 * Credits at the end of a line, each from its first sign to the end.
 */
const TAIL_CREDITS: readonly RegExp[] = [
  // "… on Monday. /Oram Photo", "… on Monday. / Harbour Agency"
  /(?<=^|[\s.,"”)])\/ ?\p{Lu}[\p{L}\p{M}\d .,'’&/-]{1,50}$/u,
  // "[Photo/Agency]", "(Photo: Ada Roe)", "(Photo by Ada Roe/OPA)", "(Photograph courtesy of …)"
  /[[(](?:file )?(?:photo(?:graph)?|image|picture|pic|credit|source|courtesy)s?\b[^[\]()]{0,80}[\])]\.?$/i,
  // "(OPA Photo/Ada Roe)", "[Harbour Agency/Handout]"
  /[[(][^[\]()]{0,40}\b(?:photo|handout|getty images|via ap|reuters|afp|epa|xinhua)\/?[^[\]()]{0,40}[\])]\.?$/i,
  // "(OPA/Tern-Harbour/ODA)"
  /\((?=[^()]*\p{Lu}{2})\p{Lu}[\p{L}\d .&'’-]{1,30}\/\p{Lu}[\p{L}\d .&/'’-]{1,50}\)$/u,
  // "… in the harbour.Reuters"
  /(?<=\p{Ll}[.])(?:Reuters|AP|AFP|EPA|Getty(?: Images)?|Shutterstock)(?:\/[\p{L} .'’-]{1,40})?$/u,
  // "Photo: Ada Roe", "Photograph: Ada Roe/OPA", "Photo by Ada Roe"
  /(?<=^|[\s.])(?:photo(?:graph)?|image|picture|credit)s?(?: credits?)?(?::| by) ?\p{Lu}[\p{L}\p{M}\d .,'’&/-]{1,60}$/iu,
  // "OPA Photo/Ada Roe"
  /(?<=^|[\s.])\p{Lu}[\p{L}]{1,20} (?:Photo|Images)(?:\/[\p{L} .'’-]{1,50})?$/u,
  // "REUTERS/Ada Roe", "OPA/Ada Roe" after a full stop
  /(?<=^|[.!?]["”]? )\p{Lu}{2,12}\/\p{Lu}[\p{L} .'’-]{1,50}$/u,
];

/** Where the credit at the end of a caption begins, relative to `words`; -1 for none. */
export function creditStart(words: string): number {
  if (/[^\])][.!?]["”’]?$/.test(words)) return -1; // A sentence; asked first because most lines are one.
  for (const credit of TAIL_CREDITS) {
    const at = words.search(credit);
    if (at !== -1) return at;
  }
  return -1;
}

const CREDIT_LINES: readonly RegExp[] = [
  /^(?:additional |with )?(?:reporting|writing|editing|research|translation|translated|edited|produced|compiled|photos?|photography|graphics?|video|illustrations?) by:? \p{Lu}/iu,
  /^\(?with (?:inputs?|input from|material from|files from|reporting from)\b/i,
  /^sources?: ?\p{Lu}[\p{L}\d .,'’&/-]{1,80}$/iu,
];

const CAPTION_LEAD =
  /^(?:file photo|file picture|file image|image caption|caption|pictured|photo caption)\b ?[:–—-]/i;

/** Lines under pictures, and lines that only name who made something. */
export const pictures: Rule = eachUnit(pictureKind);

function pictureKind(unit: Unit): "caption" | "credit" | null {
  if (unit.length > MAX_CAPTION) return null;
  if (CAPTION_LEAD.test(unit.head)) return "caption";
  if (unit.length < 200 && CREDIT_LINES.some((line) => line.test(unit.head))) return "credit";
  const at = creditStart(unit.tail);
  if (at === -1) return leadingPhoto(unit);
  return at === 0 || (at <= 1 && unit.length < 80) ? "credit" : "caption";
}

/** "Photo: dockers at the gate": a caption, unless a name alone follows, which credits somebody. */
function leadingPhoto(unit: Unit): "caption" | "credit" | null {
  const match = /^(?:photo|image|picture)s?: ?(.+)$/i.exec(unit.head);
  if (!match || unit.length > 200) return null;
  return isName(match[1]!) ? "credit" : "caption";
}
