import type {
  Attribution,
  DocumentRecord,
  Entity,
  Event,
  Occasion,
  Relation,
} from "../../document/index.ts";
import { type Piece, type Row, rowWidth } from "../wrap.ts";

/** What every part of the view needs to know. Everything is looked up, nothing searched. */
export interface Page {
  readonly record: DocumentRecord;
  readonly columns: number;
  /** Columns of the line numbers and the space after them. */
  readonly gutter: number;
  /** The 1-based line of the text an offset stands on. */
  readonly lineOf: (offset: number) => number;
  readonly entities: ReadonlyMap<string, Entity>;
  readonly statements: ReadonlyMap<string, Attribution>;
  readonly events: ReadonlyMap<string, Event>;
  readonly occasions: ReadonlyMap<string, Occasion>;
  /** By the id of the entry they begin at. */
  readonly relationsFrom: ReadonlyMap<string, readonly Relation[]>;
  /** By the id of the entry they lead to. */
  readonly relationsTo: ReadonlyMap<string, readonly Relation[]>;
  /** The name of the first state with a code: what the text itself calls that country. */
  readonly countries: ReadonlyMap<string, string>;
}

const MIN_WIDTH = 40;

/** Columns of a page; fewer than 40 count as 40. */
export function pageColumns(width: number): number {
  return Math.max(MIN_WIDTH, width);
}

export function pageOf(record: DocumentRecord, width: number): Page {
  const lineOf = lineNumbers(record.text);
  const digits = String(lineOf(record.text.length)).length;
  const states = record.entities.filter(({ kind, named }) => kind === "state" && named);
  return {
    record,
    columns: pageColumns(width),
    gutter: Math.max(digits, "line".length) + 2,
    lineOf,
    entities: byId(record.entities),
    statements: byId(record.attributions),
    events: byId(record.events),
    occasions: byId(record.occasions),
    relationsFrom: groupBy(record.relations, ({ from }) => from),
    relationsTo: groupBy(record.relations, ({ to }) => to),
    // The later entry wins in a Map, so the first one goes in last.
    countries: new Map(states.toReversed().map(({ country, name }) => [country ?? "", name])),
  };
}

function byId<T extends { readonly id: string }>(entries: readonly T[]): Map<string, T> {
  return new Map(entries.map((entry) => [entry.id, entry]));
}

/** Items by a key of theirs, both in the order they come. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** A row of the body, with what stands in the margin before it. */
export function gutterRow({ gutter }: Page, margin: string | null, row: Row): Row {
  const pieces: Piece[] = [
    { text: `${(margin ?? "").padStart(gutter - 2)}  `, style: "dim" },
    ...row,
  ];
  const last = pieces.at(-1)!;
  return [...pieces.slice(0, -1), { ...last, text: last.text.trimEnd() }];
}

/** Pieces at both edges of so many columns. */
export function spread(left: Row, right: Row, columns: number): Row {
  const gap = Math.max(2, columns - rowWidth(left) - rowWidth(right));
  return [...left, { text: " ".repeat(gap) }, ...right];
}

/** Lines end in LF, CR LF or CR, as editors count them. */
function lineNumbers(text: string): (offset: number) => number {
  const starts = [0];
  for (const end of text.matchAll(/\r\n?|\n/g)) starts.push(end.index + end[0].length);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
