import type { Occasion } from "../../document/index.ts";
import { type Row, wrap } from "../wrap.ts";
import { describeTime } from "./dates.ts";
import { groupBy, gutterRow, type Page } from "./page.ts";
import { countOf, holdsName, joinSpans, nameOf } from "./words.ts";

/** Where things were said: the words, the place and date, and how many statements were made there. */
export function occasionRows(page: Page): Row[] {
  const { occasions, attributions } = page.record;
  if (occasions.length === 0) return [];
  const made = groupBy(attributions, ({ occasion }) => occasion ?? "");
  const rows = occasions.flatMap((occasion) => {
    const statements = made.get(occasion.id)?.length ?? 0;
    const pieces = [
      { text: joinSpans(page.record.text, [occasion.span]) },
      { text: `[${factsOf(page, occasion, statements).join(" · ")}]`, style: "dim" } as const,
    ];
    const line = String(page.lineOf(occasion.span[0]));
    return wrap(pieces, page.columns - page.gutter).map((row, i) =>
      gutterRow(page, i === 0 ? line : null, row),
    );
  });
  return [[{ text: "Occasions", style: "bold" }], ...rows];
}

function factsOf(page: Page, { kind, span, place, date }: Occasion, statements: number): string[] {
  const words = joinSpans(page.record.text, [span]);
  const where = nameOf(page, place);
  return [
    holdsName(words, kind) ? null : kind,
    date === null ? null : describeTime(page.record.text, date),
    where === null || holdsName(words, where) ? null : `in ${where}`,
    countOf(statements, "statement", "statements"),
  ].filter((fact) => fact !== null);
}
