import type { Lane, Timeline, TimelineEntry } from "../../who/index.ts";
import { visibleText } from "../visible.ts";
import { type Piece, type Row, wrap } from "../wrap.ts";
import {
  columnsOf,
  countOf,
  describeDays,
  describePlace,
  noteRows,
  renderSections,
  type ViewOptions,
} from "./rows.ts";

/** Where the mark of each lane stands: three columns under three heads, so that none is mixed. */
const LANES: readonly { readonly lane: Lane; readonly head: string; readonly mark: string }[] = [
  { lane: "said", head: "said", mark: "●" },
  { lane: "done", head: "done", mark: "■" },
  { lane: "published", head: "publ", mark: "○" },
];

const GUTTER = LANES.reduce((sum, { head }) => sum + head.length + 1, 2);

/** What was said, done and published, day by day, each in its lane. */
export function renderTimeline({ entries, undated }: Timeline, options: ViewOptions): string {
  const columns = columnsOf(options);
  const heads = `  ${LANES.map(({ head }) => head).join(" ")}`;
  const days = new Map<string, TimelineEntry[]>();
  for (const entry of entries) {
    const day = describeDays(entry);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  const sections = [...days].map(([day, all]) => [
    ...wrap([{ text: day, style: "bold" }], columns),
    ...all.flatMap((entry) => entryRows(entry, columns)),
  ]);
  const top: Row[] = entries.length === 0 ? [] : [[{ text: heads, style: "dim" }]];
  const { said = 0, done = 0 } = undated ?? {};
  const left = [
    said > 0 ? countOf(said, "statement") : null,
    done > 0 ? countOf(done, "event") : null,
  ].filter((part) => part !== null);
  const bottom =
    left.length === 0
      ? []
      : wrap([{ text: `Of ${left.join(" and ")} the text tells no day.`, style: "dim" }], columns);
  const nothing: Row[] = [[{ text: "Nothing of a known day." }]];
  return renderSections(
    entries.length === 0 ? [nothing, bottom] : [top, ...sections, bottom],
    options,
  );
}

function entryRows(entry: TimelineEntry, columns: number): Row[] {
  const marks: Piece[] = LANES.map(({ lane, head, mark }) => ({
    text: (lane === entry.lane ? mark : "").padEnd(head.length + 1),
  }));
  const blank = " ".repeat(GUTTER);
  const lines = wrap(deedPieces(entry), columns - GUTTER);
  return [
    ...lines.map(
      (line, i): Row => [...(i === 0 ? [{ text: "  " }, ...marks] : [{ text: blank }]), ...line],
    ),
    ...noteRows(notesOf(entry), columns, blank),
  ];
}

function deedPieces({ lane, who, toWhom, words }: TimelineEntry): Piece[] {
  const name: Piece[] =
    who === null
      ? lane === "published"
        ? []
        : [{ text: "[not said]", style: "dim" }]
      : [{ text: visibleText(who) + (lane === "done" ? "" : ":"), style: "bold" }];
  const said: Piece = { text: short(visibleText(words)) };
  if (lane !== "done") return [...name, said];
  const others = toWhom.map((other): Piece => ({ text: visibleText(other), style: "bold" }));
  return [...name, { text: "→", style: "dim" }, said, { text: "→", style: "dim" }, ...others];
}

/** A timeline is read at a glance; the place beside it has all the words. */
const LONGEST = 240;

function short(words: string): string {
  if (words.length <= LONGEST) return words;
  return `${words.slice(0, words.lastIndexOf(" ", LONGEST))} […]`;
}

function notesOf({ lane, place, toWhom, accordingTo, basis, act, status }: TimelineEntry) {
  const where = lane === "published" ? (place.file ?? place.document) : describePlace(place);
  return [
    lane === "said" && toWhom.length > 0 ? `to ${toWhom.join(", ")}` : null,
    act === "assert" ? null : act,
    status === null || status === "happened" ? null : status,
    accordingTo === null
      ? null
      : `according to ${accordingTo === "outlet" ? "the document" : accordingTo}`,
    basis === "inferred" ? "day inferred" : null,
    where,
  ];
}
