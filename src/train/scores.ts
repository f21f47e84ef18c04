import { seededRandom } from "./random.ts";

/** Counts of one document: F1 needs all three; accuracy has `predicted` equal to `gold`. */
export interface Counts {
  readonly correct: number;
  readonly predicted: number;
  readonly gold: number;
}

/** Precision, recall and F1 in percent, with a 95% interval of F1 from a bootstrap of documents. */
export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 1000;

/** Sums the counts of documents; the interval is the percentile bootstrap, seeded. */
export function scoreOf(documents: readonly Counts[]): Score {
  const total = sum(documents);
  const random = seededRandom(7);
  const resampled: number[] = [];
  for (let r = 0; r < RESAMPLES; r++) {
    const drawn = documents.map(() => documents[Math.floor(random() * documents.length)]!);
    resampled.push(f1Of(sum(drawn)));
  }
  resampled.sort((a, b) => a - b);
  return {
    precision: percent(total.correct, total.predicted),
    recall: percent(total.correct, total.gold),
    f1: f1Of(total),
    low: resampled[Math.floor(RESAMPLES * 0.025)]!,
    high: resampled[Math.floor(RESAMPLES * 0.975)]!,
  };
}

function sum(documents: readonly Counts[]): Counts {
  let correct = 0;
  let predicted = 0;
  let gold = 0;
  for (const counts of documents) {
    correct += counts.correct;
    predicted += counts.predicted;
    gold += counts.gold;
  }
  return { correct, predicted, gold };
}

function f1Of({ correct, predicted, gold }: Counts): number {
  return percent(2 * correct, predicted + gold);
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : (100 * part) / whole;
}
