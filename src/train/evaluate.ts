import type { Block } from "../document/index.ts";
import { splitSentences, type TokenRange, type Tokens, tokenize } from "../language/index.ts";
import type { LanguageModel } from "../language/model.ts";
import { type Parse, parse } from "../language/parse.ts";
import { UPOS } from "../language/tagset.ts";
import type { TreebankSentence } from "./conllu.ts";
import { type Counts, type Score, scoreOf } from "./scores.ts";
import { layOut } from "./treebank.ts";

/** What is measured on a treebank; LAS compares whole labels, `lasMain` their part before ":". */
export const TREEBANK_METRICS = [
  "tokens",
  "sentences",
  "upos",
  "xpos",
  "lemma",
  "uas",
  "las",
  "lasMain",
] as const;
export type TreebankMetric = (typeof TREEBANK_METRICS)[number];

/** One token that was read otherwise than annotated, for `--errors`. */
export interface TreebankError {
  readonly metric: TreebankMetric;
  readonly word: string;
  readonly gold: string;
  readonly predicted: string;
}

export type TreebankScores = Readonly<Record<TreebankMetric, Score>>;

/**
 * Scores the model on documents of a treebank, with the tokens and sentences of the treebank or,
 * `raw`, with our own: then words count as in the CoNLL 2018 shared task, by their place in the
 * text without its white space.
 */
export function evaluateTreebank(
  model: LanguageModel,
  documents: readonly (readonly TreebankSentence[])[],
  options: { raw: boolean; onError?: (error: TreebankError) => void },
): TreebankScores {
  const counts = new Map<TreebankMetric, Counts[]>(TREEBANK_METRICS.map((m) => [m, []]));
  for (const document of documents) {
    const gold = goldWords(document);
    const predicted = options.raw ? readRaw(model, document) : readGold(model, document);
    const found = compare(gold, predicted, options.onError ?? (() => {}));
    for (const metric of TREEBANK_METRICS) counts.get(metric)!.push(found[metric]);
  }
  const scores = TREEBANK_METRICS.map((m) => [m, scoreOf(counts.get(m)!)] as const);
  return Object.fromEntries(scores) as Record<TreebankMetric, Score>;
}

/** A word of either side; `start` and `end` count the text's characters without white space. */
interface Word {
  readonly form: string;
  readonly start: number;
  readonly end: number;
  readonly upos: string;
  readonly xpos: string;
  readonly lemma: string;
  /** The head's place, "root" for the root. */
  readonly head: string;
  readonly label: string;
}

interface Reading {
  readonly words: readonly Word[];
  /** Places of the sentences, as "start-end". */
  readonly sentences: readonly string[];
}

function goldWords(document: readonly TreebankSentence[]): Reading {
  const words: Word[] = [];
  const sentences: string[] = [];
  let at = 0;
  for (const sentence of document) {
    const starts: number[] = [];
    const begin = at;
    for (const form of sentence.form) {
      starts.push(at);
      at += bare(form).length;
    }
    sentences.push(`${begin}-${at}`);
    const place = (i: number) => `${starts[i]}-${starts[i + 1] ?? at}`;
    sentence.form.forEach((form, i) => {
      words.push({
        form,
        start: starts[i]!,
        end: starts[i + 1] ?? at,
        upos: sentence.upos[i]!,
        xpos: sentence.xpos[i]!,
        lemma: sentence.lemma[i]!,
        head: sentence.head[i]! < 0 ? "root" : place(sentence.head[i]!),
        label: sentence.label[i]!,
      });
    });
  }
  return { words, sentences };
}

function bare(text: string): string {
  return text.replace(/\s+/g, "");
}

function readGold(model: LanguageModel, document: readonly TreebankSentence[]): Reading {
  const { tokens, ranges } = layOut(document);
  return predictedWords(parse(model, { tokens, sentences: ranges }), tokens, ranges);
}

function readRaw(model: LanguageModel, document: readonly TreebankSentence[]): Reading {
  const { text, blocks } = rawText(document);
  const { tokens, ranges } = tokenize(text, blocks);
  const sentences = splitSentences(tokens, ranges);
  return predictedWords(parse(model, { tokens, sentences }), tokens, sentences);
}

/** The document's text, one block a paragraph as the treebank marks them. */
export function rawText(document: readonly TreebankSentence[]): { text: string; blocks: Block[] } {
  const paragraphs: string[] = [];
  let glue = "";
  for (const sentence of document) {
    const text = sentence.form
      .map((form, i) => form + (sentence.spaceAfter[i] && i < sentence.form.length - 1 ? " " : ""))
      .join("");
    if (paragraphs.length === 0 || sentence.startsParagraph) paragraphs.push(text);
    else paragraphs[paragraphs.length - 1] += glue + text;
    glue = sentence.spaceAfter.at(-1) ? " " : "";
  }
  const blocks: Block[] = [];
  let at = 0;
  for (const paragraph of paragraphs) {
    blocks.push({ kind: "paragraph", start: at, end: at + paragraph.length });
    at += paragraph.length + 1;
  }
  return { text: paragraphs.join("\n"), blocks };
}

function predictedWords(parsed: Parse, tokens: Tokens, ranges: readonly TokenRange[]): Reading {
  const starts = new Int32Array(tokens.length + 1);
  tokens.word.forEach((word, i) => {
    starts[i + 1] = starts[i]! + bare(word).length;
  });
  const place = (from: number, to: number) => `${starts[from]}-${starts[to]}`;
  const words = tokens.word.map((form, i) => ({
    form,
    start: starts[i]!,
    end: starts[i + 1]!,
    upos: UPOS[parsed.upos[i]!]!,
    xpos: parsed.xposNames[parsed.xpos[i]!]!,
    lemma: parsed.lemma[i]!,
    head: parsed.head[i]! < 0 ? "root" : place(parsed.head[i]!, parsed.head[i]! + 1),
    label: parsed.labelNames[parsed.label[i]!]!,
  }));
  return { words, sentences: ranges.map(({ from, to }) => place(from, to)) };
}

function compare(
  gold: Reading,
  predicted: Reading,
  onError: (error: TreebankError) => void,
): Record<TreebankMetric, Counts> {
  const right = Object.fromEntries(TREEBANK_METRICS.map((m) => [m, 0])) as Record<
    TreebankMetric,
    number
  >;
  const byPlace = new Map(predicted.words.map((word) => [`${word.start}-${word.end}`, word]));
  for (const word of gold.words) {
    const other = byPlace.get(`${word.start}-${word.end}`);
    if (other === undefined) {
      onError({ metric: "tokens", word: word.form, gold: word.form, predicted: "" });
      continue;
    }
    right.tokens++;
    const check = (metric: TreebankMetric, a: string, b: string) => {
      if (a === b) right[metric]++;
      else onError({ metric, word: word.form, gold: a, predicted: b });
    };
    check("upos", word.upos, other.upos);
    check("xpos", word.xpos, other.xpos);
    // "_" is a lemma the treebank leaves open; as in the shared task it counts as right.
    check("lemma", word.lemma, word.lemma === "_" ? "_" : other.lemma);
    if (word.head !== other.head) {
      onError({ metric: "uas", word: word.form, gold: word.label, predicted: other.label });
      continue;
    }
    right.uas++;
    check("las", word.label, other.label);
    if (mainPart(word.label) === mainPart(other.label)) right.lasMain++;
  }
  const places = new Set(predicted.sentences);
  right.sentences = gold.sentences.filter((place) => places.has(place)).length;
  const entries = TREEBANK_METRICS.map((metric): [TreebankMetric, Counts] => {
    const side = (reading: Reading) =>
      metric === "sentences" ? reading.sentences.length : reading.words.length;
    return [metric, { correct: right[metric], predicted: side(predicted), gold: side(gold) }];
  });
  return Object.fromEntries(entries) as Record<TreebankMetric, Counts>;
}

function mainPart(label: string): string {
  const colon = label.indexOf(":");
  return colon < 0 ? label : label.slice(0, colon);
}
