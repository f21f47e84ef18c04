import { cellOf, type Draft, differencesOf, rowOf, type Setting } from "./cells.ts";
import type { Citation } from "./cited-documents.ts";
import { innermost } from "./clauses.ts";
import type { Cell, NumberMention } from "./comparison.ts";
import { type Dated, dateMention, mayBeOne, mayBeOneDay } from "./dates.ts";
import type { EntityKeys } from "./entities.ts";
import type { Quantity } from "./numbers.ts";
import { isContent, type Prepared } from "./passages.ts";
import { stem } from "./words.ts";

/** How many of the same things. Numbers differ where their values do, or "about" is added. */
export function numberRow(setting: Setting, group: readonly Quantity[]): Draft | null {
  const cells = group.map(({ account, span, mention, passage }) =>
    cellOf(setting, { account, spans: [span], passage, numbers: [mention] }),
  );
  return rowOf(setting, {
    kind: "number",
    cells,
    differences: (inOrder) =>
      differencesOf("number", inOrder, ({ numbers: [mention] }) =>
        mention === undefined ? null : amountOf(mention),
      ),
  });
}

/** What is compared of a number: "up to nineteen days" and "nineteen days" do not differ. */
export function amountOf({ bound, value }: NumberMention): string {
  return `${bound === "at most" ? "exact" : bound} ${value}`;
}

/** When the same thing was. "September" and "9 September 2030" do not differ; one says more. */
export function dateRow(setting: Setting, group: readonly Dated[]): Draft | null {
  const cells = group.map(({ account, sentence, mention, passage, span }) =>
    cellOf(setting, {
      account,
      spans: passage?.spans.some(({ start, end }) => start <= span.start && span.end <= end)
        ? passage.spans
        : [sentence.span],
      passage,
      dates: [mention],
    }),
  );
  const days = [...group].map(({ day }) => day);
  const first = days.filter((day) => !day.startsWith("-")).sort()[0] ?? null;
  return rowOf(setting, {
    kind: "date",
    cells,
    date: first,
    differences: (inOrder) => {
      const [one] = group;
      return differencesOf("date", inOrder, (cell) => {
        const dated = group.find(({ mention }) => mention === cell.dates[0])!;
        return mayBeOne(one!, dated) ? "first" : dated.day;
      });
    },
  });
}

/** A document that is one of the accounts, with the words by which the others speak of it. */
export function documentRows(
  setting: Setting,
  citations: readonly Citation[],
  prepared: readonly Prepared[],
): Draft[] {
  return setting.accounts.flatMap((account, cited): Draft[] => {
    const own = citations.filter((citation) => citation.cited === cited);
    if (own.length === 0) return [];
    const headline = account.headline?.spans ?? [[0, 0] as const];
    const cells = [
      cellOf(setting, {
        account: cited,
        spans: headline.map(([start, end]) => ({ start, end })),
      }),
    ];
    for (const by of new Set(own.map((citation) => citation.account))) {
      const [surest] = own
        .filter((citation) => citation.account === by)
        .sort((a, b) => Number(b.basis === "stated") - Number(a.basis === "stated"));
      const span = { start: surest!.start, end: surest!.until };
      const passage = innermost(prepared[by]!.passages, surest!);
      cells.push(cellOf(setting, { account: by, spans: [span], passage }));
    }
    const row = rowOf(setting, { kind: "document", cells, date: account.date?.from ?? null });
    return row === null ? [] : [row];
  });
}

const PRESS = /press|news|media|briefing/;

/** Press conferences and the like: of one kind and on one day. */
export function occasionRows({ named, accounts }: Setting): Draft[] {
  const setting = { named, accounts };
  const byOccasion = new Map<string, Draft["cells"][number][]>();
  named.forEach(({ record }, account) => {
    for (const { id, kind, span, date } of record.occasions) {
      const day = date?.from?.slice(0, 10);
      if (day === undefined) continue;
      const key = `${PRESS.test(kind) ? "press" : kind} ${day}`;
      const cells = byOccasion.get(key) ?? [];
      const head = record.document.genre === "transcript" ? headDates(record) : [];
      const mention = date === null ? null : dateMention(record.text, date);
      cells.push(
        cellOf(setting, {
          account,
          spans: [{ start: span[0], end: span[1] }],
          entry: id,
          dates: head.length > 0 ? head : mention === null ? [] : [mention],
        }),
      );
      byOccasion.set(key, cells);
    }
  });
  return [...byOccasion].flatMap(([key, cells]) => {
    const differences = (inOrder: Draft["cells"]) => differencesOf("date", inOrder, () => null);
    const row = rowOf(setting, {
      kind: "occasion",
      cells,
      date: key.split(" ").at(-1)!,
      differences,
    });
    return row === null ? [] : [row];
  });
}

/** Dates before the first turn of a transcript: when it was held, and when it was issued. */
function headDates(record: Setting["named"][number]["record"]) {
  const first = Math.min(
    ...record.attributions.flatMap(({ content }) => content.map(([at]) => at)),
  );
  return record.times.flatMap((time) => {
    const mention =
      time.span !== null && time.span[0] < first ? dateMention(record.text, time) : null;
    return mention === null ? [] : [mention];
  });
}

/**
 * Events with the same kind and actors, told with the same verb or noun, on days that may be one. Two
 * politicians accuse each other every day: where no words agree nothing says that it is one event.
 */
export function eventRows(setting: Setting, keys: EntityKeys): Draft[] {
  const byEvent = new Map<string, { cell: Cell; day: string | null }[]>();
  setting.named.forEach(({ record }, account) => {
    for (const event of record.events) {
      const { source, target, plover, mode, spans } = event;
      const [from, to] = [source, target].map((id) => (id === null ? null : keys(account, id)));
      if (from == null || to == null || plover === null) continue;
      const trigger = spans.trigger.flatMap(([start, end]) =>
        record.text
          .slice(start, end)
          .toLowerCase()
          .split(/[^\p{L}]+/u)
          .filter(isContent)
          .map(stem),
      );
      const key = [from, plover, mode, to, ...trigger].join(" ");
      const all = [...spans.source, ...spans.trigger, ...spans.target];
      const cell = cellOf(setting, {
        account,
        spans: all.sort((x, y) => x[0] - y[0]).map(([start, end]) => ({ start, end })),
        entry: event.id,
        voice: voiceOfEvent(record, event.accordingTo),
      });
      byEvent.set(key, [...(byEvent.get(key) ?? []), { cell, day: event.date?.from ?? null }]);
    }
  });
  return [...byEvent.values()].flatMap((told): Draft[] => {
    const day = told.find((one) => one.day !== null)?.day ?? null;
    const same = told.filter(
      (one) => one.day === null || day === null || mayBeOneDay(one.day, day),
    );
    const row = rowOf(setting, { kind: "event", cells: same.map(({ cell }) => cell), date: day });
    return row === null ? [] : [row];
  });
}

function voiceOfEvent(
  { attributions }: Setting["named"][number]["record"],
  accordingTo: string,
): Draft["cells"][number]["voice"] {
  return attributions.find(({ id }) => id === accordingTo)?.sourceType ?? "own";
}
