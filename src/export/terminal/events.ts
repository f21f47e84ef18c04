import type { Event, SpanPair } from "../../document/index.ts";
import { type Piece, type Row, wrap } from "../wrap.ts";
import { describeTime } from "./dates.ts";
import { gutterRow, type Page } from "./page.ts";
import { firstOffset, joinSpans, linesOf, nameOf, narrator, sourceName } from "./words.ts";

/** One way, or what two do together. */
type Arrow = "→" | "↔";

/** Who did what to whom, in the text's words, with the type they were given; on whose word. */
export function eventRows(page: Page): Row[] {
  const { events } = page.record;
  if (events.length === 0) return [];
  const heading = wrap(
    [
      { text: "Events", style: "bold" },
      { text: "— who → did what [PLOVER type, CAMEO code] → to whom", style: "dim" },
    ],
    page.columns,
  );
  const rows = events.flatMap((event, i) => {
    if (isMirrored(events[i - 1], event)) return [];
    return rowsOf(page, event, isMirrored(event, events[i + 1]) ? "↔" : "→");
  });
  return [...heading, ...rows];
}

/** "X and Y met" is an event of X and one of Y, which follow each other. */
export function isMirrored(one: Event | undefined, other: Event | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  const [a, b] = [one, other].map(({ code, accordingTo, spans }) =>
    JSON.stringify([code, accordingTo, spans.trigger]),
  );
  const { source, target } = one;
  return a === b && source !== null && source === other.target && target === other.source;
}

function rowsOf(page: Page, event: Event, arrow: Arrow): Row[] {
  const room = page.columns - page.gutter;
  const rows = [
    ...wrap(deedPieces(page, event, arrow), room),
    ...wrap([{ text: `[${groundsOf(page, event, arrow).join(" · ")}]`, style: "dim" }], room),
  ];
  const line = String(page.lineOf(firstSpan(event)));
  return rows.map((row, i) => gutterRow(page, i === 0 ? line : null, row));
}

function deedPieces(page: Page, event: Event, arrow: Arrow): Piece[] {
  const { plover, mode, code, status, spans } = event;
  const type = [plover, mode, code].filter((part) => part !== null).join(" ");
  return [
    ...partyPieces(page, event.source, spans.source),
    { text: arrow, style: "dim" },
    { text: joinSpans(page.record.text, spans.trigger) },
    { text: `[${type}${status === "happened" ? "]" : ","}`, style: "dim", keepWithNext: true },
    ...(status === "happened" ? [] : [{ text: `${status}]`, style: "warning" } as const]),
    { text: arrow, style: "dim" },
    ...partyPieces(page, event.target, spans.target),
  ];
}

function partyPieces(page: Page, id: string | null, spans: readonly SpanPair[]): Piece[] {
  const name = nameOf(page, id) ?? joinSpans(page.record.text, spans);
  return name === "" ? [{ text: "[not said]", style: "dim" }] : [{ text: name, style: "bold" }];
}

function groundsOf(page: Page, event: Event, arrow: Arrow): string[] {
  const { date, place, sourceCode, targetCode } = event;
  const where = nameOf(page, place);
  const codes = sourceCode === null && targetCode === null;
  return [
    `according to ${authorityOf(page, event)}`,
    toldIn(page, event),
    date === null ? null : describeTime(page.record.text, date),
    where === null ? null : `in ${where}`,
    codes ? null : `${sourceCode ?? "---"} ${arrow} ${targetCode ?? "---"}`,
    ...sameEvents(page, event),
  ].filter((ground) => ground !== null);
}

/** What is told several times is one event; `null` where one line has all its words. */
function toldIn(page: Page, { spans }: Event): string | null {
  const starts = spans.trigger.map(([start]) => start);
  const isOnOneLine = new Set(starts.map(page.lineOf)).size <= 1;
  return isOnOneLine ? null : `words on ${linesOf(page, starts)}`;
}

function authorityOf(page: Page, { accordingTo }: Event): string {
  const attribution = page.statements.get(accordingTo);
  if (attribution === undefined) return accordingTo === "outlet" ? narrator(page) : accordingTo;
  return `${sourceName(page, attribution)}, ${linesOf(page, [firstOffset(attribution)])}`;
}

function sameEvents(page: Page, { id }: Event): string[] {
  const relations = page.relationsFrom.get(id) ?? [];
  return relations.flatMap(({ type, to }) => {
    const other = page.events.get(to);
    if (type !== "same-event" || other === undefined) return [];
    return [`perhaps the same as in ${linesOf(page, [firstSpan(other)])} (inferred)`];
  });
}

function firstSpan({ spans: { trigger, source, target } }: Event): number {
  return (trigger[0] ?? source[0] ?? target[0] ?? [0, 0])[0];
}
