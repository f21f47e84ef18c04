import type { NameList, Span } from "../document/index.ts";
import { amountOf } from "./aspects.ts";
import { cellOf, type Draft, differencesOf, rowOf, type Setting } from "./cells.ts";
import { innermost } from "./clauses.ts";
import type { Cell } from "./comparison.ts";
import type { EntityKeys } from "./entities.ts";
import type { Quantity } from "./numbers.ts";
import { firstEndingAfter, type Prepared } from "./passages.ts";
import { stem } from "./words.ts";

/** Classes of things that stand for signatures under a letter. */
const SIGNED: ReadonlySet<string> = new Set(["name", "country", "signatory", "sign"].map(stem));
const NAMES = stem("name");

/** A list of an account as it is compared. */
interface SignedList {
  readonly account: number;
  readonly list: NameList;
  readonly names: number;
  readonly different: number;
}

/**
 * Who signed the documents that are among the accounts: how many the document says, how many names
 * stand there, and how many the others give. `taken` are the groups of numbers that went into rows.
 */
export function signatoryRows(
  setting: Setting,
  keys: EntityKeys,
  groups: readonly (readonly Quantity[])[],
  prepared: readonly Prepared[],
): { rows: Draft[]; taken: Set<readonly Quantity[]> } {
  const taken = new Set<readonly Quantity[]>();
  const lists = setting.named.flatMap(({ record }, account): SignedList[] =>
    record.lists
      .filter(({ entities }) => entities.length > 0)
      .map((list) => {
        const names = list.entities.length;
        const of = list.entities.map((id) => keys(account, id) ?? `${account} ${id}`);
        return { account, list, names, different: new Set(of).size };
      }),
  );
  const rows = lists.flatMap((signed): Draft[] => {
    const { account, list, names, different } = signed;
    const own = groups.filter((group) => countsNames(group, signed));
    for (const group of own) taken.add(group);
    const spans: Span[] = list.spans.map(([start, end]) => ({ start, end }));
    const whole = { start: spans[0]?.start ?? 0, end: spans.at(-1)?.end ?? 0 };
    const cells = [
      cellOf(setting, { account, spans: [whole], counted: { names, different } }),
      ...own.flatMap((group) =>
        group.map(({ account: by, span, mention, passage }) =>
          cellOf(setting, { account: by, spans: [span], passage, numbers: [mention] }),
        ),
      ),
    ];
    const row = rowOf(setting, {
      kind: "signatories",
      cells,
      date: setting.accounts[account]!.date?.from ?? null,
      differences: (inOrder) => differencesOf("number", inOrder, numberOf),
    });
    return row === null ? [] : [row];
  });
  return { rows: [...rows, ...namesInBoth(setting, keys, lists, prepared)], taken };
}

function numberOf({ numbers: [mention], counted }: Cell): string | null {
  if (counted !== undefined) return `exact ${counted.names}`;
  return mention === undefined ? null : amountOf(mention);
}

/** Whether a group counts the names of the list: with its own stated number, or with what it has. */
function countsNames(
  group: readonly Quantity[],
  { account, list, names, different }: SignedList,
): boolean {
  return group.some(({ account: by, of, mention, done }) => {
    const isOfNames = SIGNED.has(of ?? "") || done.has(stem("sign"));
    if (!isOfNames || mention.bound === "at least") return false;
    if (by === account) return mention.value === list.statedCount;
    return of === NAMES && (mention.value === names || mention.value === different) && names > 9;
  });
}

/** Names that stand under two of the documents, with what the other accounts say of them. */
function namesInBoth(
  setting: Setting,
  keys: EntityKeys,
  lists: readonly SignedList[],
  prepared: readonly Prepared[],
): Draft[] {
  const places = new Map<string, Map<number, Span>>();
  for (const { account, list } of lists) {
    const { record } = setting.named[account]!;
    const listed = (at: number) => list.spans.some(([start, end]) => start <= at && at < end);
    for (const id of list.entities) {
      const key = keys(account, id);
      const mentions = record.entities.find((entity) => entity.id === id)?.mentions ?? [];
      const mention = mentions.find(([at]) => listed(at)) ?? mentions[0];
      if (key === null || mention === undefined) continue;
      const of = places.get(key) ?? new Map<number, Span>();
      of.set(account, { start: mention[0], end: mention[1] });
      places.set(key, of);
    }
  }
  return [...places].flatMap(([key, of]): Draft[] => {
    if (of.size < 2) return [];
    const cells = [...of].map(([account, span]) =>
      cellOf(setting, { account, spans: [lineOf(setting, account, span)] }),
    );
    setting.named.forEach(({ record }, account) => {
      if (of.has(account)) return;
      const entity = record.entities.find(({ id }) => keys(account, id) === key);
      const [start] = entity?.mentions[0] ?? [-1];
      const { sentences, passages } = prepared[account]!;
      const sentence = sentences[firstEndingAfter(sentences, start)];
      if (start < 0 || sentence === undefined) return;
      const passage = innermost(passages, sentence.span);
      cells.push(cellOf(setting, { account, spans: [sentence.span], passage }));
    });
    const row = rowOf(setting, { kind: "signatories", cells });
    return row === null ? [] : [row];
  });
}

/** "Brennick (observer)": the whole line of a list. */
function lineOf({ named }: Setting, account: number, { start, end }: Span): Span {
  const { text } = named[account]!.record;
  const stop = text.slice(end, end + 80).search(/[\n\r]|$/);
  const line = text.slice(start, end + stop);
  return /^[^\n\r]{0,80}$/.test(line)
    ? { start, end: start + line.trimEnd().length }
    : { start, end };
}
