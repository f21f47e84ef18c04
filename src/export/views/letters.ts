import stringWidth from "string-width";
import type { Letter, LetterChange, Signatory, SignatoryRow } from "../../letters/index.ts";
import { visibleText } from "../visible.ts";
import { type Piece, type Row, wrap } from "../wrap.ts";
import {
  columnsOf,
  countOf,
  noteRows,
  padTo,
  renderSections,
  shownDate,
  type ViewOptions,
} from "./rows.ts";

/** Letters with their counts, who signed which, and who joined or withdrew. */
export function renderLetters(
  letters: readonly Letter[],
  table: readonly SignatoryRow[],
  changes: readonly LetterChange[],
  options: ViewOptions,
): string {
  const columns = columnsOf(options);
  if (letters.length === 0) {
    return renderSections([[[{ text: "No list of signatories found." }]]], options);
  }
  return renderSections(
    [
      ...letters.map((letter, i) => letterRows(letter, letterMark(i), columns)),
      tableRows(letters, table, columns),
      changes.flatMap((change) => changeRows(change, letters, columns)),
    ],
    options,
  );
}

/** A, B, … Z, then numbers. */
function letterMark(i: number): string {
  return i < 26 ? String.fromCharCode(65 + i) : String(i + 1);
}

function letterRows(letter: Letter, mark: string, columns: number): Row[] {
  const { title, name, date, outlet, file } = letter;
  const facts = [date === null ? null : shownDate(date), name, outlet, file];
  const heading: Piece[] = [
    { text: mark, style: "bold" },
    { text: visibleText(title ?? name ?? letter.document), style: "bold" },
  ];
  return [
    ...wrap(heading, columns),
    ...wrap(
      [
        {
          text: facts
            .filter((fact) => fact !== null)
            .map(visibleText)
            .join(" · "),
          style: "dim",
        },
      ],
      columns - 2,
    ).map((row): Row => [{ text: "  " }, ...row]),
    ...countRows(letter, columns),
  ];
}

/** What the text states, what is printed, and how the one comes to the other. */
function countRows({ stated, printed, different, signatories }: Letter, columns: number): Row[] {
  const twice = signatories.filter(({ lines }) => lines.length > 1);
  const noted = signatories.filter(({ notes }) => notes.length > 0);
  const counts = [
    stated === null ? "no number stated" : `${stated} stated`,
    `${countOf(printed, "name")} printed`,
    `${different} different`,
  ].join(", ");
  return [
    ...wrap([{ text: counts }], columns - 2).map((row): Row => [{ text: "  " }, ...row]),
    ...noteRows(
      [
        ...twice.map(
          ({ name, lines }) =>
            `${name} printed as ${lines.map(({ words }) => `"${words}"`).join(" and ")}`,
        ),
        ...noted.map(({ name, notes }) => `${name}: ${notes.join(", ")}`),
      ],
      columns,
      "  ",
    ),
  ];
}

/** Columns of a letter's mark. */
const CELL = 3;

/** The widest name that is shown whole where there is not room for all. */
const WIDEST = 24;

/** The table of who signed which, in parts where it is too wide. */
function tableRows(
  letters: readonly Letter[],
  table: readonly SignatoryRow[],
  columns: number,
): Row[] {
  const names = table.map(({ name }) => visibleText(name));
  const width = Math.min(WIDEST, Math.max(...names.map((name) => stringWidth(name))));
  const side = width + "  code ".length;
  const most = Math.max(1, Math.floor((columns - side) / CELL));
  const rows: Row[] = [];
  for (let first = 0; first < letters.length; first += most) {
    const part = letters.slice(first, first + most).map((_, i) => first + i);
    const heads = part.map((i) => letterMark(i).padStart(CELL)).join("");
    rows.push([{ text: `${"signatory".padEnd(width)}  code ${heads}`, style: "dim" }]);
    table.forEach(({ country, signed }, i) => {
      if (part.every((letter) => signed[letter] === null)) return;
      const cells = part.map((letter) => cell(signed[letter]!).padStart(CELL)).join("");
      const code = visibleText(country ?? "").slice(0, 4);
      rows.push([{ text: `${padTo(names[i]!, width)}  ${code.padEnd(5)}${cells}`.trimEnd() }]);
    });
  }
  const key = "● signed · ◐ with a note such as observer · 2 printed twice";
  return [...rows, ...wrap([{ text: key, style: "dim" }], columns)];
}

function cell(signatory: Signatory | null): string {
  if (signatory === null) return "";
  if (signatory.lines.length > 1) return String(signatory.lines.length);
  return signatory.notes.length > 0 ? "◐" : "●";
}

function changeRows(change: LetterChange, letters: readonly Letter[], columns: number): Row[] {
  const mark = (key: string) => letterMark(letters.findIndex(({ document }) => document === key));
  const names = (those: readonly Signatory[]) =>
    those.map(({ name }) => visibleText(name)).join(", ");
  const { joined, withdrawn } = change;
  const parts = [
    joined.length === 0 ? null : `joined: ${names(joined)}`,
    withdrawn.length === 0 ? null : `no longer there: ${names(withdrawn)}`,
  ].filter((part) => part !== null);
  const told = parts.length === 0 ? "the same signatories" : parts.join(" · ");
  return wrap([{ text: `${mark(change.from)} → ${mark(change.to)}  ${told}` }], columns);
}
