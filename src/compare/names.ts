import type { DocumentRecord, Entity, Span } from "../document/index.ts";
import { cellOf, type Draft, rowOf, type Setting } from "./cells.ts";
import { innermost } from "./clauses.ts";
import type { Difference } from "./comparison.ts";
import { type EntityKeys, foldName } from "./entities.ts";
import { isContent, type Prepared } from "./passages.ts";

/**
 * Somebody whom one account names, with an office or trade, and another only describes by it: "Teren
 * Olvay, skipper of the Grey Heron" and "the skipper of the Grey Heron". The description must be the
 * whole of the role, or its first word where the rest stands elsewhere in that account; and that
 * account must not have the name.
 */
export function nameRows(
  setting: Setting,
  keys: EntityKeys,
  prepared: readonly Prepared[],
): Draft[] {
  const toldIn = (account: number, [span]: readonly Span[]) =>
    innermost(prepared[account]!.passages, span!);
  const people = new Map<string, Named>();
  setting.named.forEach(({ record }, account) => {
    for (const entity of record.entities) {
      const key = entity.kind === "person" && entity.named ? keys(account, entity.id) : null;
      if (key === null) continue;
      const person = people.get(key) ?? { roles: [], mentions: [], accounts: new Set() };
      for (const { text } of entity.roles) {
        person.roles.push({ words: foldName(text), hasName: /\p{Lu}/u.test(text) });
      }
      if (!person.accounts.has(account)) person.mentions.push({ account, entity });
      person.accounts.add(account);
      people.set(key, person);
    }
  });
  const described = setting.named.flatMap(({ record }, account) =>
    record.entities
      .filter(({ kind, named, mentions }) => kind === "person" && !named && mentions.length > 0)
      // "a former president" may be any.
      .filter(({ name }) => !/^an?\s/i.test(name))
      .map((entity) => ({ account, record, entity, words: foldName(withoutArticle(entity.name)) })),
  );
  return [...people.values()].flatMap((person): Draft[] => {
    if (person.roles.length === 0) return [];
    const found = described.filter(
      ({ account, record, words }) =>
        !person.accounts.has(account) && person.roles.some((role) => isRole(role, words, record)),
    );
    const once = found.filter(
      ({ account }, i) => found.findIndex((other) => other.account === account) === i,
    );
    if (once.length === 0) return [];
    const cells = [
      ...person.mentions.map(({ account, entity }) => {
        const spans = nameSpans(setting.named[account]!.record, entity);
        return cellOf(setting, {
          account,
          spans,
          entry: entity.id,
          passage: toldIn(account, spans),
        });
      }),
      ...once.map(({ account, record, entity }) => {
        const spans = [...nameSpans(record, entity), ...withheldAt(record, entity)];
        return cellOf(setting, {
          account,
          spans,
          entry: entity.id,
          passage: toldIn(account, spans),
        });
      }),
    ];
    const isDescribed = new Set(once.map(({ account }) => account));
    const row = rowOf(setting, {
      kind: "name",
      cells,
      differences: (inOrder) => namesAgainst(inOrder, isDescribed),
    });
    return row === null ? [] : [row];
  });
}

interface Named {
  readonly roles: {
    readonly words: string;
    /** "former rival" may be many; a role with a name or title in it is hardly two people's. */
    readonly hasName: boolean;
  }[];
  readonly mentions: { readonly account: number; readonly entity: Entity }[];
  readonly accounts: Set<number>;
}

function withoutArticle(name: string): string {
  return name.replace(/^(?:the|an?|his|her|its|their)\s+/i, "");
}

/** How many telling words a role needs, so that it belongs to one person. */
const TELLING = 2;

function isRole(role: Named["roles"][number], words: string, { text }: DocumentRecord): boolean {
  const telling = role.words.split(" ").filter(isContent);
  if (telling.length < TELLING || !role.hasName) return false;
  if (words === role.words) return true;
  // "the skipper", in a text that speaks of the Grey Heron too.
  if (words !== telling[0] || !/ (?:of|at|for) /.test(role.words)) return false;
  const folded = ` ${foldName(text)} `;
  return folded.includes(` ${role.words.split(/ (?:of|at|for) (?:the )?/).at(-1)} `);
}

/** The first mention, with the role beside it. */
function nameSpans(record: DocumentRecord, { mentions, roles }: Entity): Span[] {
  const [start, end] = mentions[0]!;
  const beside = roles.filter(
    ({ span }) => Math.abs(span[0] - end) < 40 || Math.abs(start - span[1]) < 40,
  );
  const all = [...beside.slice(0, 1).map(({ span }) => span), [start, end] as const]
    .map(([from, to]) => ({ start: from, end: to }))
    .sort((a, b) => a.start - b.start);
  const [first, second] = all;
  const isInside = second !== undefined && second.end <= first!.end;
  return isInside || record.text.length === 0 ? [first!] : all;
}

const WITHHELD =
  /\b(?:does not|did not|is not|was not|will not|declined to|not|asked not to be|refused to be) nam(?:e|ed|ing)\b|\b(?:name|identity) (?:is|was|has been|be) withheld\b|\banonym(?:ity|ous(?:ly)?)\b/gi;

/** Where the text says that it does not give the name, within a sentence or two of a mention. */
function withheldAt({ text }: DocumentRecord, { mentions }: Entity): Span[] {
  for (const match of text.matchAll(WITHHELD)) {
    const span = { start: match.index, end: match.index + match[0].length };
    const isNear = mentions.some(([start, end]) => span.end > start - 60 && span.start < end + 60);
    if (isNear) return [span];
  }
  return [];
}

function namesAgainst(cells: Draft["cells"], described: ReadonlySet<number>): Difference[] {
  const named = cells.findIndex(({ account }) => !described.has(account));
  return cells.flatMap(({ account, spans, words }, i): Difference[] => {
    if (!described.has(account)) return [];
    const { spans: one, words: theirs } = cells[named]!;
    return [
      {
        kind: "name",
        between: [named, i],
        first: { spans: one, words: theirs },
        second: { spans, words },
      },
    ];
  });
}
