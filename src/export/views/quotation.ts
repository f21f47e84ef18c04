import type { SpanPair } from "../../document/index.ts";
import type { Difference, DocumentCheck, Place, QuotationCheck } from "../../quotes/index.ts";
import { permalink } from "../../quotes/index.ts";
import { formatDate } from "../terminal/dates.ts";
import { pageColumns } from "../terminal/page.ts";
import { countOf } from "../terminal/words.ts";
import type { TerminalOptions } from "../terminal.ts";
import { visibleText } from "../visible.ts";
import { type Piece, paint, type Row, type Style, wrap } from "../wrap.ts";

/**
 * Where a quotation stands, for a person to read: each document with the words as they stand there,
 * those that differ in bold, and what differs in square brackets.
 */
export function renderQuotation(check: QuotationCheck, options: TerminalOptions): string {
  return render(quotationRows(check, check.text, pageColumns(options.width)), options);
}

/** The direct quotations of a document, each with where else its words stand. */
export function renderDocumentCheck(
  checks: readonly DocumentCheck[],
  options: TerminalOptions,
): string {
  const columns = pageColumns(options.width);
  const rows = checks.flatMap((check, i) => {
    const words = check.quoted.map((span) => check.text.slice(...span)).join(" … ");
    return [...(i === 0 ? [] : [[]]), ...quotationRows(check, words, columns)];
  });
  const found = checks.filter(({ places }) => places.length > 0).length;
  const summary = `${countOf(checks.length, "direct quotation", "direct quotations")} of three words or more, ${found} found elsewhere`;
  return render(
    [...rows, ...(rows.length > 0 ? [[]] : []), ...wrap([{ text: summary }], columns)],
    options,
  );
}

function render(rows: readonly Row[], { colour }: TerminalOptions): string {
  return rows.map((row) => `${paint(row, colour)}\n`).join("");
}

function quotationRows(check: QuotationCheck, words: string, columns: number): Row[] {
  const by = check.by === null ? "" : ` — ${visibleText(check.by.name)}`;
  const head = wrap([{ text: visibleText(words), style: "bold" }, { text: by }], columns);
  if (check.places.length === 0) {
    return [
      ...head,
      ...indented([{ text: "[not found in any other document]", style: "dim" }], columns),
    ];
  }
  return [
    ...head,
    ...check.places.flatMap((place) => placeRows(check, place, columns)),
    ...(check.rest.length === 0
      ? []
      : [
          [],
          ...indented(
            [{ text: "[the words that the first does not have]", style: "dim" }],
            columns,
          ),
        ]),
    ...check.rest.flatMap((place) => placeRows(check, place, columns)),
  ];
}

function placeRows(check: QuotationCheck, place: Place, columns: number): Row[] {
  const { document, id } = place.record;
  const facts = [
    document.published === null ? null : formatDate(document.published),
    document.outlet,
    document.file ?? document.url ?? id,
    place.primary ? `[${document.genre}: primary text]` : null,
  ];
  const known = facts.filter((fact) => fact !== null).map(visibleText);
  return [
    [],
    ...indented([{ text: visibleText(document.title ?? id) }], columns),
    ...indented([{ text: known.join(" · "), style: "dim" }], columns),
    ...indented([{ text: `[${describePlace(check, place)}]`, style: "dim" }], columns),
    ...place.parts.flatMap((part) => [
      ...indented(
        [
          { text: `${sourceOf(part.statements)}:` },
          { text: permalink(place.key, part.found), style: "dim" },
        ],
        columns,
        "    ",
      ),
      ...wrap(wordsOf(place, part.found), columns - 6).map(
        (row): Row => [{ text: "    ┃ " }, ...row],
      ),
    ]),
    ...place.differences.flatMap((difference) => differenceRows(check, place, difference, columns)),
  ];
}

function indented(pieces: readonly Piece[], columns: number, indent = "  "): Row[] {
  return wrap(pieces, columns - indent.length).map((row): Row => [{ text: indent }, ...row]);
}

/** How the words stand there, in words that judge nothing. */
function describePlace(check: QuotationCheck, place: Place): string {
  return placeNotes(check, place).map(visibleText).join("; ");
}

/** A note for each way in which the words stand there. */
export function placeNotes(check: QuotationCheck, { kinds, parts, differing, same }: Place) {
  const sources = new Set(parts.map(({ statements }) => nameOf(statements)));
  const notes = {
    verbatim: "verbatim",
    changed: `changed: differs in ${countOf(differing, "word", "words")}`,
    cut: "cut: words are left out",
    stitched: "stitched: joined from several places",
    "in part": `in part: ${same} of ${countOf(check.words, "word", "words")} stand here`,
    "given to somebody else": `given to somebody else: here to ${[...sources].join(", ")}`,
  };
  return kinds.map((kind) => notes[kind]);
}

/** To whom the words are credited there. */
export function nameOf(statements: Place["parts"][number]["statements"]): string {
  if (statements.length === 0) return "no source found";
  return statements[0]!.source?.name ?? "a source not identified";
}

function sourceOf(statements: Place["parts"][number]["statements"]): string {
  return visibleText(nameOf(statements));
}

/** The words of a document, those that differ in bold. */
function wordsOf({ record, differences }: Place, [start, end]: SpanPair): Piece[] {
  const pieces: Piece[] = [];
  const add = (from: number, to: number, style?: Style) => {
    const text = visibleText(record.text.slice(from, to));
    if (text.trim() !== "") pieces.push(style === undefined ? { text } : { text, style });
  };
  let at = start;
  for (const { found } of differences) {
    if (found === null || found[0] < at || found[1] > end) continue;
    add(at, found[0]);
    add(found[0], found[1], "bold");
    at = found[1];
  }
  add(at, end);
  return pieces;
}

const LONGEST = 160;

function differenceRows(
  { text }: QuotationCheck,
  { record }: Place,
  { quoted, found, marked }: Difference,
  columns: number,
): Row[] {
  const words = (source: string, span: SpanPair) => {
    const written = visibleText(source.slice(...span));
    return `"${written.length <= LONGEST ? written : `${written.slice(0, LONGEST)} …`}"`;
  };
  const note =
    quoted === null
      ? `left out: ${words(record.text, found!)}`
      : found === null
        ? `${words(text, quoted)} does not stand here`
        : `quoted ${words(text, quoted)}, here ${words(record.text, found)}`;
  const marks = {
    brackets: ", in brackets",
    ellipsis: ", marked",
    break: ", between two quotations",
  };
  const mark = marked === null ? "" : marks[marked];
  return indented([{ text: `[${note}${mark}]`, style: "dim" }], columns, "    ");
}
