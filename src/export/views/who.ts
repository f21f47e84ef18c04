import type { SpanPair } from "../../document/index.ts";
import type { Actor } from "../../merge/index.ts";
import type { Matter, MatterStatement, Statement } from "../../who/index.ts";
import { spread } from "../terminal/page.ts";
import { visibleText } from "../visible.ts";
import { type Piece, type Row, rowWidth, type Style, wrap } from "../wrap.ts";
import { actorHeading, actorRows } from "./actor-heading.ts";
import {
  columnsOf,
  countOf,
  describeDays,
  describePlace,
  noteRows,
  renderSections,
  type ViewOptions,
} from "./rows.ts";

/** What one actor said, for a person to read: matter by matter, each in order of time. */
export function renderWho(
  actor: Actor,
  matters: readonly Matter[],
  statements: number,
  options: ViewOptions,
): string {
  const columns = columnsOf(options);
  const joined = matters.filter(({ words }) => words.length > 0).length;
  const summary = `${countOf(statements, "statement")} on ${countOf(joined, "matter")}`;
  const key = joined === 0 || !options.colour ? "" : " · bold: words that are new to the matter";
  return renderSections(
    [
      [...actorHeading(actor, columns), ...wrap([{ text: summary + key, style: "dim" }], columns)],
      ...matters.map((matter) => matterRows(matter, actor, columns)),
    ],
    options,
  );
}

/** Several of one name, to choose from. */
export function renderChoices(
  name: string,
  actors: readonly Actor[],
  options: ViewOptions,
): string {
  const columns = columnsOf(options);
  const told = `"${visibleText(name)}" may be any of ${actors.length}. Give more of the name, --kind or --country.`;
  return renderSections(
    [wrap([{ text: told }], columns), ...actors.map((actor) => actorRows(actor, columns))],
    options,
  );
}

function matterRows({ words, statements }: Matter, actor: Actor, columns: number): Row[] {
  const name = words.length === 0 ? "Nothing in common with the others" : words.join(", ");
  const heading: Piece[] = [
    { text: visibleText(name), style: "bold" },
    { text: `— ${countOf(statements.length, "statement")}`, style: "dim" },
  ];
  return [
    ...wrap(heading, columns),
    ...statements.flatMap((shown) => statementRows(shown, words, actor, columns)),
  ];
}

const MARGIN = "  ";
const BARS: Readonly<Record<Statement["kind"], string>> = {
  direct: "┃ ",
  mixed: "┇ ",
  indirect: "┊ ",
};

function statementRows(
  { statement, newWords, also }: MatterStatement,
  matter: readonly string[],
  actor: Actor,
  columns: number,
): Row[] {
  const { when, place, act, kind, confidence } = statement;
  const day = when === null ? "day not known" : describeDays(when);
  const which = when?.which === "published" ? "published " : "";
  const left: Piece[] = [{ text: `${which}${day} · ${describePlace(place)}` }];
  const right: Piece[] = [
    ...(confidence !== null && confidence < 0.6
      ? [{ text: "uncertain  ", style: "warning" } as const]
      : []),
    ...(act === null || act === "assert" ? [] : [{ text: `${visibleText(act)}  ` }]),
    { text: kind, style: kind },
  ];
  const bar: Piece = { text: BARS[kind], style: kind };
  const margin = MARGIN.length * 2 + bar.text.length;
  const notes = notesOf(statement, actor, also);
  return [
    ...headRows(left, right, columns),
    ...wrap(contentPieces(statement, newWords, matter), columns - margin).map((row) => [
      { text: MARGIN.repeat(2) },
      bar,
      ...row,
    ]),
    ...noteRows(notes, columns, MARGIN.repeat(2)),
  ];
}

/** What stands at the left edge, on as many rows as it needs, and at the right one. */
function headRows(left: readonly Piece[], right: Row, columns: number): Row[] {
  const room = columns - MARGIN.length - rowWidth(right) - 2;
  const rows = wrap(left, room).map((row): Row => [{ text: MARGIN }, ...row]);
  return rows.map((row, i) => (i === 0 ? spread(row, right, columns) : row));
}

function notesOf(
  { source, onBehalfOf, to, toldBy, occasion, when }: Statement,
  { names }: Actor,
  also: MatterStatement["also"],
): (string | null)[] {
  const isOwn = source === null || names.some(({ text }) => text === source);
  return [
    when?.basis === "inferred" ? "day inferred" : null,
    isOwn ? null : `by ${source}`,
    onBehalfOf === null ? null : `for ${onBehalfOf}`,
    to.length === 0 ? null : `to ${to.join(", ")}`,
    occasion === null ? null : `at "${occasion}"`,
    toldBy === null ? null : `as told by ${toldBy}`,
    also.length === 0 ? null : `the same words in ${also.map(describePlace).join(", ")}`,
  ];
}

/** Longer contents are cut down to the sentences that speak of the matter. */
const LONGEST = 320;

function contentPieces(
  { content, spans }: Statement,
  newWords: readonly SpanPair[],
  matter: readonly string[],
): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  spans.forEach(([start, end], i) => {
    if (i > 0) pieces.push({ text: "…" });
    const words = content.slice(at, at + end - start);
    at += end - start + " … ".length;
    const wanted = content.length <= LONGEST ? null : sentencesOf(words, matter);
    for (const { index, 0: word } of words.matchAll(/\S+/g)) {
      if (wanted !== null && !wanted.some(([from, to]) => from <= index && index < to)) {
        if (pieces.at(-1)?.text !== CUT) pieces.push({ text: CUT, style: "dim" });
        continue;
      }
      const from = start + index;
      const isNew = newWords.some((span) => span[0] < from + word.length && from < span[1]);
      pieces.push(styled(visibleText(word), isNew ? "bold" : undefined));
    }
  });
  return pieces;
}

const CUT = "[…]";

function styled(text: string, style: Style | undefined): Piece {
  return style === undefined ? { text } : { text, style };
}

const sentences = new Intl.Segmenter("en", { granularity: "sentence" });

/** The sentences that hold a word of the matter, or the first where none does. */
function sentencesOf(text: string, matter: readonly string[]): SpanPair[] {
  const all = [...sentences.segment(text)].map(
    ({ index, segment }): SpanPair => [index, index + segment.length],
  );
  const words = matter.map((word) => word.toLowerCase());
  const holding = all.filter((span) => {
    const sentence = text.slice(...span).toLowerCase();
    return words.some((word) => sentence.includes(word));
  });
  return holding.length > 0 ? holding : all.slice(0, 1);
}
