import type { ActorMention, Actors } from "../actors/index.ts";
import type { StatementAct } from "../acts/index.ts";
import type { Document, Relation, SpanPair } from "../document/index.ts";
import type { DependencyTree, Language, TokenRange } from "../language/index.ts";
import type { Statement } from "../time/index.ts";

/** What every rule that relates entries may ask. Statements are named by their index. */
export interface Setting {
  readonly doc: Document;
  readonly language: Language;
  readonly tree: DependencyTree;
  readonly statements: readonly Statement[];
  readonly acts: readonly StatementAct[];
  readonly actors: Actors;
  /** Index of each statement's occasion; `null` for none. */
  readonly occasionOf: readonly (number | null)[];
  /** For each statement the sentence of its cue, else of its content. */
  readonly sentenceOf: readonly TokenRange[];
  /** Statements by the first token of that sentence, in order. */
  readonly inSentence: ReadonlyMap<number, readonly number[]>;
  /** Statements by the entity that made them, in order. */
  readonly byEntity: ReadonlyMap<string, readonly number[]>;
  /** For each token, 1 where it is content of a statement. */
  readonly inContent: Uint8Array;
  /** Mentions of documents, in text order. */
  readonly documents: readonly ActorMention[];
  /** Id of the entity whose mention holds the token. */
  readonly whoIs: (token: number) => string | null;
}

/** The id that the record gives a relation of attribution. */
export function attributionId(index: number): string {
  return `a${index + 1}`;
}

export function spanOf(language: Language, { from, to }: TokenRange): SpanPair {
  return [language.tokens.start[from]!, language.tokens.end[to - 1]!];
}

/** The indexes of a list by their keys, in order; those without a key are left out. */
export function groupIndexes<T, K>(
  list: readonly T[],
  keyOf: (item: T, index: number) => K | null,
): Map<K, number[]> {
  const groups = new Map<K, number[]>();
  list.forEach((item, i) => {
    const key = keyOf(item, i);
    if (key === null) return;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [i]);
    else group.push(i);
  });
  return groups;
}

export type Rule = (setting: Setting) => Relation[];
