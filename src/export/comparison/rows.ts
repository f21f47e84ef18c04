import type { Cell, Row as ComparedRow, Difference, RowKind, Voice } from "../../compare/index.ts";
import { formatDate } from "../terminal/dates.ts";
import { countOf, holdsName } from "../terminal/words.ts";
import { visibleText } from "../visible.ts";
import { type Piece, type Row, wrap } from "../wrap.ts";
import {
  actOf,
  behindLetter,
  beside,
  type Layout,
  letterOf,
  lettersOf,
  shown,
  shownNames,
} from "./layout.ts";

// Of tellings and numbers set side by side on news text, about half are the same thing
// (docs/evaluation.md).
const TITLES: Readonly<Record<RowKind, string>> = {
  utterance: "said",
  telling: "told, perhaps the same",
  event: "event",
  document: "document",
  occasion: "occasion",
  number: "how many, perhaps of the same",
  date: "when",
  name: "who",
  signatories: "signed",
};

/** One row of the comparison: what it is and who has it, the words of each, and what differs. */
export function rowRows(layout: Layout, row: ComparedRow): Row[] {
  const cells = row.cells.map((cell, i) => ({
    account: cell.account,
    rows: cellRows(layout, { cell, row, marks: marksOf(row, i) }),
  }));
  const body =
    layout.column === null
      ? cells.flatMap(({ account, rows }, i) =>
          behindLetter(layout, cells[i - 1]?.account === account ? null : account, rows),
        )
      : beside(
          layout.comparison.accounts.map((_, account) => {
            const own = cells.filter((cell) => cell.account === account);
            if (own.length === 0) return [[{ text: "—", style: "dim" }]];
            return own.flatMap(({ rows }) => rows);
          }),
          layout.column,
        );
  return [...headingRows(layout, row), ...body, ...noteRows(layout, row)];
}

function headingRows({ comparison, width }: Layout, row: ComparedRow): Row[] {
  const { kind, date, reportedBy, notReportedBy } = row;
  const all = comparison.accounts.length;
  const where =
    notReportedBy.length === 0 ? `in all ${all}` : `${lettersOf(reportedBy)} of ${all} accounts`;
  const facts = [TITLES[kind], ...(date === null ? [] : [formatDate(date)]), where];
  const title = `── ${row.id.slice(1)} · ${facts.join(" · ")} `;
  const [first = [], ...rest] = wrap([{ text: title.trimEnd(), style: "dim" }], width - 1);
  const used = first.reduce((sum, { text }) => sum + text.length, 0);
  const rule: Piece = { text: ` ${"─".repeat(Math.max(0, width - used - 1))}`, style: "dim" };
  return [rest.length === 0 ? [...first, rule] : first, ...rest];
}

/** What of a cell's words differs from another, as offsets, with its marks. */
interface Mark {
  readonly start: number;
  readonly end: number;
  readonly open: string;
  readonly close: string;
}

function marksOf({ differences }: ComparedRow, cell: number): Mark[] {
  const marks = differences
    .filter(({ kind }) => kind === "words")
    .flatMap(({ between: [a, b], first, second }): Mark[] => {
      const of = cell === a ? first : cell === b ? second : null;
      const [open, close] = cell === a ? ["[-", "-]"] : ["{+", "+}"];
      return (of?.spans ?? []).map(([start, end]) => ({ start, end, open, close }));
    })
    .sort((a, b) => a.start - b.start || b.end - a.end);
  // Two others may differ in the same words of the first.
  return marks.filter((mark, i) => marks.slice(0, i).every(({ end }) => end <= mark.start));
}

interface ShownCell {
  readonly cell: Cell;
  readonly row: ComparedRow;
  readonly marks: readonly Mark[];
}

function cellRows({ column, width, gutter }: Layout, shownCell: ShownCell): Row[] {
  const room = column ?? width - gutter;
  const isBare = shownCell.row.kind === "document" || shownCell.row.kind === "occasion";
  const source = isBare ? [] : wrap(sourcePieces(shownCell), room);
  return [...source, ...wrap(wordPieces(shownCell), room)];
}

const VOICES: Readonly<Record<Voice, string>> = {
  own: "[own voice]",
  none: "[no source given]",
  named: "",
  unnamed: "",
  group: "",
  document: "",
  outlet: "",
};

/** Who tells it: the source's name and the text's own words for it, or in whose voice it is. */
function sourcePieces({ cell, row }: ShownCell): Piece[] {
  const { source, voice, kind, saidAt } = cell;
  // Where all of a row was said on one day, its heading says so.
  const isNews = saidAt !== null && saidAt !== row.date;
  const facts = [actOf(cell), kind, isNews ? formatDate(saidAt) : null];
  const how = kind === null ? "" : `[${facts.filter((fact) => fact !== null).join(" · ")}]`;
  const words = source === null ? "" : shown(source).replace(/[,;:]$/, "");
  if (source === null || (words === "" && source.name === null)) {
    const whose = VOICES[voice] === "" ? "[own voice]" : VOICES[voice];
    return [{ text: whose, style: "dim" }, ...(how === "" ? [] : [dim(how)])];
  }
  const name = source.name === null ? words : visibleText(source.name);
  const isElsewhere = words !== "" && !holdsName(words, name);
  return [
    { text: isElsewhere ? name : words === "" ? name : words, style: "bold" },
    ...(voice === "unnamed" || voice === "group" ? [dim(`[${voice}]`)] : []),
    ...(how === "" ? [] : [dim(how)]),
  ];
}

function dim(text: string): Piece {
  return { text, style: "dim" };
}

/** The words with their marks; those of a direct quotation in quotation marks of ours. */
function wordPieces({ cell, row, marks }: ShownCell): Piece[] {
  if (cell.counted !== undefined) {
    const { names, different } = cell.counted;
    const more = different === names ? "" : `, ${different} different`;
    return [{ text: shownNames(cell) }, dim(`[${countOf(names, "name", "names")}${more}]`)];
  }
  const pieces: Piece[] = [];
  const isQuoted = cell.kind === "direct" && (row.kind === "utterance" || row.kind === "telling");
  let text = isQuoted ? "“" : "";
  const flush = () => {
    if (text !== "") pieces.push({ text, keepWithNext: false });
    text = "";
  };
  cell.spans.forEach(([start], i) => {
    if (i > 0) text += " … ";
    const words = cell.words[i]!;
    let at = 0;
    for (const mark of marks) {
      const [from, to] = [mark.start - start, mark.end - start];
      if (from < at || to > words.length) continue;
      text += visibleText(words.slice(at, from));
      flush();
      pieces.push({
        text: `${mark.open}${visibleText(words.slice(from, to))}${mark.close}`,
        style: "warning",
      });
      at = to;
    }
    text += visibleText(words.slice(at));
  });
  text += isQuoted ? "”" : "";
  flush();
  return joined(pieces);
}

/** Pieces are parted by spaces on the page; a mark right behind a difference belongs to it. */
function joined(pieces: readonly Piece[]): Piece[] {
  const found: Piece[] = [];
  for (const piece of pieces) {
    const last = found.at(-1);
    const [, leading = ""] = /^([^\s\p{L}\p{N}]+)/u.exec(piece.text) ?? [];
    if (last === undefined || leading === "" || last.style !== "warning") found.push(piece);
    else {
      found[found.length - 1] = { ...last, text: last.text + leading };
      const rest = piece.text.slice(leading.length);
      if (rest.trim() !== "") found.push({ ...piece, text: rest });
    }
  }
  return found;
}

/** What differs beside words, and where it grows firmer. */
function noteRows(layout: Layout, row: ComparedRow): Row[] {
  const notes = [...dateNotes(row), ...valueNotes(row), ...firmNotes(row)];
  return notes.flatMap((note) => wrap([{ text: note, style: "dim" }], layout.width));
}

/** The dates of a row about them, as they stand in each account; nothing where all are alike. */
function dateNotes({ kind, cells, differences }: ComparedRow): string[] {
  if ((kind !== "date" && kind !== "occasion") || differences.length > 0) return [];
  const told = new Map<string, Set<string>>();
  for (const { account, dates } of cells) {
    for (const date of dates) {
      const words = shown(date);
      told.set(words, (told.get(words) ?? new Set()).add(letterOf(account)));
    }
  }
  if (told.size < 2) return [];
  const given = [...told].map(([words, letters]) => `${[...letters].join(", ")}: ${words}`);
  return [`[${given.join(" · ")}]`];
}

function valueNotes({ cells, differences }: ComparedRow): string[] {
  const others = differences.filter(({ kind }) => kind !== "words");
  if (others.length === 0) return [];
  const told = new Map<string, Set<string>>();
  const add = (cell: number, text: string) => {
    const letters = told.get(text) ?? new Set();
    told.set(text, letters.add(letterOf(cells[cell]!.account)));
  };
  for (const difference of others) {
    const { between, first, second } = difference;
    add(between[0], valueOfSide(cells[between[0]]!, first, difference));
    add(between[1], valueOfSide(cells[between[1]]!, second, difference));
  }
  const values = [...told].map(([text, letters]) => `${[...letters].join(", ")}: ${text}`);
  return [`[differ: ${values.join(" · ")}]`];
}

/** The number or date itself, where the cell has a whole sentence around it. */
function valueOfSide(cell: Cell, words: Difference["first"], { kind }: Difference): string {
  if (kind === "number" && cell.counted !== undefined) return `${cell.counted.names} names listed`;
  const [mention] = kind === "date" ? cell.dates : kind === "number" ? cell.numbers : [];
  const text = shown(mention ?? words);
  return text === "" ? "a source not given" : text;
}

function firmNotes({ cells, firmer }: ComparedRow): string[] {
  return firmer.map(({ from, to }) => {
    const [a, b] = [cells[from]!, cells[to]!];
    return `[${letterOf(a.account)} gives it ${whose(a)}, ${letterOf(b.account)} ${whose(b)}]`;
  });
}

function whose({ voice, source }: Cell): string {
  if (voice === "own") return "in its own voice";
  const words = source === null ? "" : shown(source).replace(/[,;:]$/, "");
  return words === "" ? "without a source" : `as said by “${words}”`;
}
