import { createLemmatiser } from "../language/lemmas.ts";
import { Lexicon } from "../language/lexicon.ts";
import type { LanguageParts } from "../language/model.ts";
import { createTagset } from "../language/tagset.ts";
import type { Scorer, WeightRows } from "../language/weights.ts";
import { buildLexicon } from "./build-lexicon.ts";
import { clusterWords } from "./clusters.ts";
import type { TreebankSentence } from "./conllu.ts";
import { type EntityDocument, openEntityCorpora } from "./entity-corpora.ts";
import type { Corpora } from "./language-corpora.ts";
import { learnLemmas } from "./learn-lemmas.ts";
import { ENTITY_CLASSES, labelTreebank, nameBits, trainEntities } from "./train-entities.ts";
import { labelClasses, trainParser } from "./train-parser.ts";
import {
  fixedTags,
  predictClasses,
  type TaggerOptions,
  tagClasses,
  trainTagger,
} from "./train-tagger.ts";
import { documentsOf, layOut, type Treebank } from "./treebank.ts";
import { WeightTable } from "./weight-table.ts";

/**
 * Chosen on a tenth of the training documents kept apart (every tenth, from the sixth), with the
 * rest to train on. `scale` is steps to one unit of averaged weight.
 */
export const SETTINGS = {
  clusters: {
    seed: 5,
    words: 20_000,
    least: 10,
    contexts: 500,
    dimensions: 100,
    clusters: 200,
    rounds: 10,
  },
  tagger: { seed: 1, epochs: 6, minUpdates: 2, margin: 0 },
  jackknife: { folds: 3, epochs: 4 },
  parser: { seed: 2, epochs: 8, minUpdates: 3, explore: 0.9, margin: 60 },
  entities: { seed: 3, epochs: 6, minUpdates: 2, margin: 80 },
  rows: {
    tagger: { scale: 4, cut: 2 },
    entities: { scale: 2, cut: 1 },
  },
  /**
   * What is written: averaged weights of some size. On the same kept-apart documents the tagger's
   * cut costs 0.04 (EWT) and 0.09 (GUM) UPOS; cutting moves and labels under 1.5 cost 0.1 LAS after
   * four epochs and takes 60% of the features away. The entities lose nothing.
   */
  shipped: {
    tagger: { scale: 4, cut: 4 },
    moves: { scale: 1.5, cut: 3 },
    arcs: { scale: 1.5, cut: 3 },
    entities: { scale: 2, cut: 2 },
  },
} as const;

/** Trains the whole language layer; the same corpora give the same model, bit for bit. */
export function trainLanguage(corpora: Corpora, report: (line: string) => void): LanguageParts {
  const ewt = corpora.treebank("ewt-train");
  const gum = corpora.treebank("gum-open-train");
  const sentences = [...ewt, ...gum];
  const treebank = layOut(sentences);
  const classes = tagClasses(treebank);
  const wordnet = corpora.wordnet();
  const entityDocuments = openEntityCorpora(corpora, gum);
  const masc = corpora.masc();
  const clusters = clusterWords(
    [
      ...corpora.rawWords(),
      ...masc.map((text) => wordsOf(text)),
      ...sentences.map(({ form }) => form.map((word) => word.toLowerCase())),
    ],
    SETTINGS.clusters,
  );
  report(`clusters: ${clusters.size} words`);
  const lexiconRows = buildLexicon({
    wordnet,
    tagged: masc,
    clusters,
    names: nameBits(entityDocuments, corpora.givenNames()),
    fixed: fixedTags(treebank, classes),
  });
  const lexicon = new Lexicon(lexiconRows);
  const lemmas = learnLemmas(sentences, lexicon, new Map(Object.entries(wordnet.exc)));
  report(`lexicon: ${lexiconRows.keys.length} words, ${lemmas.learned.size} lemmas learned`);

  const tagset = createTagset(classes);
  const taggerModel = trainTagger(treebank, classes, lexicon, SETTINGS.tagger);
  const tagger = new WeightTable(taggerModel.rows(SETTINGS.rows.tagger));
  report(`tagger: ${taggerModel.features} features`);
  const jackknifed = jackknife(treebank, classes, lexicon);
  report("tags jackknifed");

  const labels = labelClasses(treebank);
  const lemmatiser = createLemmatiser(lexicon, lemmas);
  const parser = trainParser(
    treebank,
    jackknifed,
    { labels, tagset, lexicon, lemmatiser },
    SETTINGS.parser,
    (epoch) => report(`parser: epoch ${epoch + 1} of ${SETTINGS.parser.epochs}`),
  );
  const entities = trainEntitiesTwice(entityDocuments, documentsOf(ewt), tagger, lexicon);
  report("entities trained");
  return {
    tagClasses: classes,
    labels,
    entityClasses: ENTITY_CLASSES,
    lexicon: lexiconRows,
    lemmas,
    tagger: taggerModel.rows(SETTINGS.shipped.tagger),
    moves: parser.moves.rows(SETTINGS.shipped.moves),
    arcs: parser.labels.rows(SETTINGS.shipped.arcs),
    entities,
  };
}

/** The second time with the entities that the first model finds in `unmarked` documents. */
function trainEntitiesTwice(
  documents: readonly EntityDocument[],
  unmarked: readonly (readonly TreebankSentence[])[],
  tagger: Scorer,
  lexicon: Lexicon,
): WeightRows {
  const first = trainEntities(documents, tagger, lexicon, SETTINGS.entities);
  const entities = new WeightTable(first.rows(SETTINGS.rows.entities));
  const model = { entities, entityClasses: ENTITY_CLASSES };
  const all = [...documents, ...labelTreebank(unmarked, model, tagger, lexicon)];
  return trainEntities(all, tagger, lexicon, SETTINGS.entities).rows(SETTINGS.shipped.entities);
}

/** The words of "word_TAG" items, in lower case. */
function wordsOf(tagged: string): string[] {
  return tagged.split(/\s+/).map((item) => item.slice(0, item.lastIndexOf("_")).toLowerCase());
}

/** Sentences that stay together in a fold, so that a fold holds whole stretches of documents. */
const STRETCH = 40;

/**
 * Tags of every token by a tagger that was not trained on its fold: what a parser has to expect
 * of the tags it will get.
 */
function jackknife(treebank: Treebank, classes: readonly string[], lexicon: Lexicon): Uint8Array {
  const { folds, epochs } = SETTINGS.jackknife;
  const foldOf = (sentence: number) => Math.floor(sentence / STRETCH) % folds;
  const tags = new Uint8Array(treebank.tokens.length);
  const options: TaggerOptions = { ...SETTINGS.tagger, epochs };
  for (let fold = 0; fold < folds; fold++) {
    const rest = layOut(treebank.sentences.filter((_, s) => foldOf(s) !== fold));
    const rows = trainTagger(rest, classes, lexicon, options).rows(SETTINGS.rows.tagger);
    const kept = layOut(treebank.sentences.filter((_, s) => foldOf(s) === fold));
    const predicted = predictClasses(kept, new WeightTable(rows), lexicon);
    let k = 0;
    treebank.ranges.forEach(({ from }, s) => {
      if (foldOf(s) !== fold) return;
      tags.set(predicted.subarray(kept.ranges[k]!.from, kept.ranges[k]!.to), from);
      k++;
    });
  }
  return tags;
}
