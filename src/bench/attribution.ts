import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Attribution } from "../document/index.ts";
import { read } from "../index.ts";
import { bundledModels, rulesOnly } from "../models.ts";
import { dataFile, readLines } from "../train/corpora.ts";
import { errorListing, type Roles } from "./attribution-errors.ts";
import { formatTable, percent } from "./table.ts";

export interface AttributionOptions {
  readonly data: string;
  readonly split: "train" | "dev";
  /** Score only the first so many articles: the sample that CI runs. */
  readonly sample?: number;
  /** Precision of each rule instead of the table. */
  readonly rules: boolean;
  /** The worst cases with their text instead of the table. */
  readonly errors: boolean;
  /** A row for each publisher and each kind as well. */
  readonly publishers: boolean;
  /** The trained stage instead of the rules. */
  readonly trained: boolean;
  /** Number of resamplings for the intervals; 0 for none. */
  readonly boot: number;
}

interface GoldArticle {
  readonly id: string;
  readonly publisher: string;
  readonly text: string;
  /** A source is `null` where the text names none. */
  readonly attributions: readonly GoldAttribution[];
}

interface GoldAttribution extends Omit<Roles, "source"> {
  readonly kind: string;
  readonly source: Roles["source"] | null;
}

interface Figure {
  readonly p?: number;
  readonly r?: number;
  readonly f1?: number;
  readonly mean?: number;
  readonly gold?: number;
  readonly ci95?: readonly [number, number];
}

/** At which share of the gold relations found the precision is given. */
const RECALL = 0.5;

type Scores = Readonly<Record<string, Figure>>;

/** What one run measured; shares between 0 and 1. */
export interface AttributionFigures {
  /** Mean exact span F1 of source, cue and content. */
  readonly spans: number;
  readonly relation: number;
  readonly direct: number;
  readonly mixed: number;
  readonly indirect: number;
  readonly strict: number;
  readonly sourceGivenContent: number;
}

/** Other systems on the development half, measured before this project began: E, S, C, Ct, R, direct, mixed, indirect, RS, SGC. */
const PEERS: readonly (readonly string[])[] = [
  ["regex: marks + said NAME", "31.9", "", "", "", "32.0", "67", "32", "17", "17.2", "87.6"],
  ["perceptron, no parse", "62.1", "69", "64", "54", "60.2", "83", "69", "52", "37.2", "83.2"],
  ["BiGRU 128 + linking", "72.0", "78", "72", "67", "72.7", "90", "83", "65", "53.8", "91.5"],
  ["two people (18 articles)", "73.8", "79", "71", "72", "76.7", "98", "90", "68", "59.0", "93.6"],
];

/** Scores the attributions of a PolNeAR split with the corpus's own scorer. */
export function benchAttribution(options: AttributionOptions): {
  report: string;
  figures: AttributionFigures;
} {
  const file = dataFile(
    options.data,
    "polnear",
    options.split === "dev" ? "dev.ndjson" : "train.ndjson.gz",
  );
  const scorer = dataFile(options.data, "polnear", "score.mjs");
  const gold = readLines<GoldArticle>(file).slice(0, options.sample);
  const models = options.trained ? bundledModels() : rulesOnly();
  const predicted = gold.map(({ id, text }) => ({
    id,
    attributions: read(text, { models }).attributions,
  }));
  const fingerprint = createHash("sha256").update(readFileSync(file)).digest("hex").slice(0, 12);
  const title = `PolNeAR ${options.split}, ${gold.length} articles (sha256 ${fingerprint}…)`;
  const scores = score(scorer, gold, predicted, options.boot);
  const figures = figuresOf(scores);
  const parts = options.rules
    ? [ruleTable(scorer, gold, predicted)]
    : [`${figureTable(scores, figures)}\n${precisionAtRecall(scorer, gold, predicted)}`];
  if (options.publishers) parts.push(partTable(scorer, gold, predicted, options.boot));
  if (options.errors) {
    parts.push(
      errorListing(
        gold.map((row, i) => ({
          text: row.text,
          gold: row.attributions.map((a) => ({ ...a, source: a.source ?? [] })),
          predicted: predicted[i]!.attributions,
        })),
      ),
    );
  }
  return { report: [title, ...parts].join("\n\n"), figures };
}

function score(
  scorer: string,
  gold: readonly GoldArticle[],
  predicted: readonly { id: string; attributions: readonly Attribution[] }[],
  boot: number,
): Scores {
  const folder = mkdtempSync(join(tmpdir(), "onrecord-bench-"));
  try {
    const lines = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join("\n");
    writeFileSync(join(folder, "gold.ndjson"), lines(gold));
    writeFileSync(join(folder, "predicted.ndjson"), lines(predicted));
    const args = [
      scorer,
      "gold.ndjson",
      "predicted.ndjson",
      "--json",
      ...(boot ? [`--boot=${boot}`] : []),
    ];
    const output = execFileSync(process.execPath, args, {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    });
    return (JSON.parse(output) as { scores: Scores }).scores;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function figuresOf(scores: Scores): AttributionFigures {
  const f1 = (name: string) => scores[name]?.f1 ?? 0;
  return {
    spans: (f1("spanExact.source") + f1("spanExact.cue") + f1("spanExact.content")) / 3,
    relation: f1("relation"),
    direct: f1("relation.direct"),
    mixed: f1("relation.mixed"),
    indirect: f1("relation.indirect"),
    strict: f1("relationStrict"),
    sourceGivenContent: scores.sourceGivenContent?.mean ?? 0,
  };
}

function figureTable(scores: Scores, figures: AttributionFigures): string {
  const role = (name: string) => percent(scores[`spanExact.${name}`]?.f1);
  const ours = [
    "onrecord",
    percent(figures.spans),
    role("source"),
    role("cue"),
    role("content"),
    ...[
      figures.relation,
      figures.direct,
      figures.mixed,
      figures.indirect,
      figures.strict,
      figures.sourceGivenContent,
    ].map(percent),
  ];
  const head = ["", "E", "S", "C", "Ct", "R", "direct", "mixed", "indirect", "RS", "SGC"];
  const interval = scores.relation?.ci95;
  const note = interval
    ? `\n\nR: 95% interval ${percent(interval[0])} to ${percent(interval[1])}`
    : "";
  return formatTable(head, [ours, ...PEERS]) + note;
}

/** The relation F1 of each kind and publisher, with its interval where there are resamplings. */
function partTable(
  scorer: string,
  gold: readonly GoldArticle[],
  predicted: readonly { id: string; attributions: readonly Attribution[] }[],
  boot: number,
): string {
  const row = (name: string, scores: Scores, measure: string) => {
    const { p, r, f1, ci95, gold: all } = scores[measure] ?? {};
    const interval = ci95 ? `${percent(ci95[0])} to ${percent(ci95[1])}` : "";
    return [name, String(all ?? 0), percent(p), percent(r), percent(f1), interval];
  };
  const whole = score(scorer, gold, predicted, boot);
  const kinds = ["direct", "mixed", "indirect"].map((kind) => row(kind, whole, `relation.${kind}`));
  const publishers = [...new Set(gold.map(({ publisher }) => publisher))].sort().map((name) => {
    const own = gold.filter(({ publisher }) => publisher === name);
    const ids = new Set(own.map(({ id }) => id));
    const ours = predicted.filter(({ id }) => ids.has(id));
    return row(name, score(scorer, own, ours, boot), "relation");
  });
  const rows = [row("all", whole, "relation"), ...kinds, ...publishers];
  return formatTable(["R of", "gold", "P", "R", "F1", "95% interval"], rows);
}

/** Each rule's relations scored alone: how often what it proposes is right. */
function ruleTable(
  scorer: string,
  gold: readonly GoldArticle[],
  predicted: readonly { id: string; attributions: readonly Attribution[] }[],
): string {
  const rules = [...new Set(predicted.flatMap((row) => row.attributions.map((a) => a.by)))].sort();
  const rows = rules.map((rule) => {
    const alone = predicted.map((row) => ({
      ...row,
      attributions: row.attributions.filter((a) => a.by === rule),
    }));
    const count = alone.reduce((sum, row) => sum + row.attributions.length, 0);
    return [rule, String(count), percent(score(scorer, gold, alone, 0).relation?.p)];
  });
  return formatTable(["rule", "proposed", "precision"], rows);
}

/** The precision of the surest relations, as many as it takes to find half of the gold ones. */
function precisionAtRecall(
  scorer: string,
  gold: readonly GoldArticle[],
  predicted: readonly { id: string; attributions: readonly Attribution[] }[],
): string {
  const levels = predicted.flatMap((row) => row.attributions.map((a) => a.confidence!));
  levels.sort((a, b) => b - a);
  const above = (level: number) => {
    const surest = predicted.map((row) => ({
      ...row,
      attributions: row.attributions.filter((a) => a.confidence! >= level),
    }));
    return score(scorer, gold, surest, 0).relation!;
  };
  let low = 0;
  let high = levels.length - 1;
  if ((above(levels[high] ?? 0).r ?? 0) < RECALL)
    return "P at recall 50: that recall is not reached";
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((above(levels[middle]!).r ?? 0) < RECALL) low = middle + 1;
    else high = middle;
  }
  return `P at recall 50: ${percent(above(levels[low]!).p)}`;
}
