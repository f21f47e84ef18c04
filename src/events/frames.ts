import lexicon from "../../data/frames.json" with { type: "json" };
import { longestPrefix } from "./plover.ts";

/*
 * The frames of data/frames.json, made ready to look up. How a frame is written is explained in
 * docs/formats.md, under "Event frames".
 */

/** One kind of event, or an operator: a verb whose meaning depends on its complement. */
export interface Frame {
  readonly name: string;
  /** CAMEO; for an operator, the code where its complement says nothing. `null`: no event then. */
  readonly code: string | null;
  readonly op: string | null;
  /** Overrides the PLOVER type of the code. */
  readonly plover: string | null;
  /** Where the target stands, from the likeliest: `obj`, `iobj`, `poss`, `mod` or a preposition. */
  readonly targets: readonly string[];
  /** Both sides do it to each other. */
  readonly mutual: boolean;
  /** The target may be wanting: a protest, an alert. */
  readonly domestic: boolean;
  /** "The visit of X": what stands after "of" is the source. */
  readonly ofIsSource: boolean;
  /** An evaluation in a statement: its source is whoever speaks. */
  readonly bySpeaker: boolean;
  /** The subject has it done to it: "receive". */
  readonly isReverse: boolean;
  /** Means something only as the complement of this operator. */
  readonly only: string | null;
}

/** One way of wording a frame. What is `null` is not asked for. */
export interface Pattern {
  readonly frame: Frame;
  /** The word that must follow or hang on it: "out" of "carry out". */
  readonly particle: string | null;
  /** The word that must stand before it: "hunger" of "hunger strike". */
  readonly before: string | null;
  /** Lemmas one of which the object must have. */
  readonly objects: ReadonlySet<string> | null;
  /** Lemmas one of which the subject must have: troops that "leave" withdraw. */
  readonly subjects: ReadonlySet<string> | null;
  /** Prepositions one of which must lead an argument; "TO" and "that" are kinds of clauses. */
  readonly prepositions: ReadonlySet<string> | null;
  /** `objects` are those of the preposition: "go on strike". */
  readonly objectsAfterPreposition: boolean;
  /** How much it asks for: the pattern that asks for most wins. */
  readonly weight: number;
}

/** By lemma, the patterns that ask for most first. */
export type PatternIndex = ReadonlyMap<string, readonly Pattern[]>;

const classes = new Map(
  Object.entries(lexicon.classes).map(([name, lines]) => [`@${name}`, words(lines)]),
);

const OPERATORS = lexicon.operators.map(frameOf);
const FRAMES = lexicon.frames.map(frameOf);

export const VERBS = indexPatterns((entry) => entry.verbs);
export const NOUNS = indexPatterns((entry) => entry.nouns);
export const ADJECTIVES = indexPatterns((entry) => entry.adjectives);

/** Nouns that stand for what one does with them: "aid" is giving aid. Lemma → code. */
export const THINGS: ReadonlyMap<string, string> = new Map(
  Object.entries(lexicon.things).flatMap(([of, code]) =>
    [...alternatives(of)].map((w) => [w, code]),
  ),
);

/** Verbs that lend a noun their subject: "hold", "launch". */
export const LIGHT: ReadonlySet<string> = new Set(words(lexicon.light));
/** Light verbs whose subject the noun's event happens to: "face", "receive". */
export const RECEIVE: ReadonlySet<string> = new Set(words(lexicon.receive));
/** Heads of phrases that can act though they name nobody: "people", "side", "warplane". */
export const ACTORS: ReadonlySet<string> = new Set(words(lexicon.actors));
/** Heads of phrases that cannot act: what frames call events or things, and more. */
export const ABSTRACT: ReadonlySet<string> = new Set([
  ...NOUNS.keys(),
  ...THINGS.keys(),
  ...words(lexicon.abstract),
  ..."@document @demand @accord @criticism @policy @right @goods @territory @property @sanction @curb"
    .split(" ")
    .flatMap((name) => classes.get(name)!),
]);
/** Nouns for what somebody wrote or issued. */
export const DOCUMENTS: ReadonlySet<string> = new Set(classes.get("@document"));
/** Nouns that point back at what somebody did, behind "such" or "this". */
export const ACTS: ReadonlySet<string> = new Set(words(lexicon.acts));
/** Codes of acts done at home where the text does not say otherwise: beginnings of codes. */
export const HOME: readonly string[] = words(lexicon.home);
/** Two of these in a sentence, and the contest it tells of is a game. */
export const SPORT: ReadonlySet<string> = new Set(words(lexicon.sport));

const COMPOSE = new Map(
  Object.entries(lexicon.compose).map(([op, codes]) => [op, new Map(Object.entries(codes))]),
);

/** The code of an operator with a complement of code `inner`; `null` where it makes no event. */
export function compose(op: string, inner: string): string | null {
  return longestPrefix(COMPOSE.get(op) ?? NO_CODES, inner) ?? null;
}

const NO_CODES: ReadonlyMap<string, string | null> = new Map();

type Entry = (typeof lexicon.frames)[number];

function frameOf(entry: Entry): Frame {
  return {
    name: entry.name,
    code: entry.code,
    op: entry.op ?? null,
    plover: entry.plover ?? null,
    targets: (entry.target ?? "obj").split(" "),
    mutual: entry.mutual ?? false,
    domestic: entry.domestic ?? false,
    ofIsSource: entry.of === "source",
    bySpeaker: entry.source === "speaker",
    isReverse: entry.reverse ?? false,
    only: entry.only ?? null,
  };
}

function indexPatterns(lines: (entry: Entry) => readonly string[] | undefined): PatternIndex {
  const index = new Map<string, Pattern[]>();
  const add = (frame: Frame, entry: Entry) => {
    for (const written of list(lines(entry) ?? [])) {
      const [heads, ...demands] = written.split(/\s+(?=[<+=])/);
      for (const head of heads!.split("|")) {
        const { lemma, pattern } = patternOf(frame, head, demands);
        const patterns = index.get(lemma);
        if (patterns) patterns.push(pattern);
        else index.set(lemma, [pattern]);
      }
    }
  };
  for (const [i, frame] of FRAMES.entries()) add(frame, lexicon.frames[i]!);
  for (const [i, frame] of OPERATORS.entries()) add(frame, lexicon.operators[i]!);
  for (const patterns of index.values()) patterns.sort((a, b) => b.weight - a.weight);
  return index;
}

function patternOf(frame: Frame, head: string, demands: readonly string[]) {
  const space = head.lastIndexOf(" ");
  const [lemma, particle] = head.slice(space + 1).split("_");
  const objects = demands.find((demand) => demand.startsWith("="));
  const subjects = demands.find((demand) => demand.startsWith("<"));
  const prepositions = demands.find((demand) => demand.startsWith("+"));
  const pattern: Omit<Pattern, "weight"> = {
    frame,
    particle: particle ?? null,
    before: space < 0 ? null : head.slice(0, space),
    objects: objects ? alternatives(objects.slice(1)) : null,
    subjects: subjects ? alternatives(subjects.slice(1)) : null,
    prepositions: prepositions ? new Set(prepositions.slice(1).split("|")) : null,
    objectsAfterPreposition: objects !== undefined && demands[0] === prepositions,
  };
  return { lemma: lemma!, pattern: { ...pattern, weight: weightOf(pattern) } };
}

function weightOf(pattern: Omit<Pattern, "weight">): number {
  return (
    (pattern.objects ? 4 : 0) +
    (pattern.subjects ? 4 : 0) +
    (pattern.particle ? 3 : 0) +
    (pattern.before ? 3 : 0) +
    (pattern.prepositions ? 2 : 0)
  );
}

function alternatives(written: string): ReadonlySet<string> {
  return new Set(written.split("|").flatMap((word) => classes.get(word) ?? [word]));
}

function words(lines: readonly string[]): string[] {
  return list(lines).flatMap((word) => word.split("|"));
}

function list(lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(/\s*,\s*/)).filter((item) => item !== "");
}
