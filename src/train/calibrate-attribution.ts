import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ConfidenceWeights, evidenceValues } from "../attribute/model/confidence.ts";
import { loadModel, type Model } from "../attribute/model/model.ts";
import { type Proposal, propose } from "../attribute/model/predict.ts";
import { SIGN_BUCKETS } from "../attribute/model/signs.ts";
import { analyse, parse, type TokenRange, type Tokens } from "../language/index.ts";
import { bundledLanguage } from "../models.ts";
import { dataFile, dataFolder, readLines } from "./corpora.ts";
import { tokenRuns } from "./gold-runs.ts";
import { documentOfLines, type GoldArticle } from "./polnear.ts";
import { seededRandom, shuffle } from "./random.ts";

/*
 * Fits the confidence and writes its weights as JSON for the exporter:
 *
 *   node dist/train/calibrate-attribution.js FOLDER NAME OUTPUT
 *
 * The weights are learned from what the models FOLDER/fold0.bin, fold1.bin, … propose for the
 * articles in fold0.ids, …, which they have not seen; then scaled, and the least confidence worth
 * keeping chosen, on what FOLDER/NAME.bin proposes for the articles kept apart in NAME.ids.
 */

interface Example {
  readonly values: readonly number[];
  readonly signs: readonly number[];
  readonly right: boolean;
}

const languageModel = bundledLanguage();

function examplesOf(model: Model, article: GoldArticle): Example[] {
  const doc = documentOfLines(article.id, article.text);
  const language = analyse(doc);
  const gold = article.attributions.map((relation) => ({
    source: setOf(language.tokens, relation.source),
    cue: setOf(language.tokens, relation.cue),
    content: setOf(language.tokens, relation.content),
  }));
  return propose(model, doc, language, parse(languageModel, language)).map((proposal) => ({
    values: evidenceValues(proposal.evidence),
    signs: proposal.signs,
    right: gold.some((relation) => agrees(proposal, relation)),
  }));
}

interface GoldRelation {
  readonly source: ReadonlySet<number>;
  readonly cue: ReadonlySet<number>;
  readonly content: ReadonlySet<number>;
}

/** As PolNeAR's `relation`: cue and source share a token, contents agree by half. */
function agrees(proposal: Proposal, gold: GoldRelation): boolean {
  const content = sizeOf(proposal.content);
  const f1 = (2 * common(proposal.content, gold.content)) / (content + gold.content.size);
  const sameSource =
    proposal.source.length === 0
      ? gold.source.size === 0
      : common(proposal.source, gold.source) > 0;
  return f1 >= 0.5 && sameSource && common(proposal.cue, gold.cue) > 0;
}

function setOf(tokens: Tokens, spans: Parameters<typeof tokenRuns>[1]): Set<number> {
  const set = new Set<number>();
  for (const [from, to] of tokenRuns(tokens, spans)) for (let i = from; i < to; i++) set.add(i);
  return set;
}

function sizeOf(ranges: readonly TokenRange[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}

function common(ranges: readonly TokenRange[], set: ReadonlySet<number>): number {
  let count = 0;
  for (const { from, to } of ranges) for (let i = from; i < to; i++) if (set.has(i)) count++;
  return count;
}

interface Weights {
  readonly evidence: Float64Array;
  readonly signs: Float64Array;
}

const PASSES = 30;
const RATE = 0.1;
/** Pull of the weights towards zero, a step. Seen on two halves of the folds: 1e-4 to 1e-3 differ little. */
const PULL = { evidence: 1e-6, signs: 3e-4 };

/** Logistic regression by AdaGrad over the examples in a seeded order. */
function fitWeights(examples: readonly Example[]): Weights {
  const evidence = new Float64Array(examples[0]!.values.length);
  const signs = new Float64Array(SIGN_BUCKETS);
  const squares = { evidence: evidence.map(() => 1), signs: signs.map(() => 1) };
  const random = seededRandom(1);
  const learn = (w: Float64Array, g2: Float64Array, i: number, slope: number) => {
    g2[i]! += slope * slope;
    w[i]! -= (RATE * slope) / Math.sqrt(g2[i]!);
  };
  for (let pass = 0; pass < PASSES; pass++) {
    for (const example of shuffle(examples, random)) {
      const error = logistic(example, { evidence, signs }) - (example.right ? 1 : 0);
      example.values.forEach((x, i) => {
        learn(evidence, squares.evidence, i, error * x + PULL.evidence * evidence[i]!);
      });
      for (const i of example.signs) learn(signs, squares.signs, i, error + PULL.signs * signs[i]!);
    }
  }
  return { evidence, signs };
}

function scoreOf({ values, signs }: Example, weights: ConfidenceWeights): number {
  let sum = values.reduce((total, x, i) => total + x * weights.evidence[i]!, 0);
  for (const sign of signs) sum += weights.signs[sign]!;
  return sum;
}

function logistic(example: Example, weights: ConfidenceWeights): number {
  return 1 / (1 + Math.exp(-scoreOf(example, weights)));
}

/** Stretches and shifts the scores so that they fit the examples (Platt 1999), by Newton's method. */
function scaled(weights: Weights, examples: readonly Example[]): Weights {
  let [stretch, shift] = [1, 0];
  const scores = examples.map((example) => scoreOf(example, weights));
  for (let round = 0; round < 30; round++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-9, 0, 1e-9];
    examples.forEach(({ right }, i) => {
      const p = 1 / (1 + Math.exp(-(stretch * scores[i]! + shift)));
      const [error, spread] = [p - (right ? 1 : 0), p * (1 - p)];
      g0 += error * scores[i]!;
      g1 += error;
      h00 += spread * scores[i]! ** 2;
      h01 += spread * scores[i]!;
      h11 += spread;
    });
    const determinant = h00 * h11 - h01 * h01;
    stretch -= (h11 * g0 - h01 * g1) / determinant;
    shift -= (h00 * g1 - h01 * g0) / determinant;
  }
  const evidence = weights.evidence.map((w) => w * stretch);
  evidence[0]! += shift;
  return { evidence, signs: weights.signs.map((w) => w * stretch) };
}

/** Share right in ten bands of confidence, to see whether 0.8 means eight in ten. */
function bands(examples: readonly Example[], weights: ConfidenceWeights): string {
  const counts = Array.from({ length: 10 }, () => ({ all: 0, right: 0 }));
  for (const example of examples) {
    const band = counts[Math.min(9, Math.floor(10 * logistic(example, weights)))]!;
    band.all++;
    if (example.right) band.right++;
  }
  return counts.map(({ all, right }, k) => `0.${k}: ${right}/${all}`).join("  ");
}

/** F1 of the relations where those under each confidence are left out. */
function cuts(examples: readonly Example[], weights: ConfidenceWeights, gold: number) {
  return Array.from({ length: 15 }, (_, k) => k * 0.05).map((least) => {
    const kept = examples.filter((example) => logistic(example, weights) >= least);
    const right = kept.filter((example) => example.right).length;
    const [p, r] = [right / kept.length, right / gold];
    return { least, p, r, f1: (2 * p * r) / (p + r) };
  });
}

function main([folder, name, output]: readonly string[]): void {
  if (folder === undefined || name === undefined || output === undefined)
    throw new Error("Name the folder of the models, the model, and the file to write.");
  const articles = readLines<GoldArticle>(
    dataFile(dataFolder(undefined), "polnear", "train.ndjson.gz"),
  );
  const unseenBy = (model: string): GoldArticle[] => {
    const ids = new Set(
      readFileSync(join(folder, `${model}.ids`), "utf8")
        .trim()
        .split("\n"),
    );
    return articles.filter(({ id }) => ids.has(id));
  };
  const proposalsOf = (model: string): Example[] => {
    const loaded = loadModel(readFileSync(join(folder, `${model}.bin`)));
    return unseenBy(model).flatMap((article) => examplesOf(loaded, article));
  };
  const folds: string[] = [];
  while (existsSync(join(folder, `fold${folds.length}.bin`))) folds.push(`fold${folds.length}`);
  const apart = proposalsOf(name);
  const weights = scaled(fitWeights(folds.flatMap(proposalsOf)), apart);
  const gold = unseenBy(name).reduce((sum, { attributions }) => sum + attributions.length, 0);
  const table = cuts(apart, weights, gold);
  const { least } = table.reduce((best, row) => (row.f1 > best.f1 ? row : best));
  const rounded = (list: Float64Array) => [...list].map((w) => Math.round(w * 1e4) / 1e4);
  writeFileSync(
    output,
    JSON.stringify({
      evidence: rounded(weights.evidence),
      signs: rounded(weights.signs),
      least: Math.round(least * 100) / 100,
    }),
  );
  console.log(bands(apart, weights));
  const percent = (x: number) => (100 * x).toFixed(1);
  for (const { least, p, r, f1 } of table)
    console.log(`from ${least.toFixed(2)}: P ${percent(p)} R ${percent(r)} F1 ${percent(f1)}`);
}

main(process.argv.slice(2));
