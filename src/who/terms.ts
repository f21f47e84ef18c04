import type { Attribution, DocumentRecord, Entity, SpanPair } from "../document/index.ts";
import { foldName } from "../merge/fold-name.ts";

/** Something that a statement is about, in words that other statements can share. */
export interface Term {
  /** Folded; equal terms are equal texts. */
  readonly key: string;
  /** As the text writes it. */
  readonly words: string;
  /** Whether it names somebody or something, rather than being a word like any other. */
  readonly names: boolean;
}

/**
 * What a statement is about: whom and what its content mentions, also by a pronoun, but for who
 * speaks and their state; documents by what they are ("letter"); and its other words of four
 * letters and more, without their plural.
 */
export function termsOf(record: DocumentRecord, attribution: Attribution): Term[] {
  const { content, sourceEntity, onBehalfOf } = attribution;
  const terms = new Map<string, Term>();
  const add = (term: Term) => {
    if (!terms.has(term.key)) terms.set(term.key, term);
  };
  const home = record.entities.find(({ id }) => id === sourceEntity)?.country ?? null;
  const taken: SpanPair[] = [];
  for (const entity of record.entities) {
    const mentions = entity.mentions.filter((mention) => liesIn(mention, content));
    if (mentions.length === 0) continue;
    if (entity.named) taken.push(...mentions);
    if (entity.id === sourceEntity || entity.id === onBehalfOf) continue;
    if (entity.kind === "state" && entity.country !== null && entity.country === home) continue;
    const term = entityTerm(entity);
    if (term !== null) add(term);
  }
  for (const span of content) {
    for (const term of wordTerms(record.text, span, taken)) add(term);
  }
  return [...terms.values()];
}

function liesIn([start, end]: SpanPair, spans: readonly SpanPair[]): boolean {
  return spans.some((span) => span[0] <= start && end <= span[1]);
}

function entityTerm({ kind, named, name, country }: Entity): Term | null {
  if (named) {
    const key = kind === "state" && country !== null ? country.toLowerCase() : foldName(name);
    return key === "" ? null : { key, words: name, names: true };
  }
  if (kind !== "document") return null;
  const noun = /^.*?(\p{L}+)(?= of | on | from |$)/u.exec(name)?.[1]?.toLowerCase();
  return noun === undefined ? null : { key: stem(noun), words: noun, names: true };
}

function* wordTerms(text: string, span: SpanPair, taken: readonly SpanPair[]): Generator<Term> {
  for (const match of text.slice(...span).matchAll(/\p{L}[\p{L}\p{M}'’]*/gu)) {
    const start = span[0] + match.index;
    if (taken.some((mention) => mention[0] <= start && start < mention[1])) continue;
    const word = foldName(match[0]);
    if (isCommon(word)) continue;
    yield { key: stem(word), words: word, names: false };
  }
}

/** Without an ending of the plural. Only for comparing. */
export function stem(word: string): string {
  if (word.endsWith("ies") && word.length > 5) return `${word.slice(0, -3)}y`;
  return /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}

/** Whether a folded word says nothing of what is spoken about. */
export function isCommon(word: string): boolean {
  return /^\p{L}{0,3}$/u.test(word) || COMMON.has(word);
}

// Words of four letters and more that any statement may hold, whatever it is about.
const COMMON: ReadonlySet<string> = new Set(
  (
    "about above according across after again against ahead almost alone along already also although " +
    "always among another anybody anyone anything anyway around asked away back because become been " +
    "before behind being believe below best better between beyond both bring came cannot come could " +
    "does doing done down during each either else enough even ever every everybody everyone everything " +
    "fact find first five four from gave getting give given goes going gone good great have having heard " +
    "held help here herself himself hold however into itself just keep kept knew know known last late " +
    "later least left less like likely little long look made make making many matter maybe mean might " +
    "more most much must myself near need needs neither never next nobody none nothing once only other " +
    "others ours ourselves over part perhaps point possible quite rather really right said same says " +
    "second seem seems seen several shall should show simply since some somebody somehow someone " +
    "something sometimes soon still such sure take taken tell than that their theirs them themselves " +
    "then there therefore these they thing things think this those though thought three through thus " +
    "time times today together told took toward towards truly turn under until upon used very want " +
    "arent cant couldnt didnt doesnt dont half hasnt havent isnt shouldnt single theyre wasnt werent whole wont wouldnt youre " +
    "wants well went were what whatever when where whether which while whole whom whose will with " +
    "within without would year years yesterday your yours yourself"
  ).split(" "),
);
