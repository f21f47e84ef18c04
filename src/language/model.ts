import { createLemmatiser, type LemmaExceptions, type Lemmatiser } from "./lemmas.ts";
import { LEXICON_COLUMNS, Lexicon, type LexiconColumn, type LexiconRows } from "./lexicon.ts";
import {
  type ModelFile,
  packKeys,
  readModelFile,
  readWeights,
  sectionOf,
  unpackKeys,
  weightSections,
  writeModelFile,
} from "./model-file.ts";
import { createScorer, packWeights } from "./packed-weights.ts";
import { Tagger } from "./tagger.ts";
import { createTagset, type Tagset } from "./tagset.ts";
import type { Scorer, WeightRows } from "./weights.ts";
import { WordForms } from "./word-forms.ts";

/** What training yields: all that a language model file holds. */
export interface LanguageParts {
  readonly tagClasses: readonly string[];
  readonly labels: readonly string[];
  readonly entityClasses: readonly string[];
  readonly lexicon: LexiconRows;
  readonly lemmas: LemmaExceptions;
  readonly tagger: WeightRows;
  readonly moves: WeightRows;
  readonly arcs: WeightRows;
  readonly entities: WeightRows;
}

/**
 * The trained language layer, ready to read text; load it once and share it.
 *
 * Immutable but for bounded memories of what was worked out before, which change only the time.
 */
export interface LanguageModel {
  readonly tagset: Tagset;
  /** Dependency labels of Universal Dependencies, subtypes included ("nsubj:pass"). */
  readonly labels: readonly string[];
  readonly entityClasses: readonly string[];
  readonly lexicon: Lexicon;
  readonly lemmatise: Lemmatiser;
  readonly forms: WordForms;
  readonly tagger: Tagger;
  readonly moves: Scorer;
  readonly arcs: Scorer;
  readonly entities: Scorer;
}

export function writeLanguageModel(parts: LanguageParts): Uint8Array {
  const { low, high, far } = packKeys(parts.lexicon.keys);
  return writeModelFile({
    facts: {
      tagClasses: parts.tagClasses,
      labels: parts.labels,
      entityClasses: parts.entityClasses,
    },
    sections: new Map<string, Uint8Array>([
      ["lexicon.keys.low", low],
      ["lexicon.keys.high", high],
      ["lexicon.keys.far", far],
      ...LEXICON_COLUMNS.map((name): [string, Uint8Array] => [
        `lexicon.${name}`,
        parts.lexicon.columns[name],
      ]),
      ["lemmas.irregular", packPairs(parts.lemmas.irregular)],
      ["lemmas.learned", packPairs(parts.lemmas.learned)],
      ...weightSections("tagger", packWeights(parts.tagger)),
      ...weightSections("moves", packWeights(parts.moves)),
      ...weightSections("arcs", packWeights(parts.arcs)),
      ...weightSections("entities", packWeights(parts.entities)),
    ]),
  });
}

/**
 * The model in the bytes of a model file (`data/language.bin`), the same in Node and browsers.
 *
 * @throws Error where the bytes are no model file of this version
 */
export function loadLanguageModel(bytes: Uint8Array): LanguageModel {
  const file = readModelFile(bytes);
  const tagset = createTagset(namesIn(file, "tagClasses"));
  const labels = namesIn(file, "labels");
  const entityClasses = namesIn(file, "entityClasses");
  const lexicon = new Lexicon(readLexicon(file));
  return {
    tagset,
    labels,
    entityClasses,
    lexicon,
    lemmatise: createLemmatiser(lexicon, {
      irregular: unpackPairs(sectionOf(file, "lemmas.irregular")),
      learned: unpackPairs(sectionOf(file, "lemmas.learned")),
    }),
    forms: new WordForms(lexicon),
    tagger: new Tagger(createScorer(readWeights(file, "tagger", tagset.classes.length))),
    moves: createScorer(readWeights(file, "moves", 4)),
    arcs: createScorer(readWeights(file, "arcs", labels.length)),
    entities: createScorer(readWeights(file, "entities", entityClasses.length)),
  };
}

function namesIn(file: ModelFile, fact: string): readonly string[] {
  const names = file.facts[fact];
  if (!Array.isArray(names)) throw new Error(`The model file has no "${fact}".`);
  return names as string[];
}

function readLexicon(file: ModelFile): LexiconRows {
  const keys = unpackKeys(
    sectionOf(file, "lexicon.keys.low"),
    sectionOf(file, "lexicon.keys.high"),
    sectionOf(file, "lexicon.keys.far"),
  );
  const columns = {} as Record<LexiconColumn, Uint8Array>;
  for (const name of LEXICON_COLUMNS) columns[name] = sectionOf(file, `lexicon.${name}`);
  return { keys, columns };
}

/** One pair a line, a tab between; neither holds a tab or line break. */
function packPairs(pairs: ReadonlyMap<string, string>): Uint8Array {
  return new TextEncoder().encode([...pairs].map(([a, b]) => `${a}\t${b}`).join("\n"));
}

function unpackPairs(bytes: Uint8Array): Map<string, string> {
  const text = new TextDecoder().decode(bytes);
  const pairs = new Map<string, string>();
  for (const line of text === "" ? [] : text.split("\n")) {
    const tab = line.indexOf("\t");
    pairs.set(line.slice(0, tab), line.slice(tab + 1));
  }
  return pairs;
}
