import lexicon from "../../data/acts.json" with { type: "json" };
import type { SpeechAct } from "../document/index.ts";

/** What a verb or noun of saying does; "mind" is thought and not said. */
export type Family = SpeechAct | "mind";

const familiesOf = (lists: Readonly<Record<string, string>>) =>
  new Map(
    Object.entries(lists).flatMap(([family, line]) =>
      line.split(" ").map((lemma) => [lemma, family as Family] as const),
    ),
  );
const set = (line: string): ReadonlySet<string> => new Set(line.split(" "));

/** By lemma. */
export const VERBS: ReadonlyMap<string, Family> = familiesOf(lexicon.verbs);
export const NOUNS: ReadonlyMap<string, Family> = familiesOf(lexicon.nouns);
/** Verbs whose object says the act: "express opposition". */
export const LIGHT: ReadonlySet<string> = set(lexicon.light);
/** Words that hold something against somebody: "groundless". */
export const CHARGES: ReadonlySet<string> = set(lexicon.charges);
/** Verbs whose object is the hearer: "tell". */
export const ADDRESSING: ReadonlySet<string> = set(lexicon.addressing);
/** Verbs that name the hearer after "to": "write". */
export const SPEAKING: ReadonlySet<string> = set(lexicon.speaking);
