import type { DocumentMetadata, DocumentRecord } from "../../document/index.ts";
import { visibleText } from "../visible.ts";
import { type Row, wrap } from "../wrap.ts";
import { formatDate } from "./dates.ts";
import type { Page } from "./page.ts";

/** What the document is: headline, dates, outlet, file, and how it was read. */
export function headRows({ record, columns }: Page): Row[] {
  const { document, id } = record;
  // The genre is our reading; all the rest the document or its owner says.
  const genre = document.genre === null ? null : `[${document.genre}]`;
  const facts = [...datesOf(document), document.outlet, document.file ?? id, genre];
  const known = facts.filter((fact) => fact !== null).map(visibleText);
  return [
    ...wrap([{ text: headlineOf(record), style: "bold" }], columns),
    ...wrap([{ text: known.join(" · "), style: "dim" }], columns),
  ];
}

function headlineOf({ text, blocks, document }: DocumentRecord): string {
  const block = blocks.find(({ kind }) => kind === "headline");
  return visibleText(block === undefined ? (document.title ?? "") : text.slice(...block.span));
}

function datesOf({ published, updated }: DocumentMetadata): string[] {
  return [
    ...(published === null ? [] : [formatDate(published)]),
    ...(updated === null ? [] : [`updated ${formatDate(updated)}`]),
  ];
}
