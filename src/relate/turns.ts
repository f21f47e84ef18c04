import type { AttributionRelation } from "../attribute/index.ts";
import type { Document, Relation, Span, SpanPair } from "../document/index.ts";

/** Whoever leads the conversation: their turns between question and answer answer nothing. */
const CHAIR =
  /^(?:the )?(?:moderator|operator|interpreter|chair|chairman|chairwoman|chairperson|presiding officer)\b/i;

/**
 * Turns of a transcript that answer a question: those after it up to the next question or a word of
 * the chair's, by one speaker or several. `stated` where they are marked "A" and "Answer", else
 * `inferred` from their order. Takes relations in text order; ids are those of the record.
 */
export function relateTurns(doc: Document, relations: readonly AttributionRelation[]): Relation[] {
  const answers: Relation[] = [];
  let question: { readonly id: string; readonly turn: AttributionRelation } | null = null;
  let b = 0;
  for (const [i, turn] of relations.entries()) {
    if (!turn.by.startsWith("attribute/speaker-label@")) continue;
    while (doc.blocks[b]!.end <= turn.content[0]!.start) b++;
    const block = doc.blocks[b]!;
    const id = `a${i + 1}`;
    if (block.kind === "question") question = { id, turn };
    else if (turn.source[0] && CHAIR.test(words(doc, turn.source[0]))) question = null;
    else if (question !== null) {
      const marked = /^\W*(?:a|answer)\b/i.test(words(doc, block).slice(0, 40));
      const evidence = [labelOf(question.turn), labelOf(turn)];
      const basis = marked ? "stated" : "inferred";
      answers.push({ type: "answers", from: id, to: question.id, basis, evidence });
    }
  }
  return answers;
}

function words({ text }: Document, { start, end }: Span): string {
  return text.slice(start, end);
}

function labelOf({ source, cue, content }: AttributionRelation): SpanPair {
  const { start, end } = source[0] ?? cue[0] ?? content[0]!;
  return [start, end];
}
