import type { Attribution, Span } from "../document/index.ts";
import type { DateText } from "../document/record.ts";
import { compareDates, type Named } from "./accounts.ts";
import type {
  Account,
  Cell,
  DateMention,
  Difference,
  Firmer,
  NumberMention,
  Row,
  RowKind,
  Source,
  Voice,
} from "./comparison.ts";
import { type Passage, wordsAt } from "./passages.ts";

/** What every row is built from. */
export interface Setting {
  readonly named: readonly Named[];
  readonly accounts: readonly Account[];
}

export interface CellParts {
  readonly account: number;
  readonly spans: readonly Span[];
  readonly passage?: Passage | null;
  readonly entry?: string | null;
  readonly voice?: Voice;
  readonly numbers?: readonly NumberMention[];
  readonly dates?: readonly DateMention[];
  readonly counted?: Cell["counted"];
}

/** A cell with the words at these spans, told as the passage tells them. */
export function cellOf({ named }: Setting, parts: CellParts): Cell {
  const { account, spans, passage = null, numbers = [], dates = [], counted } = parts;
  const { record, name } = named[account]!;
  const statement = passage?.statement ?? null;
  return {
    account,
    document: name,
    ...wordsAt(record.text, spans),
    entry: parts.entry ?? statement?.id ?? null,
    voice: parts.voice ?? passage?.voice ?? "own",
    source: statement === null ? null : sourceOf(named[account]!, statement),
    kind: statement?.kind ?? null,
    act: statement?.act ?? null,
    saidAt: statement?.saidAt?.from ?? null,
    numbers,
    dates,
    ...(counted === undefined ? {} : { counted }),
  };
}

function sourceOf({ record }: Named, { source, sourceEntity }: Attribution): Source {
  const spans = source.map(([start, end]) => ({ start, end }));
  const entity = record.entities.find(({ id }) => id === sourceEntity);
  return { ...wordsAt(record.text, spans), entity: sourceEntity, name: entity?.name ?? null };
}

export interface RowParts {
  readonly kind: RowKind;
  readonly cells: readonly Cell[];
  /** When what is told was, where the row knows better than its cells. */
  readonly date?: DateText | null;
  readonly differences?: (cells: readonly Cell[]) => readonly Difference[];
  /** Whether two cells tell so much alike that their voices can be compared; by default all do. */
  readonly areClose?: (a: Cell, b: Cell) => boolean;
}

/** A row before all rows are in order and have ids. */
export type Draft = Omit<Row, "id">;

/** A row, or `null` where fewer than two accounts have a cell. */
export function rowOf(setting: Setting, parts: RowParts): Draft | null {
  const cells = [...parts.cells].sort(
    (a, b) => a.account - b.account || (a.spans[0]?.[0] ?? 0) - (b.spans[0]?.[0] ?? 0),
  );
  const reportedBy = [...new Set(cells.map(({ account }) => account))];
  if (reportedBy.length < 2) return null;
  return {
    kind: parts.kind,
    date: parts.date ?? earliest(setting, cells),
    cells,
    reportedBy,
    notReportedBy: setting.accounts.flatMap((_, i) => (reportedBy.includes(i) ? [] : [i])),
    differences: parts.differences?.(cells) ?? [],
    firmer: TOLD.has(parts.kind) ? firmerIn(setting, cells, parts.areClose) : [],
  };
}

/** Rows of what accounts tell, and so tell more or less firmly. */
const TOLD: ReadonlySet<RowKind> = new Set<RowKind>([
  "utterance",
  "telling",
  "number",
  "signatories",
]);

/** When it was first told: said, or published where the text does not say when it was said. */
function earliest({ accounts }: Setting, cells: readonly Cell[]): DateText | null {
  const told = cells.flatMap(
    ({ saidAt, account }) => saidAt ?? accounts[account]!.date?.from ?? [],
  );
  return told.sort(compareDates)[0] ?? null;
}

const FIRMNESS: Readonly<Record<Voice, number>> = {
  none: 1,
  unnamed: 1,
  group: 1,
  named: 2,
  document: 2,
  outlet: 2,
  own: 3,
};

/**
 * Where one report gives a source and the next report in time tells the same in its own voice, or
 * names a source where the one before did not. Reports without a date, or of one day, are in no
 * order.
 */
function firmerIn(
  { accounts }: Setting,
  cells: readonly Cell[],
  areClose: (a: Cell, b: Cell) => boolean = () => true,
): Firmer[] {
  const firmest = new Map<number, number>();
  cells.forEach(({ account, voice }, i) => {
    const { genre, date } = accounts[account]!;
    if (date === null || (genre !== "report" && genre !== null)) return;
    const known = firmest.get(account);
    if (known === undefined || FIRMNESS[voice] > FIRMNESS[cells[known]!.voice]) {
      firmest.set(account, i);
    }
  });
  const inTime = [...firmest.values()];
  return inTime.flatMap((to, k) => {
    const from = inTime[k - 1];
    if (from === undefined || !areClose(cells[from]!, cells[to]!)) return [];
    const [before, after] = [from, to].map((i) => accounts[cells[i]!.account]!.date!.from);
    if (compareDates(before!, after!) >= 0) return [];
    return FIRMNESS[cells[to]!.voice] > FIRMNESS[cells[from]!.voice] ? [{ from, to }] : [];
  });
}

/** The same of all cells but the first of each value: what they give instead of the first. */
export function differencesOf(
  kind: Difference["kind"],
  cells: readonly Cell[],
  keyOf: (cell: Cell) => string | null,
): Difference[] {
  const seen = new Set<string>();
  let first: number | null = null;
  return cells.flatMap((cell, i): Difference[] => {
    const value = keyOf(cell);
    if (value === null || seen.has(value)) return [];
    seen.add(value);
    if (first === null) {
      first = i;
      return [];
    }
    const { spans, words } = cells[first]!;
    return [
      {
        kind,
        between: [first, i],
        first: { spans, words },
        second: { spans: cell.spans, words: cell.words },
      },
    ];
  });
}

export function spansOfPairs(pairs: readonly (readonly [number, number])[]): Span[] {
  return pairs.map(([start, end]) => ({ start, end }));
}
