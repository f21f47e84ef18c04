import lexicon from "../../data/occasions.json" with { type: "json" };
import type { Relation } from "../document/index.ts";
import type { TokenRange } from "../language/index.ts";
import { firstFrom, indexOfRange } from "../time/index.ts";
import { attributionId, groupIndexes, type Rule, type Setting, spanOf } from "./draft.ts";

const REMARKS: ReadonlySet<string> = new Set(lexicon.remarks.split(" "));

/**
 * "Tarrade made the remarks in response to reports that …", "In reply to the letter, she said":
 * the words name what is answered, an attribution of its own or a document. What the same source
 * says on the same occasion answers it too, which is inferred; unless the report gives that source
 * several things to answer there.
 */
export const relateAnswers: Rule = (setting) => {
  const { language, statements, occasionOf, actors } = setting;
  const phrases = answerPhrases(setting);
  const stated = phrases.flatMap((phrase) => answerOf(setting, phrase) ?? []);
  const found = new Map<string, Relation>();
  for (const answer of stated)
    found.set(`${answer.from} ${answer.to}`, relationOf(setting, answer, answer.from, "stated"));
  const asked = askedFrom(setting, phrases);
  const groups = groupIndexes(stated, ({ from }) => {
    const [occasion, { entity }] = [occasionOf[from] ?? null, actors.sources[from]!];
    return occasion === null || entity === null ? null : `${entity} ${occasion}`;
  });
  for (const [first, ...others] of groups.values()) {
    const answer = stated[first!]!;
    if (others.length > 0) continue;
    const { entity } = actors.sources[answer.from]!;
    for (const s of setting.byEntity.get(entity!) ?? []) {
      const { relation, content } = statements[s]!;
      const key = `${s} ${answer.to}`;
      if (occasionOf[s] !== occasionOf[answer.from] || relation.within !== null) continue;
      if (found.has(key) || attributionId(s) === answer.to) continue;
      // Where the report gives another question, it is that one which is answered.
      const other = asked.get(indexOfRange(language.blocks, content[0]!.from));
      const isOther = other !== undefined && other.from !== answer.phrase.from;
      if (isOther && other.from <= lastToken(setting, s)) continue;
      found.set(key, relationOf(setting, answer, s, "inferred"));
    }
  }
  return [...found.values()].sort((a, b) => Number(a.from.slice(1)) - Number(b.from.slice(1)));
};

/** A statement that the words call an answer. */
interface Answer {
  readonly from: number;
  /** Id of an attribution or of a document. */
  readonly to: string;
  readonly phrase: AnswerPhrase;
  readonly evidence: TokenRange;
}

function relationOf(
  { language }: Setting,
  { to, evidence }: Answer,
  from: number,
  basis: Relation["basis"],
): Relation {
  const type = "answers";
  return { type, from: attributionId(from), to, basis, evidence: [spanOf(language, evidence)] };
}

function answerOf(setting: Setting, phrase: AnswerPhrase): Answer | null {
  const to = statementAfter(setting, phrase);
  const document = to === null ? documentAfter(setting, phrase) : null;
  if (to === null && document === null) return null;
  const from = speakerOf(setting, phrase, to);
  if (from === null || from === to) return null;
  if (document !== null) {
    if (setting.actors.sources[from]!.entity === document.entity) return null;
    const evidence = { from: phrase.from, to: document.to };
    return { from, to: document.entity, phrase, evidence };
  }
  const evidence = evidenceOf(setting, phrase, to!);
  return { from, to: attributionId(to!), phrase, evidence };
}

/** By block, the first phrase in it that says what was asked. */
function askedFrom(
  { language }: Setting,
  phrases: readonly AnswerPhrase[],
): Map<number, AnswerPhrase> {
  const asked = new Map<number, AnswerPhrase>();
  for (const phrase of phrases) {
    const block = indexOfRange(language.blocks, phrase.from);
    if (!asked.has(block)) asked.set(block, phrase);
  }
  return asked;
}

function lastToken({ statements }: Setting, s: number): number {
  const { cue, content } = statements[s]!;
  return Math.max(cue.at(-1)?.to ?? 0, content.at(-1)!.to);
}

/** The words that say that something is an answer, and the sentence they stand in. */
interface AnswerPhrase extends TokenRange {
  readonly sentence: TokenRange;
}

/** "in response to", "in reply to", "responding to", "when asked about", "reacting to". */
function answerPhrases({ language, inContent }: Setting): AnswerPhrase[] {
  const { lower } = language.tokens;
  const found: AnswerPhrase[] = [];
  for (const sentence of language.sentences) {
    for (let i = sentence.from; i < sentence.to; i++) {
      const to = phraseEnd(lower, i);
      if (to === null || to >= sentence.to) continue;
      found.push({ from: i, to, sentence });
      break;
    }
  }
  // Inside what somebody says it is that statement's matter.
  return found.filter(({ from }) => inContent[from] === 0);
}

function phraseEnd(lower: readonly string[], i: number): number | null {
  const word = lower[i]!;
  if (word === "in" && /^(?:response|reply|answer|reaction)$/.test(lower[i + 1] ?? "")) {
    return lower[i + 2] === "to" ? i + 3 : null;
  }
  if (/^(?:responding|replying|reacting)$/.test(word) && lower[i + 1] === "to") return i + 2;
  if (word === "asked" && /^(?:about|whether|if)$/.test(lower[i + 1] ?? "")) return i + 2;
  return null;
}

/** The statement whose source or cue stands at the answered words: "|reports that| 22 …". */
function statementAfter(
  { statements, inSentence, language }: Setting,
  { to, sentence }: AnswerPhrase,
): number | null {
  for (const s of inSentence.get(sentence.from) ?? []) {
    const first = (statements[s]!.source[0] ?? statements[s]!.cue[0])?.from ?? -1;
    if (first < to || first > to + 6) continue;
    // "In response to the letter, Tarrade said …": behind the comma stands the answer.
    if (!language.tokens.word.slice(to, first).includes(",")) return s;
  }
  return null;
}

/** "… to |the joint letter|": a document that the report knows, right after the phrase. */
function documentAfter(
  { documents }: Setting,
  { to, sentence }: AnswerPhrase,
): { entity: string; to: number } | null {
  const mention = documents[firstFrom(documents, to)];
  if (mention === undefined || mention.from > to + 1 || mention.to > sentence.to) return null;
  return mention;
}

/** Who answers: the statement of the sentence itself, else the remarks before, by their subject. */
function speakerOf(setting: Setting, phrase: AnswerPhrase, to: number | null): number | null {
  const { statements, inSentence } = setting;
  const own = (inSentence.get(phrase.sentence.from) ?? []).find((s) => {
    const { relation } = statements[s]!;
    return (
      s !== to && relation.within === null && relation.cue.length > 0 && relation.source.length > 0
    );
  });
  if (own !== undefined) return own;
  const subject = subjectOfRemarks(setting, phrase);
  return subject === null ? null : remarksOf(setting, subject, phrase);
}

/** The nearest statement before by whom the subject means: by name, or by "he" of the last source. */
function remarksOf(setting: Setting, subject: number, phrase: AnswerPhrase): number | null {
  const { statements, byEntity, tree, whoIs } = setting;
  const isRemark = (s: number) =>
    statements[s]!.content[0]!.from < phrase.from && statements[s]!.relation.within === null;
  const entity = whoIs(subject) ?? entityNamed(setting, subject);
  if (entity !== null) return (byEntity.get(entity) ?? []).findLast(isRemark) ?? null;
  if (!/^(?:he|she)$/.test(tree.tokens.lower[subject]!)) return null;
  const last = statements.findLastIndex((_, s) => isRemark(s));
  return last >= 0 && setting.actors.sources[last]!.entity !== null ? last : null;
}

/** The subject of "made the remarks", "was speaking", "was responding" before the phrase. */
function subjectOfRemarks({ tree }: Setting, phrase: AnswerPhrase): number | null {
  for (let i = phrase.from; i >= phrase.sentence.from; i--) {
    if (!tree.isVerb(i)) continue;
    const lemma = tree.lemma(i);
    const object = tree.child(i, "obj", "nsubj:pass");
    const speaks = /^(?:speak|comment|respond|reply|react|talk|answer)$/.test(lemma);
    const makes = lemma === "make" && object >= 0 && REMARKS.has(tree.lemma(object));
    if (!speaks && !makes) continue;
    const subject = tree.child(i, "nsubj");
    return subject >= phrase.sentence.from ? subject : null;
  }
  return null;
}

/** The source that is called by the same word elsewhere. */
function entityNamed({ actors, language }: Setting, token: number): string | null {
  const word = language.tokens.word[token]!;
  if (!/^\p{Lu}/u.test(word)) return null;
  const names = actors.entities.filter(
    ({ named, name }) => named && name.split(/\s+/).includes(word),
  );
  return names.length === 1 ? names[0]!.id : null;
}

/** From the beginning of its sentence, or from the phrase, to the end of the answered cue. */
function evidenceOf({ statements }: Setting, phrase: AnswerPhrase, to: number): TokenRange {
  const { cue, source } = statements[to]!;
  const end = Math.max(cue.at(-1)?.to ?? 0, source.at(-1)?.to ?? 0, phrase.to);
  return { from: phrase.from, to: Math.min(end, phrase.sentence.to) };
}

const REPLIES = /^(?:reply|respond|answer|retort)$/;

/** "Will you come?" Lorne asked. "No," Tarrade |replied|: a question stands right before. */
export const relateReplies: Rule = ({ language, tree, statements, acts, actors }) => {
  const found: Relation[] = [];
  let question: number | null = null;
  statements.forEach(({ relation, cue, content }, s) => {
    if (relation.within !== null) return;
    const asked = question;
    question = acts[s]!.act === "question" ? s : null;
    const verb = cue.at(-1);
    if (asked === null || verb === undefined || !REPLIES.test(tree.lemma(verb.to - 1))) return;
    const [a, b] = [actors.sources[asked]!.entity, actors.sources[s]!.entity];
    const [first, second] = [statements[asked]!.content[0]!, content[0]!].map(({ from }) =>
      indexOfRange(language.blocks, from),
    );
    if (b === null || a === b || second! - first! > 1) return;
    found.push({
      type: "answers",
      from: attributionId(s),
      to: attributionId(asked),
      basis: "inferred",
      evidence: [spanOf(language, verb)],
    });
  });
  return found;
};
