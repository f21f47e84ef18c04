import { type Document, isBody, type Span } from "../document/index.ts";
import type { Language } from "../language/index.ts";
import type { AttributionRelation } from "./attribute.ts";

/**
 * The outlet's own voice: sentences of the body of which no attribution covers a word. In text
 * order. They are credited to nobody.
 */
export function ownVoice(
  doc: Document,
  language: Language,
  relations: readonly Pick<AttributionRelation, "source" | "cue" | "content">[],
): Span[] {
  const covered = relations
    .flatMap((r) => [...r.source, ...r.cue, ...r.content])
    .sort((a, b) => a.start - b.start);
  const { tokens } = language;
  const own: Span[] = [];
  let next = 0;
  let reach = 0;
  let block = 0;
  for (const sentence of language.sentences) {
    while (language.blocks[block]!.to <= sentence.from) block++;
    const span = { start: tokens.start[sentence.from]!, end: tokens.end[sentence.to - 1]! };
    while (next < covered.length && covered[next]!.start < span.end) {
      reach = Math.max(reach, covered[next]!.end);
      next++;
    }
    if (reach <= span.start && isSentence(doc, block, span)) own.push(span);
  }
  return own;
}

/** Body text with a word in it; a subhead is a line of the layout, not a sentence. */
function isSentence(doc: Document, block: number, span: Span): boolean {
  const { kind } = doc.blocks[block]!;
  return (
    isBody(doc.blocks[block]!) &&
    kind !== "subhead" &&
    /\p{L}/u.test(doc.text.slice(span.start, span.end))
  );
}
