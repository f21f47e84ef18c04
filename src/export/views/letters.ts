import type { Letter, LetterChange, Signatory, SignatoryRow } from "../../letters/index.ts";
import { formatDate } from "../terminal/dates.ts";
import { visibleText } from "../visible.ts";
import { type Piece, type Row, rowWidth, wrap } from "../wrap.ts";
import { columnsOf, countOf, noteRows, renderSections, type ViewOptions } from "./rows.ts";

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
  const facts = [date === null ? null : formatDate(date), name, outlet, file];
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

function tableRows(
  letters: readonly Letter[],
  table: readonly SignatoryRow[],
  columns: number,
): Row[] {
  const names = table.map(({ name }) => visibleText(name));
  const room = Math.max(12, columns - 8 - letters.length * 3);
  const width = Math.min(room, Math.max(...names.map((name) => rowWidth([{ text: name }]))));
  const heads = letters.map((_, i) => letterMark(i).padStart(3)).join("");
  return [
    [
      { text: `${"signatory".padEnd(width)}  code `, style: "dim" },
      { text: heads, style: "dim" },
    ],
    ...table.map(({ country, signed }, i): Row => {
      const name = names[i]!.slice(0, width).padEnd(width);
      const cells = signed.map((signatory) => cell(signatory).padStart(3)).join("");
      return [{ text: `${name}  ${(country ?? "").padEnd(5)}${cells}`.trimEnd() }];
    }),
    ...wrap(
      [{ text: "● signed · ◐ with a note such as observer · 2 printed twice", style: "dim" }],
      columns,
    ),
  ];
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
