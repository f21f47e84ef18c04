import lexicon from "../../data/cues.json" with { type: "json" };

/**
 * What a cue verb takes: `speech`, a clause or quotation on either side ("S, X said"); `clause`,
 * a that-clause or clause to its right; `infinitive`, "to …"; `object`, a noun phrase. The same
 * verb may take several.
 */
export type Complement = "speech" | "clause" | "infinitive" | "object";

export interface CueVerb {
  readonly lemma: string;
  readonly takes: ReadonlySet<Complement>;
  /** Prepositions and particles it takes its content with ("call" for, on). */
  readonly with: ReadonlySet<string>;
  /** Whether it names its hearer first: "told reporters (that) …". */
  readonly addressed: boolean;
}

/** The cue verb of this form (lower case), `undefined` where it is none. */
export function cueVerb(form: string): CueVerb | undefined {
  return FORMS.get(form);
}

const words = (line: string | undefined) => (line ?? "").split(" ").filter(Boolean);
const COMPLEMENTS = ["speech", "clause", "infinitive", "object"] as const;
const FORMS = buildForms();

function buildForms(): ReadonlyMap<string, CueVerb> {
  const prepositional: Readonly<Record<string, string>> = lexicon.prepositional;
  const addressed = new Set(words(lexicon.addressed));
  const lemmas = new Set(COMPLEMENTS.flatMap((kind) => words(lexicon[kind])));
  for (const lemma of Object.keys(prepositional)) lemmas.add(lemma);
  const forms = new Map<string, CueVerb>();
  for (const lemma of lemmas) {
    const verb: CueVerb = {
      lemma,
      takes: new Set(COMPLEMENTS.filter((kind) => words(lexicon[kind]).includes(lemma))),
      with: new Set(words(prepositional[lemma])),
      addressed: addressed.has(lemma),
    };
    for (const form of formsOf(lemma)) forms.set(form, verb);
  }
  return forms;
}

function formsOf(lemma: string): string[] {
  const irregular: Readonly<Record<string, string>> = lexicon.irregular;
  const listed = irregular[lemma];
  if (listed !== undefined) return [lemma, ...words(listed)];
  if (lemma.endsWith("e")) return [lemma, `${lemma}s`, `${lemma}d`, `${lemma.slice(0, -1)}ing`];
  const third = /(?:s|sh|ch|x|z)$/.test(lemma) ? `${lemma}es` : `${lemma}s`;
  return [lemma, third, `${lemma}ed`, `${lemma}ing`];
}
