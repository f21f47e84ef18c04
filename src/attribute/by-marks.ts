import { type Document, isBody } from "../document/index.ts";
import type { Language } from "../language/index.ts";
import type { AttributionRelation } from "./attribute.ts";

/** Words below which marks set a name or a term off more often than they hold what was said. */
const FEWEST_WORDS = 4;
/** Characters of a script without spaces that count as one word. */
const WORD_WITHOUT_SPACES = 3;

/**
 * The direct quotations of a text in a language that is not read: what stands between marks in its
 * body, in text order, with no source and no cue. Confidence 0.5 stands for "not measured".
 */
export function attributeByMarks(doc: Document, language: Language): AttributionRelation[] {
  const found: AttributionRelation[] = [];
  let block = 0;
  for (const { start, end, closed } of language.quotations) {
    while (doc.blocks[block]!.end <= start) block++;
    if (!closed || !isBody(doc.blocks[block]!)) continue;
    if (wordsIn(doc.text.slice(start, end)) < FEWEST_WORDS) continue;
    found.push({
      source: [],
      cue: [],
      content: [{ start, end }],
      kind: "direct",
      within: null,
      confidence: 0.5,
      by: "attribute/marks@1",
    });
  }
  return found;
}

function wordsIn(text: string): number {
  const unspaced = text.match(
    /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}]/gu,
  );
  const spaced = text.match(/\p{L}+/gu);
  return Math.max(spaced?.length ?? 0, (unspaced?.length ?? 0) / WORD_WITHOUT_SPACES);
}
