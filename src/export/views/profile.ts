import stringWidth from "string-width";
import type { Profile, Row as ProfileRow, Share, SourceRow } from "../../profile/index.ts";
import { visibleText } from "../visible.ts";
import { type Row, wrap } from "../wrap.ts";
import { columnsOf, countOf, indented, padTo, renderSections, type ViewOptions } from "./rows.ts";

/** Who speaks how much, as tables with 95% intervals. */
export function renderProfile(
  profile: Profile,
  { most, ...options }: ViewOptions & { readonly most: number },
): string {
  const columns = columnsOf(options);
  const { documents, statements, nested, words, sources } = profile;
  const counts = [
    countOf(documents, "document"),
    countOf(statements, "statement") + (nested === 0 ? "" : ` and ${nested} inside these`),
    `${countOf(words.said, "word")} of ${words.body.toLocaleString("en")} in statements`,
  ].join(" · ");
  const named = sources.map((row) => ({ ...row, name: nameWithCountry(row) }));
  const noCountry = `${countOf(profile.noCountry, "statement")} of sources whose country is not told`;
  const noSector = `${countOf(profile.noSector, "statement")} of sources whose sector is not told`;
  const tables = { columns, most };
  return renderSections(
    [
      wrap([{ text: counts }], columns),
      ownVoiceRows(profile, columns),
      table("How it is told", profile.kinds, tables),
      table("Kind of source", profile.sourceTypes, tables),
      table("Named sources", named, tables),
      table("Countries", profile.countries, tables, profile.noCountry > 0 ? noCountry : null),
      table("Sectors", profile.sectors, tables, profile.noSector > 0 ? noSector : null),
      profile.outlets.length > 1 ? table("Outlets", profile.outlets, tables) : [],
      wrap(
        [
          {
            text:
              statements === 0
                ? ""
                : "Shares with 95% intervals (Wilson). [too few]: the interval is wider than 30 points.",
            style: "dim",
          },
        ],
        columns,
      ),
    ],
    options,
  );
}

function ownVoiceRows({ ownVoice, words }: Profile, columns: number): Row[] {
  if (ownVoice.of === 0) return [];
  const told = `${percent(ownVoice)} of ${countOf(ownVoice.of, "sentence")} in the outlet's own voice`;
  const share =
    words.body === 0 ? "" : `, ${Math.round((100 * words.ownVoice) / words.body)}% of the words`;
  return wrap([{ text: told + share }], columns);
}

function nameWithCountry({ name, kind, country }: SourceRow): string {
  return country === null || kind === "state" ? name : `${name} (${country})`;
}

interface TableOptions {
  readonly columns: number;
  /** Rows shown; the others are counted. */
  readonly most: number;
}

function table(
  title: string,
  all: readonly ProfileRow[],
  { columns, most }: TableOptions,
  unknown: string | null = null,
): Row[] {
  if (all.length === 0) return [];
  const rows = all.slice(0, most);
  const left = all.length - rows.length;
  const more = [left > 0 ? `${left} more` : null, unknown].filter((part) => part !== null);
  return [
    ...(columns < LEAST_COLUMNS ? listed(title, rows, columns) : inColumns(title, rows, columns)),
    ...(more.length === 0 ? [] : wrap([{ text: `[${more.join(" · ")}]`, style: "dim" }], columns)),
  ];
}

/** Columns of the numbers, and of the shortest name beside them. */
const NUMBERS = 46;
const LEAST_COLUMNS = NUMBERS + 16;

function inColumns(title: string, rows: readonly ProfileRow[], columns: number): Row[] {
  const names = rows.map(({ name }) => visibleText(name));
  const widest = Math.max(16, ...names.map((name) => stringWidth(name)));
  const width = Math.min(columns - NUMBERS, widest);
  const head = `${"statements".padStart(12)}${"words".padStart(8)}   share`;
  return [
    [
      { text: title.padEnd(width), style: "bold" },
      { text: head, style: "dim" },
    ],
    ...rows.map(({ statements, words }, i): Row => {
      const numbers = `${String(statements.count).padStart(12)}${String(words).padStart(8)}   `;
      return [{ text: padTo(names[i]!, width) + numbers + percent(statements) }];
    }),
  ];
}

/** On a narrow page, a row's numbers stand behind its name. */
function listed(title: string, rows: readonly ProfileRow[], columns: number): Row[] {
  return [
    ...wrap([{ text: title, style: "bold" }], columns),
    ...rows.flatMap(({ name, statements, words }) => {
      const numbers = `${countOf(statements.count, "statement")}, ${countOf(words, "word")}, ${percent(statements)}`;
      return indented([{ text: `${visibleText(name)}:` }, { text: numbers }], columns, "  ");
    }),
  ];
}

/** "42% (35–49)", and whether that says much. */
function percent({ share, low, high, tooFew }: Share): string {
  if (share === null) return "";
  const round = (part: number | null) => Math.round(100 * part!);
  return `${round(share)}% (${round(low)}–${round(high)})${tooFew ? " [too few]" : ""}`;
}
