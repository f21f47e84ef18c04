import type { BlockKind } from "../../document/index.ts";
import type { StyledSpan } from "../styles.ts";

/** The parts of mammoth's document that are read. */
export interface WordElement {
  readonly type: string;
  readonly children?: readonly WordElement[];
  /** Of a text. */
  readonly value?: string;
  readonly styleName?: string | null;
  readonly numbering?: object | null;
  readonly breakType?: string;
  readonly noteType?: string;
  readonly noteId?: string;
  readonly notes?: { resolve(reference: WordElement): WordElement | null };
  /** Of a note. */
  readonly body?: readonly WordElement[];
}

export interface WordText {
  readonly text: string;
  /** In text order. */
  readonly styled: readonly StyledSpan[];
}

/** Puts the paragraphs, lists, tables and notes of a Word document into one text. */
export function layOut(document: WordElement): WordText {
  const out: { text: string; styled: StyledSpan[] } = { text: "", styled: [] };
  const references: WordElement[] = [];
  for (const element of document.children ?? []) {
    if (element.type === "table") addTable(out, element, references);
    else addParagraphs(out, element, references);
  }
  const seen = new Set<string>();
  for (const reference of references) {
    const key = `${reference.noteType} ${reference.noteId}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const note = document.notes?.resolve(reference);
    add(out, wordsOf(note?.body ?? [], []), "note");
  }
  return out;
}

interface Output {
  text: string;
  readonly styled: StyledSpan[];
}

/** A paragraph, or those of a wrapper such as a text box. */
function addParagraphs(out: Output, element: WordElement, references: WordElement[]): void {
  if (element.type !== "paragraph") {
    for (const child of element.children ?? []) addParagraphs(out, child, references);
    return;
  }
  add(out, wordsOf(element.children ?? [], references), styleKind(element, out));
}

function styleKind({ styleName, numbering }: WordElement, { styled }: Output): BlockKind | null {
  const style = styleName ?? "";
  if (/^title$/i.test(style)) {
    return styled.some(({ kind }) => kind === "headline") ? "subhead" : "headline";
  }
  if (/^(?:heading \d|subtitle)$/i.test(style)) return "subhead";
  if (numbering) return "list";
  if (/^caption$/i.test(style)) return "caption";
  return /quote$/i.test(style) ? "quotation" : null;
}

function addTable(out: Output, table: WordElement, references: WordElement[]): void {
  const rows = (table.children ?? []).map((row) =>
    (row.children ?? [])
      .map((cell) =>
        wordsOf(cell.children ?? [], references)
          .replace(/\s+/g, " ")
          .trim(),
      )
      .join("\t")
      .trimEnd(),
  );
  add(out, rows.filter((row) => row !== "").join("\n"), "table");
}

/** Adds a paragraph; the items of one list stand on neighbouring lines. */
function add(out: Output, paragraph: string, kind: BlockKind | null): void {
  const words = paragraph.trim();
  if (words === "") return;
  const last = out.styled.at(-1);
  const joins = kind === "list" && last?.kind === "list" && last.end === out.text.length;
  const start = out.text.length + (out.text === "" ? 0 : joins ? 1 : 2);
  out.text += `${out.text === "" ? "" : joins ? "\n" : "\n\n"}${words}`;
  const end = out.text.length;
  if (joins) out.styled.splice(-1, 1, { ...last, end });
  else if (kind !== null) out.styled.push({ kind, start, end });
}

/** The words of elements, in one piece; references to notes are put into the list. */
function wordsOf(elements: readonly WordElement[], references: WordElement[]): string {
  const pieces: string[] = [];
  const walk = (element: WordElement) => {
    if (element.type === "text") pieces.push(element.value ?? "");
    else if (element.type === "tab") pieces.push("\t");
    else if (element.type === "break") pieces.push(element.breakType === "line" ? "\n" : " ");
    else if (element.type === "noteReference") references.push(element);
    else {
      if (element.type === "paragraph" && pieces.length > 0) pieces.push("\n");
      for (const child of element.children ?? []) walk(child);
    }
  };
  for (const element of elements) walk(element);
  return pieces.join("").replace(/[ \t]+\n/g, "\n");
}
