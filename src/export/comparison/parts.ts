import type { Account, CrossRelation } from "../../compare/index.ts";
import { formatDate } from "../terminal/dates.ts";
import { countOf } from "../terminal/words.ts";
import { visibleText } from "../visible.ts";
import { type Row, wrap } from "../wrap.ts";
import { actOf, behindLetter, beside, type Layout, letterOf, shown } from "./layout.ts";

/** The accounts in order of time, each with its headline, outlet and date. */
export function headRows(layout: Layout): Row[] {
  const { comparison, column, width, gutter } = layout;
  const blocks = comparison.accounts.map((account) =>
    accountRows(account, column ?? width - gutter),
  );
  if (column === null) {
    return blocks.flatMap((rows, account) => behindLetter(layout, account, rows));
  }
  const lettered = blocks.map((rows, account): Row[] => [
    [{ text: letterOf(account), style: "dim" }],
    ...rows,
  ]);
  return beside(lettered, column);
}

function accountRows(account: Account, room: number): Row[] {
  const { headline, title, outlet, genre, date, file, document } = account;
  const words = headline === null ? visibleText(title ?? "") : shown(headline);
  const facts = [
    outlet,
    date === null ? "[date not known]" : formatDate(date.from),
    file ?? document,
    genre === null ? null : `[${genre}]`,
  ];
  const known = facts.filter((fact) => fact !== null).map(visibleText);
  return [
    ...wrap([{ text: words === "" ? "[no headline]" : words, style: "bold" }], room),
    ...wrap([{ text: known.join(" · "), style: "dim" }], room),
  ];
}

/** How many single statements of an account are shown, and how many words of each. */
const SHOWN = 12;
const LONGEST = 160;

/** What only one account has. */
export function singleRows(layout: Layout): Row[] {
  const { comparison, width, gutter } = layout;
  if (comparison.accounts.length < 2) return [];
  return comparison.accounts.flatMap((_, account): Row[] => {
    const own = comparison.single.filter((cell) => cell.account === account);
    if (own.length === 0) return [];
    const lines = own.slice(0, SHOWN).flatMap((cell): Row[] => {
      const words = shown(cell);
      const cut = words.slice(0, LONGEST).replace(/\s\S*$/, "");
      const brief = words.length > LONGEST ? `${cut} …` : words;
      const source = cell.source === null ? "" : (cell.source.name ?? shown(cell.source));
      const act = actOf(cell);
      const does = act === null ? "" : ` [${act}]`;
      const who =
        source === "" ? [] : [{ text: `${visibleText(source)}${does}:`, style: "bold" } as const];
      return wrap([...who, { text: brief }], width - gutter - 2).map((row, i) => [
        { text: i === 0 ? "· " : "  " },
        ...row,
      ]);
    });
    const more = own.length - SHOWN;
    const rest: Row[] = more > 0 ? [[{ text: `[and ${more} more]`, style: "dim" }]] : [];
    const title: Row = [{ text: `── only in ${letterOf(account)}`, style: "dim" }];
    const body = [...lines, ...rest].map((row): Row => [{ text: " ".repeat(gutter) }, ...row]);
    return account === 0 ? [title, ...body] : [[], title, ...body];
  });
}

const VERBS: Readonly<Record<CrossRelation["type"], string>> = {
  answers: "answers",
  repeats: "repeats",
  disputes: "disputes",
  "same-event": "tells of the same event as",
};

/** What entries of one account do with another's; repetitions stand in the rows already. */
export function relationRows({ comparison, width }: Layout): Row[] {
  const shownRelations = comparison.relations.filter(({ type }) => type !== "repeats");
  if (shownRelations.length === 0) return [];
  const lines = shownRelations.flatMap(({ type, from, to, basis, evidence }) =>
    wrap(
      [
        { text: `${letterOf(from.account)} ${VERBS[type]} ${letterOf(to.account)}`, style: "bold" },
        { text: `[${basis}]`, style: "dim" },
        { text: evidence.map((words) => `“${shown(words)}”`).join(" — ") },
      ],
      width,
    ),
  );
  return [[{ text: "── between the accounts", style: "dim" }], ...lines];
}

/** How much there is of each, in one line. */
export function summaryRows({ comparison, width }: Layout): Row[] {
  const { accounts, rows, single } = comparison;
  const differing = rows.filter(({ differences }) => differences.length > 0).length;
  const parts = [
    countOf(accounts.length, "account", "accounts"),
    `${countOf(rows.length, "row", "rows")} that at least two have`,
    `${differing} with differences`,
    `${single.length} told by one only`,
  ];
  return wrap([{ text: `${parts.join(" · ")}`, style: "dim" }], width);
}
