import type { AttributionKind, SourceType, SpeechAct } from "./record.ts";

/*
 * The words of the contract as values, for whoever offers or checks them. What is left out or is no
 * such word does not compile.
 */

export const ATTRIBUTION_KINDS = wordsOf<AttributionKind>({ direct: 1, mixed: 1, indirect: 1 });

export const SOURCE_TYPES = wordsOf<SourceType>({
  named: 1,
  unnamed: 1,
  group: 1,
  document: 1,
  outlet: 1,
  none: 1,
});

export const SPEECH_ACTS = wordsOf<SpeechAct>({
  assert: 1,
  deny: 1,
  report: 1,
  question: 1,
  request: 1,
  demand: 1,
  criticise: 1,
  accuse: 1,
  complain: 1,
  reject: 1,
  threaten: 1,
  warn: 1,
  promise: 1,
  praise: 1,
  support: 1,
  apologise: 1,
});

function wordsOf<Word extends string>(words: Readonly<Record<Word, 1>>): readonly Word[] {
  return Object.keys(words) as Word[];
}
