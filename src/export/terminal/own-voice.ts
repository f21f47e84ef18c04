import type { DocumentRecord, SpanPair } from "../../document/index.ts";
import { visibleText } from "../visible.ts";
import { type Row, wrap } from "../wrap.ts";
import { gutterRow, type Page } from "./page.ts";
import { narrator } from "./words.ts";

/** What nobody is quoted for: what the outlet says itself, or the document. */
export function ownVoiceRows(page: Page): Row[] {
  const paragraphs = ownVoiceParagraphs(page.record);
  if (paragraphs.length === 0) return [];
  const room = page.columns - page.gutter;
  const heading = wrap(
    [
      { text: `T${narrator(page).slice(1)}'s own voice`, style: "bold" },
      { text: "— no source found", style: "dim" },
    ],
    page.columns,
  );
  const rows = paragraphs.flatMap(([start, end]) =>
    wrap([{ text: visibleText(page.record.text.slice(start, end)) }], room).map((row, i) =>
      gutterRow(page, i === 0 ? String(page.lineOf(start)) : null, row),
    ),
  );
  return [...heading, ...rows];
}

/** Sentences that follow each other in one block, as one run of text. */
function ownVoiceParagraphs({ text, blocks, ownVoice }: DocumentRecord): SpanPair[] {
  const blockStarts = new Set(blocks.map(({ span }) => span[0]));
  const runs: SpanPair[] = [];
  for (const { span } of ownVoice) {
    const last = runs.at(-1);
    const follows =
      last !== undefined && !blockStarts.has(span[0]) && text.slice(last[1], span[0]).trim() === "";
    if (follows) runs[runs.length - 1] = [last[0], span[1]];
    else runs.push(span);
  }
  return runs;
}
