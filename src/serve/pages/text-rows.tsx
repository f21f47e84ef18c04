import type { ComponentChild, VNode } from "preact";
import type { Part, Piece } from "../pieces.ts";
import { type Segment, segmentsOf } from "../segments.ts";
import { markId, statementId, type View } from "../view.ts";
import { exactText } from "./exact-text.tsx";

/** The pieces that share a line, and so a row. */
export interface TextRow {
  readonly pieces: readonly Piece[];
  readonly start: number;
  readonly end: number;
}

export function rowsOf({ pieces }: Part): TextRow[] {
  const rows: Piece[][] = [];
  let open = false;
  for (const piece of pieces) {
    if (open) rows.at(-1)!.push(piece);
    else rows.push([piece]);
    open = piece.joinsNext;
  }
  return rows.map((row) => ({ pieces: row, start: row[0]!.from, end: row.at(-1)!.to }));
}

/** The words of a part, cut for the page. */
export interface Words {
  readonly view: View;
  /** In order; `take` gives each once. */
  readonly take: (end: number) => Segment[];
}

export function wordsOf(view: View, part: Part): Words {
  const { text } = view.record;
  const cuts = part.pieces.flatMap((piece) => [
    piece.start,
    piece.end,
    ...(hasLines(piece) ? lineStarts(text, piece) : []),
  ]);
  const segments = segmentsOf(view.record, part.start, part.end, cuts);
  let next = 0;
  const take = (end: number) => {
    const first = next;
    while (next < segments.length && segments[next]!.start < end) next++;
    return segments.slice(first, next);
  };
  return { view, take };
}

/**
 * One row of the text column, with the white space around its words: what stands in the elements
 * of class `t` one after the other is the stored text.
 */
export function textCell(words: Words, { pieces }: TextRow): VNode {
  const [first] = pieces as [Piece];
  const lead = words.take(first.start).map((segment) => textOf(words.view, segment));
  const block = pieces.length > 1 ? lineOf(words, pieces) : blockOf(words, first);
  const tail = words.take(pieces.at(-1)!.to).map((segment) => textOf(words.view, segment));
  return (
    <div class="t" dir="auto">
      {lead}
      {block}
      {tail}
    </div>
  );
}

/** A dateline and the paragraph that goes on after it. */
function lineOf(words: Words, pieces: readonly Piece[]): VNode {
  const children = pieces.flatMap((piece) => [
    ...gap(words, piece.start),
    <span class={`is-${piece.kind}`}>{inline(words, piece.end)}</span>,
  ]);
  return <p class={`is-${pieces.at(-1)!.kind}`}>{children}</p>;
}

function gap(words: Words, until: number): ComponentChild[] {
  return words.take(until).map((segment) => textOf(words.view, segment));
}

function blockOf(words: Words, piece: Piece): ComponentChild {
  const { kind, start, end } = piece;
  if (start === end) return null;
  if (hasLines(piece)) return linesOf(words, piece);
  const children = inline(words, end);
  const name = `is-${kind}`;
  switch (kind) {
    case "headline":
      return isTitle(words.view, piece) ? (
        <h1 class={name}>{children}</h1>
      ) : (
        <p class={name}>{children}</p>
      );
    case "subhead":
      return <h2 class={name}>{children}</h2>;
    case "quotation":
      return (
        <blockquote class={name}>
          <p>{children}</p>
        </blockquote>
      );
    case "table":
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is moved with the keyboard too
        <section class={name} aria-label="Table" tabIndex={0}>
          {children}
        </section>
      );
    default:
      return <p class={name}>{children}</p>;
  }
}

/** The first headline is the page's heading. */
export function isTitle({ record }: View, piece: { readonly start: number }): boolean {
  const first = record.blocks.find(({ kind }) => kind === "headline");
  return first !== undefined && first.span[0] === piece.start;
}

function hasLines({ kind }: Piece): boolean {
  return kind === "list" || kind === "signatories";
}

function lineStarts(text: string, { start, end }: Piece): number[] {
  return [...text.slice(start, end).matchAll(/\n+/g)].flatMap(({ index, 0: breaks }) => [
    start + index,
    start + index + breaks.length,
  ]);
}

/** Each line an item, with what stands between the lines between the items. */
function linesOf(words: Words, piece: Piece): VNode {
  const { text } = words.view.record;
  const bounds = [...lineStarts(text, piece), piece.end];
  const children = bounds.map((bound, i) => {
    const segments = words.take(bound).map((segment) => wordOf(words.view, segment));
    return i % 2 === 0 ? <li>{segments}</li> : segments;
  });
  return <ul class={`is-${piece.kind}`}>{children}</ul>;
}

function inline(words: Words, end: number): ComponentChild[] {
  return words.take(end).flatMap((segment) => wordOf(words.view, segment));
}

function textOf({ record }: View, { start, end }: Segment): ComponentChild {
  return exactText(record.text.slice(start, end));
}

/** A segment with all that shows what lies over it; before it the numbers of what begins there. */
function wordOf(view: View, segment: Segment): ComponentChild[] {
  const { depth, kind, isSource, isCue, isHuman, isOwnVoice, opens, closes } = segment;
  const numbers = segment.begins.map(({ id }) => {
    const number = view.numbers.get(id)!;
    return (
      // biome-ignore lint/a11y/useAnchorContent: its number is drawn, since a text here would be the document's
      <a
        class="ref"
        id={markId(id)}
        href={`#${encodeURIComponent(statementId(id))}`}
        data-n={number}
        aria-label={`Statement ${number}`}
      />
    );
  });
  const names = [
    isSource && "source",
    isCue && "cue",
    depth > 0 && `content ${kind}`,
    depth > 1 && (depth > 2 ? "deep" : "nested"),
    opens && "opens",
    closes && "closes",
    isHuman && "human",
    isOwnVoice && depth === 0 && "own",
  ].filter((name) => name !== false);
  const words = textOf(view, segment);
  if (names.length === 0) return [...numbers, words];
  return [...numbers, <span class={names.join(" ")}>{words}</span>];
}
