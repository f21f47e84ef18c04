import type { TokenRange } from "../language/index.ts";
import type { Draft } from "./draft.ts";
import { SPORT } from "./frames.ts";
import type { Participant } from "./participants.ts";
import type { Tree } from "./tree.ts";

/** Sectors whose acts are politics, without a country named. */
const POLITICAL = new Set(
  "GOV MIL REB OPP LEG JUD COP SPY IGO UAF SEP INS PTY ELI PRO JUS CRM UIS".split(" "),
);

/** Codes of what takes two: meetings, praise, trade, aid, violence. */
const DYADIC = /^(?:0[4-7]|1[89]|20)/;

/** Whether a sentence may tell of a game: two words of sport. */
export function isSport({ tokens }: Tree, sentence: TokenRange): boolean {
  let found = 0;
  for (let i = sentence.from; i < sentence.to && found < 2; i++) {
    const word = tokens.lower[i]!;
    if (SPORT.has(word) || SPORT.has(word.replace(/s$/, ""))) found++;
  }
  return found >= 2;
}

/**
 * Whether a draft is an event between political actors. One side has to be a state or an
 * organisation above states, or both to act in politics; the other may be wanting only where
 * the frame allows it, and not of a noun without a verb ("the strike"). In a sentence of sport a country is a team, unless its government, army
 * or the like acts.
 */
export function isPolitical(draft: Draft, inSport: boolean): boolean {
  const { source, target, code, meaning, isBareNoun } = draft;
  if (isBareNoun && !(isKnown(source) && isKnown(target) && source!.code !== target!.code))
    return false;
  if (inSport && !isOfPolitics(source) && !isOfPolitics(target)) return false;
  if (source === null || isUnknown(source)) return target?.country != null && code >= "14";
  if (target === null || isUnknown(target)) {
    const alone = meaning.chain.some(({ frame }) => frame.domestic || frame.op !== null);
    const standsAlone =
      alone ||
      !DYADIC.test(code) ||
      (code >= "18" && (isOfPolitics(source) || source.sector === null));
    return source.country !== null && standsAlone;
  }
  if (source.country !== null || target.country !== null) return true;
  return isOfPolitics(source) ? target.isActor : isOfPolitics(target);
}

/** What tells one party from another; parties of unknown country are told apart by their words. */
function partyOf({ entity, country, code, from }: Participant): string {
  return entity ?? (country === null ? `${code} at ${from}` : code!);
}

function isKnown(side: Participant | null): boolean {
  return side !== null && (side.code !== null || side.entity !== null);
}

/** Somebody of whom neither a name nor a country nor an office is known. */
function isUnknown({ code, entity }: Participant): boolean {
  return code === null && entity === null;
}

function isOfPolitics(side: Participant | null): boolean {
  return side?.sector != null && POLITICAL.has(side.sector);
}

/**
 * The drafts with repeated ones joined: the same act of the same parties, told again by the same
 * teller. What two tell stays two events, one on the word of each.
 */
export function mergeRepeated(
  drafts: readonly Draft[],
  tellerOf: (draft: Draft) => string,
): Draft[] {
  const kept = new Map<string, { readonly first: Draft; readonly words: Set<number> }>();
  drafts.forEach((draft, i) => {
    const parties = [draft.source, draft.target].map((side) => side && partyOf(side));
    const isWhole = parties.every((party) => party !== null);
    const key = isWhole
      ? `${draft.code} ${draft.status} ${parties.join(" ")} ${tellerOf(draft)}`
      : `${i}`;
    const earlier = kept.get(key);
    if (earlier === undefined) kept.set(key, { first: draft, words: new Set(draft.triggerWords) });
    else for (const word of draft.triggerWords) earlier.words.add(word);
  });
  return [...kept.values()].map(({ first, words }) => ({
    ...first,
    triggerWords: [...words].sort((a, b) => a - b),
  }));
}
