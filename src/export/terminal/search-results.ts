import type { SpanPair } from "../../document/index.ts";
import type { DocumentHit, SearchPage, StatementHit } from "../../store/search/index.ts";
import { visibleText } from "../visible.ts";
import { type Piece, paint, type Row, wrap } from "../wrap.ts";
import { formatDate } from "./dates.ts";
import { pageColumns } from "./page.ts";
import { countOf } from "./words.ts";

export interface ResultOptions {
  readonly width: number;
  /** With colour, words that were looked for are bold; without, they stand in « ». */
  readonly colour: boolean;
  readonly order: "newest" | "oldest";
}

const INDENT = "  ";

/** A page of statements for a terminal: whose, the words, where and when, and their address. */
export function statementsToText(page: SearchPage<StatementHit>, options: ResultOptions): string {
  return resultsToText(page, options, ["statement", "statements"], (hit) => [
    [
      { text: sourceOf(hit), style: "bold" },
      { text: `  ${manner(hit)}`, style: "dim" },
    ],
    ...indented(contentPieces(hit, options), options),
    ...indented([{ text: place(hit) }], options),
  ]);
}

/** A page of documents for a terminal: title, where and when, and the words that were found. */
export function documentsToText(page: SearchPage<DocumentHit>, options: ResultOptions): string {
  return resultsToText(page, options, ["document", "documents"], (hit) => {
    const { title, file, id, hits, passages } = hit;
    const found = hits === 0 ? "" : `  ${countOf(hits, "hit", "hits")}`;
    return [
      [
        { text: visibleText(title ?? file ?? id), style: "bold" },
        { text: found, style: "dim" },
      ],
      ...passages.flatMap(({ span: [start], text, hits: words }) =>
        indented(markedPieces(text, start, words, options), options),
      ),
      ...indented([{ text: place({ ...hit, title: null, said: null }) }], options),
    ];
  });
}

function resultsToText<Hit extends { readonly link: string }>(
  { hits, count, isMore, next }: SearchPage<Hit>,
  options: ResultOptions,
  [one, many]: readonly [string, string],
  rowsOf: (hit: Hit) => readonly Row[],
): string {
  const blocks = hits.map((hit) => {
    const link: Row = [{ text: `${INDENT}${hit.link}`, style: "dim" }];
    return [...rowsOf(hit), link].map((row) => `${paint(row, options.colour)}\n`).join("");
  });
  const total = isMore ? `More than ${count} ${many}` : countOf(count, one, many);
  const summary =
    count === 0
      ? `No ${one} on the record is found.`
      : `${total}, the ${options.order} first${hits.length < count ? `; ${hits.length} shown` : ""}.`;
  const more = next === null ? "" : ` Next page: --cursor ${next}`;
  return [...blocks, `${summary}${more}\n`].join("\n");
}

function sourceOf({ sourceName, source, sourceType, onBehalfOf }: StatementHit): string {
  const named = sourceName ?? (source === "" ? "source not given" : source.replace(/[,;:]$/, ""));
  const who = sourceType === "none" && sourceName === null ? "source not given" : named;
  return visibleText(onBehalfOf === null ? who : `${who}, for ${onBehalfOf}`);
}

function manner({ act, kind, country, isHuman }: StatementHit): string {
  const parts = [act, kind, country, isHuman ? "corrected by a person" : null];
  return parts.filter((part) => part !== null).join(", ");
}

interface Placed {
  readonly outlet: string | null;
  readonly title: string | null;
  readonly published: string | null;
  readonly updated: string | null;
  readonly said: StatementHit["said"];
}

/** Where it stands, and which day is which. */
function place({ outlet, title, published, updated, said }: Placed): string {
  const days = [
    said === null ? null : `said ${interval(said)}`,
    published === null ? null : `published ${formatDate(published)}`,
    published === null && updated !== null ? `updated ${formatDate(updated)}` : null,
  ].filter((day) => day !== null);
  const parts = [
    outlet === null ? null : visibleText(outlet),
    title === null ? null : `“${visibleText(title)}”`,
    days.length === 0 ? "day not known" : days.join(", "),
  ];
  return parts.filter((part) => part !== null).join(" · ");
}

function interval({ from, to }: { readonly from: string | null; readonly to: string | null }) {
  if (from === null || to === null) {
    return from === null ? `up to ${formatDate(to!)}` : `from ${formatDate(from)} on`;
  }
  return from === to ? formatDate(from) : `${formatDate(from)} to ${formatDate(to)}`;
}

/** The pieces of a content, " … " between them, with the words that were looked for. */
function contentPieces({ content, spans, hits }: StatementHit, options: ResultOptions): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [start, end] of spans) {
    if (pieces.length > 0) pieces.push({ text: "…" });
    const within = hits
      .filter(([from, to]) => from < end && to > start)
      .map(([from, to]): SpanPair => [Math.max(from, start), Math.min(to, end)]);
    pieces.push(...markedPieces(content.slice(at, at + end - start), start, within, options));
    at += end - start + " … ".length;
  }
  return pieces;
}

/**
 * A text with its hits marked.
 *
 * @param offset where the text begins in the document, whose offsets the hits are
 */
function markedPieces(
  text: string,
  offset: number,
  hits: readonly SpanPair[],
  { colour }: ResultOptions,
): Piece[] {
  const spans = hits.map(([start, end]): SpanPair => [start - offset, end - offset]);
  return colour ? boldPieces(text, spans) : [{ text: visibleText(inMarks(text, spans)) }];
}

function inMarks(text: string, hits: readonly SpanPair[]): string {
  let marked = "";
  let done = 0;
  for (const [start, end] of hits) {
    marked += `${text.slice(done, start)}«${text.slice(start, end)}»`;
    done = end;
  }
  return marked + text.slice(done);
}

/**
 * Pieces are parted by spaces when they are wrapped, so a hit takes what clings to it on both sides
 * ("letter," with its comma) into its piece.
 */
function boldPieces(text: string, hits: readonly SpanPair[]): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const [start, end] of hits) {
    if (start < done) continue;
    const first = start - /\S*$/.exec(text.slice(done, start))![0].length;
    const last = end + /^\S*/.exec(text.slice(end))![0].length;
    if (first > done) pieces.push({ text: visibleText(text.slice(done, first)) });
    pieces.push({ text: visibleText(text.slice(first, last)), style: "bold" });
    done = last;
  }
  if (done < text.length) pieces.push({ text: visibleText(text.slice(done)) });
  return pieces;
}

function indented(pieces: readonly Piece[], { width }: ResultOptions): Row[] {
  const limit = pageColumns(width) - INDENT.length;
  return wrap(pieces, limit).map((row) => [{ text: INDENT }, ...row]);
}
