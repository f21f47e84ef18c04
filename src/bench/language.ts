import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { splitSentences, tokenize } from "../language/index.ts";
import { type LanguageModel, loadLanguageModel } from "../language/model.ts";
import { parse } from "../language/parse.ts";
import {
  evaluateTreebank,
  rawText,
  TREEBANK_METRICS,
  type TreebankError,
} from "../train/evaluate.ts";
import { evaluateEntities, readIob2 } from "../train/evaluate-entities.ts";
import { type Corpora, openCorpora } from "../train/language-corpora.ts";
import type { Score } from "../train/scores.ts";
import { documentsOf } from "../train/treebank.ts";

/**
 * Prints the figures of the language layer on the development sets, with 95% intervals over
 * documents, and its size and speed; with `errors`, what is confused with what, most often first.
 */
export function benchLanguage(data: string, errors: boolean): void {
  const bytes = readFileSync(new URL("../../data/language.bin", import.meta.url));
  const began = performance.now();
  const model = loadLanguageModel(bytes);
  const loaded = performance.now() - began;
  const corpora = openCorpora(data);
  console.log(`model ${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} packed`);
  console.log(`load ${loaded.toFixed(0)} ms`);
  benchSpeed(model, corpora);
  for (const name of ["ewt-dev", "gum-open-dev"]) benchTreebank(model, corpora, name, errors);
  benchEntities(model, corpora, errors);
}

function benchTreebank(
  model: LanguageModel,
  corpora: Corpora,
  name: string,
  errors: boolean,
): void {
  const documents = documentsOf(corpora.treebank(name));
  for (const raw of [false, true]) {
    const tally = new Map<string, number>();
    const onError = ({ metric, word, gold, predicted }: TreebankError) => {
      const shown = metric === "upos" || metric === "lemma" || metric === "tokens" ? word : "";
      const line = [metric, gold, predicted, shown].join("\t");
      tally.set(line, (tally.get(line) ?? 0) + 1);
    };
    const scores = evaluateTreebank(model, documents, { raw, onError });
    console.log(`\n${name}, ${raw ? "raw text" : "gold tokens"}`);
    for (const metric of TREEBANK_METRICS) printScore(metric, scores[metric]);
    if (errors) printTally(tally);
  }
}

function benchEntities(model: LanguageModel, corpora: Corpora, errors: boolean): void {
  const tally = new Map<string, number>();
  const documents = readIob2(corpora.file("ner/uner-ewt-dev.iob2.gz"));
  const scores = evaluateEntities(model, documents, ["PER", "ORG", "LOC"], (error) => {
    const line = `${error.gold}\t${error.predicted}\t${error.text}`;
    tally.set(line, (tally.get(line) ?? 0) + 1);
  });
  console.log("\nuner-ewt-dev, entities, exact");
  for (const [name, score] of scores) {
    printScore(name, score);
    console.log(`           P ${score.precision.toFixed(2)} R ${score.recall.toFixed(2)}`);
  }
  if (errors) printTally(tally);
}

function printScore(name: string, { f1, low, high }: Score): void {
  console.log(`${name.padEnd(10)} ${f1.toFixed(2)}  [${low.toFixed(2)}, ${high.toFixed(2)}]`);
}

function printTally(tally: ReadonlyMap<string, number>): void {
  const lines = [...tally].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, 150);
  for (const [line, count] of lines) console.log(`${String(count).padStart(5)}\t${line}`);
}

/** Best of five readings of raw text, in tokens a second of processor time. */
function benchSpeed(model: LanguageModel, corpora: Corpora): void {
  const texts = documentsOf(corpora.treebank("gum-open-dev")).map((document) => rawText(document));
  let best = 0;
  for (let round = 0; round < 6; round++) {
    const before = process.cpuUsage();
    let tokens = 0;
    for (const { text, blocks } of texts) {
      const tokenized = tokenize(text, blocks);
      const sentences = splitSentences(tokenized.tokens, tokenized.ranges);
      tokens += parse(model, { tokens: tokenized.tokens, sentences }).head.length;
    }
    const { user, system } = process.cpuUsage(before);
    best = Math.max(best, tokens / ((user + system) / 1e6));
  }
  const { rss } = process.memoryUsage();
  console.log(`speed ${best.toFixed(0)} tokens/s; resident ${(rss / 2 ** 20).toFixed(0)} MiB`);
}
