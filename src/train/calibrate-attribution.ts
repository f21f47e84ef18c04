import { readFileSync } from "node:fs";
import { evidenceValues } from "../attribute/model/confidence.ts";
import { loadModel, type Model } from "../attribute/model/model.ts";
import { type Proposal, propose } from "../attribute/model/predict.ts";
import { analyse, type TokenRange, type Tokens } from "../language/index.ts";
import { readLines } from "./corpora.ts";
import { tokenRuns } from "./gold-runs.ts";
import { documentOfLines, type GoldArticle } from "./polnear.ts";

/*
 * Fits the confidence on articles that the model was not trained on, and prints its weights as
 * JSON for the exporter:
 *
 *   node dist/train/calibrate-attribution.js MODEL GOLD
 */

interface Example {
  readonly values: readonly number[];
  readonly right: boolean;
}

function examplesOf(model: Model, article: GoldArticle): Example[] {
  const doc = documentOfLines(article.id, article.text);
  const language = analyse(doc);
  const gold = article.attributions.map((relation) => ({
    source: setOf(language.tokens, relation.source),
    cue: setOf(language.tokens, relation.cue),
    content: setOf(language.tokens, relation.content),
  }));
  return propose(model, doc, language).map((proposal) => ({
    values: evidenceValues(proposal.evidence),
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

/** Logistic regression by gradient descent, with a little pull towards zero. */
function fitWeights(examples: readonly Example[]): number[] {
  const weights: number[] = new Array(examples[0]!.values.length).fill(0);
  for (let round = 0; round < 4000; round++) {
    const slope: number[] = weights.map((w) => -0.001 * w);
    for (const { values, right } of examples) {
      const error = (right ? 1 : 0) - logistic(values, weights);
      for (let i = 0; i < values.length; i++) slope[i]! += (error * values[i]!) / examples.length;
    }
    for (let i = 0; i < weights.length; i++) weights[i]! += 0.2 * slope[i]!;
  }
  return weights.map((w) => Math.round(w * 1e4) / 1e4);
}

function logistic(values: readonly number[], weights: readonly number[]): number {
  return 1 / (1 + Math.exp(-values.reduce((sum, x, i) => sum + x * weights[i]!, 0)));
}

/** Share right in ten bands of confidence, to see whether 0.8 means eight in ten. */
function bands(examples: readonly Example[], weights: readonly number[]): string {
  const counts = Array.from({ length: 10 }, () => ({ all: 0, right: 0 }));
  for (const { values, right } of examples) {
    const band = counts[Math.min(9, Math.floor(10 * logistic(values, weights)))]!;
    band.all++;
    if (right) band.right++;
  }
  return counts.map(({ all, right }, k) => `0.${k}: ${right}/${all}`).join("  ");
}

const [modelPath, goldPath] = process.argv.slice(2);
if (modelPath === undefined || goldPath === undefined)
  throw new Error("Name the model and the gold.");
const model = loadModel(readFileSync(modelPath));
const examples = readLines<GoldArticle>(goldPath).flatMap((article) => examplesOf(model, article));
const weights = fitWeights(examples);
process.stdout.write(`${JSON.stringify(weights)}\n`);
process.stderr.write(`${bands(examples, weights)}\n`);
