import type { Attribution } from "../document/index.ts";
import { type Citation, speaksForItself } from "./cited-documents.ts";
import { firstFrom } from "./clauses.ts";
import { type EntityKeys, stateKey } from "./entities.ts";
import type { Passage, Prepared } from "./passages.ts";

/** Whose words a passage is, across the accounts. */
export interface Speaker {
  /** What the source is called across the accounts; empty where it could not be told. */
  readonly keys: ReadonlySet<string>;
  /** The country that the source is, or that a person in office speaks for. */
  readonly state: string | null;
  readonly isState: boolean;
  /** Keys of whom the sentence names. */
  readonly named: ReadonlySet<string>;
  /** Keys of the places, not states, that it names. */
  readonly places: ReadonlySet<string>;
}

export type Sameness = "same" | "perhaps" | "other";

/** Two that share a key, or a state and who speaks for it, are the same; who is unknown, perhaps. */
export function compareSpeakers(a: Speaker, b: Speaker): Sameness {
  if (shareKey(a.keys, b.keys)) return "same";
  const isOne = (a.isState || b.isState) && a.state !== null && a.state === b.state;
  if (isOne) return "same";
  return a.keys.size === 0 || b.keys.size === 0 || shareSurname(a, b) ? "perhaps" : "other";
}

/**
 * Whether the sentence of one names the source of the other, or its state: "He quoted |Arkwell| as
 * saying", "When |Vellin| now says".
 */
export function namesSource(a: Speaker, b: Speaker): boolean {
  const names = (x: Speaker, y: Speaker) =>
    shareKey(x.named, y.keys) || (y.state !== null && x.named.has(stateKey(y.state)));
  return names(a, b) || names(b, a);
}

/** "Trump" alone, where several of that name are spoken of. */
function shareSurname({ keys: a }: Speaker, { keys: b }: Speaker): boolean {
  const surnames = (keys: ReadonlySet<string>) =>
    [...keys].flatMap((key) => /^surname (\S+)/.exec(key)?.[1] ?? []);
  const isOf = (keys: ReadonlySet<string>, name: string) =>
    [...keys].some((key) => /^(?:person|surname) /.test(key) && key.split(" ").includes(name));
  return surnames(a).some((name) => isOf(b, name)) || surnames(b).some((name) => isOf(a, name));
}

/** Whether both name places, and none in common: what happens in Ohio does not in Missouri. */
export function areElsewhere({ places: a }: Speaker, { places: b }: Speaker): boolean {
  return a.size > 0 && b.size > 0 && !shareKey(a, b);
}

function shareKey(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const key of a) if (b.has(key)) return true;
  return false;
}

/** The speaker of each passage; built once for an account. */
export function speakersOf(
  { record, account, passages }: Prepared,
  keys: EntityKeys,
  states: ReadonlyMap<string, string>,
  citations: readonly Citation[],
): Map<Passage, Speaker> {
  const entities = new Map(record.entities.map((entity) => [entity.id, entity]));
  const isLetter = speaksForItself(record);
  const cited = citedEntities({ record, account }, citations);
  const mentions = record.entities
    .flatMap(({ id, kind, mentions: spans }) =>
      spans.flatMap(([start]) => {
        const key = keys(account, id);
        return key === null ? [] : [{ start, key, isPlace: kind === "place" }];
      }),
    )
    .sort((a, b) => a.start - b.start);
  const keysOf = (statement: Attribution | null): string[] => {
    if (statement === null) return isLetter ? [documentKey(account)] : [];
    const { sourceEntity, within } = statement;
    const own = sourceEntity === null ? null : keys(account, sourceEntity);
    const document = sourceEntity === null ? undefined : cited.get(sourceEntity);
    // What a letter reports of others stands in the letter too.
    const isOwnWord = isLetter && within === null;
    return [
      ...(own === null ? [] : [own]),
      ...(document === undefined ? [] : [documentKey(document)]),
      ...(isOwnWord ? [documentKey(account)] : []),
    ];
  };
  return new Map(
    passages.map((passage): [Passage, Speaker] => {
      const { statement, sentence } = passage;
      const entity = entities.get(statement?.sourceEntity ?? "");
      const behalf = entities.get(statement?.onBehalfOf ?? "");
      const isOffice = entity?.sector === "GOV" || entity?.kind === "state";
      const own = new Set(keysOf(statement));
      const known = [...own].map((key) => states.get(key)).find((country) => country !== undefined);
      const state = (isOffice ? entity?.country : null) ?? behalf?.country ?? known ?? null;
      const isState = entity?.kind === "state";
      if (isState && state !== null) own.add(stateKey(state));
      const named = new Set<string>();
      const places = new Set<string>();
      for (let i = firstFrom(mentions, sentence.start); i < mentions.length; i++) {
        if (mentions[i]!.start >= sentence.end) break;
        named.add(mentions[i]!.key);
        if (mentions[i]!.isPlace) places.add(mentions[i]!.key);
      }
      return [passage, { keys: own, state, isState, named, places }];
    }),
  );
}

export function documentKey(account: number): string {
  return `account ${account}`;
}

/** Entities of an account that are another account: the letter, and "its authors". */
function citedEntities(
  { record, account }: Pick<Prepared, "record" | "account">,
  citations: readonly Citation[],
): Map<string, number> {
  const own = citations.filter((citation) => citation.account === account);
  const all = new Set(own.map(({ cited }) => cited));
  const found = new Map<string, number>();
  if (own.length === 0) return found;
  for (const { id, kind, name, mentions } of record.entities) {
    if (kind === "document") {
      const citation = own.find(({ start, end }) =>
        mentions.some(([from, to]) => from < end && start < to),
      );
      if (citation !== undefined) found.set(id, citation.cited);
    } else if (/^(?:the )?(?:authors|signatories)\b/i.test(name) && all.size === 1) {
      found.set(id, [...all][0]!);
    }
  }
  return found;
}
