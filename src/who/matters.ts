import type { SpanPair } from "../document/index.ts";
import { foldName } from "../merge/fold-name.ts";
import type { Statement } from "./statements.ts";
import { isCommon, stem, type Term } from "./terms.ts";

/** Statements that have something in common. */
export interface Matter {
  /** The words that joined them, the one they were found by first. Empty: they have none. */
  readonly words: readonly string[];
  /** In order of time. */
  readonly statements: readonly MatterStatement[];
}

export interface MatterStatement {
  readonly statement: Statement;
  /**
   * Where its words stand that no earlier statement of the matter has: spans of the text. None in
   * the first one.
   */
  readonly newWords: readonly SpanPair[];
  /** The other places that have the very same words, apart from case and punctuation. */
  readonly also: readonly Statement["place"][];
}

/**
 * Statements grouped by what they are about. A matter is a term that several of them share, but not
 * more than half: what most of them are about tells none of them apart. Terms that more statements
 * share come first, names before other words, as long as one of these statements is in no matter
 * yet. So a long answer may be in several matters; those that share nothing come last, together.
 *
 * @param statements in order of time
 */
export function mattersOf(statements: readonly Statement[]): Matter[] {
  const left = new Set(statements);
  const matters: Matter[] = [];
  for (const { term, sharing } of sharesOf(statements)) {
    if (!sharing.some((statement) => left.has(statement))) continue;
    for (const statement of sharing) left.delete(statement);
    matters.push({ words: commonWords(term, sharing), statements: compared(sharing) });
  }
  const at = new Map(statements.map((statement, i) => [statement, i]));
  const first = (matter: Matter) => at.get(matter.statements[0]!.statement)!;
  matters.sort((a, b) => first(a) - first(b));
  if (left.size === 0) return matters;
  const rest = [...left].map((statement) => ({ statement, newWords: [], also: [] }));
  return [...matters, { words: [], statements: rest }];
}

/** A term with the statements that have it, in order of time. */
interface Share {
  readonly term: Term;
  readonly sharing: readonly Statement[];
}

/** The terms that join statements, the best first. */
function sharesOf(statements: readonly Statement[]): Share[] {
  const byKey = new Map<string, { readonly term: Term; readonly sharing: Statement[] }>();
  for (const statement of statements) {
    for (const term of statement.terms) {
      const share = byKey.get(term.key);
      if (share === undefined) byKey.set(term.key, { term, sharing: [statement] });
      else share.sharing.push(statement);
    }
  }
  const most = Math.max(2, statements.length / 2);
  return [...byKey.values()]
    .filter(({ sharing }) => sharing.length >= 2 && sharing.length <= most)
    .sort(
      (a, b) =>
        b.sharing.length - a.sharing.length ||
        Number(b.term.names) - Number(a.term.names) ||
        (a.term.key < b.term.key ? -1 : 1),
    );
}

/** How many words that all statements of a matter share are told; more say no more. */
const MOST_WORDS = 4;

function commonWords(first: Term, members: readonly Statement[]): string[] {
  const common = members[0]!.terms.filter(({ key }) =>
    members.every(({ terms }) => terms.some((term) => term.key === key)),
  );
  const others = common.filter(({ key }) => key !== first.key);
  return [first, ...others].slice(0, MOST_WORDS).map(({ words }) => words);
}

/** The statements with what is new in each; the same words told again stand under the first. */
function compared(statements: readonly Statement[]): MatterStatement[] {
  const told = new Map<string, { shown: MatterStatement; also: Statement["place"][] }>();
  const said = new Set<string>();
  for (const statement of statements) {
    const words = foldName(statement.content);
    const before = told.get(words);
    if (before !== undefined) {
      before.also.push(statement.place);
      continue;
    }
    const found = wordsOf(statement);
    const newWords = told.size === 0 ? [] : found.filter(({ word }) => !said.has(word));
    for (const { word } of found) said.add(word);
    const also: Statement["place"][] = [];
    const shown = { statement, newWords: newWords.map(({ span }) => span), also };
    told.set(words, { shown, also });
  }
  return [...told.values()].map(({ shown }) => shown);
}

/** The words of a content that mean something by themselves, with their places in the text. */
function wordsOf({ content, spans }: Statement): { word: string; span: SpanPair }[] {
  const words: { word: string; span: SpanPair }[] = [];
  let at = 0;
  for (const [start, end] of spans) {
    const piece = content.slice(at, at + end - start);
    at += end - start + PIECES_BETWEEN;
    for (const { index, 0: found } of piece.matchAll(/\p{L}[\p{L}\p{M}'’]*|\p{N}[\p{N},.]*/gu)) {
      const word = stem(foldName(found));
      if (word === "" || isCommon(foldName(found))) continue;
      words.push({ word, span: [start + index, start + index + found.length] });
    }
  }
  return words;
}

/** The length of " … ", which stands between the pieces of a content. */
const PIECES_BETWEEN = 3;
