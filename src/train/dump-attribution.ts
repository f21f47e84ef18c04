import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { COLUMNS, computeFeatures } from "../attribute/model/features.ts";
import { analyse } from "../language/index.ts";
import { dataFile, dataFolder, readLines } from "./corpora.ts";
import { tokenRuns } from "./gold-runs.ts";
import { documentOfLines, type GoldArticle } from "./polnear.ts";

/*
 * Writes what the Python trainer reads: features and gold of PolNeAR's training articles (train.ndjson)
 * and running text for the word vectors (corpus.txt), all made by the code that runs at inference.
 *
 *   node dist/train/dump-attribution.js FOLDER
 */

function exportArticle(article: GoldArticle): string {
  const doc = documentOfLines(article.id, article.text);
  const language = analyse(doc);
  const features = computeFeatures(doc, language);
  const { tokens } = language;
  return JSON.stringify({
    id: article.id,
    form: features.form,
    columns: [...features.columns],
    paragraph: [...features.paragraph],
    sentence: [...features.sentence],
    start: [...tokens.start],
    end: [...tokens.end],
    relations: article.attributions.map((gold) => ({
      source: tokenRuns(tokens, gold.source),
      cue: tokenRuns(tokens, gold.cue),
      content: tokenRuns(tokens, gold.content),
    })),
  });
}

function formsOf(id: string, text: string): string[] {
  const doc = documentOfLines(id, text);
  const language = analyse(doc);
  const { form, paragraphs } = computeFeatures(doc, language);
  return paragraphs
    .filter(({ from, to }) => to - from > 3)
    .map(({ from, to }) => form.slice(from, to).join(" "));
}

const folder = process.argv[2];
if (folder === undefined) throw new Error("Name the folder to write to.");
const corpora = dataFolder(undefined);
const train = readLines<GoldArticle>(dataFile(corpora, "polnear", "train.ndjson.gz"));
const features = createWriteStream(join(folder, "train.ndjson"));
for (const article of train) features.write(`${exportArticle(article)}\n`);
features.end();
const layout = createWriteStream(join(folder, "columns.json"));
layout.end(JSON.stringify(COLUMNS));
const corpus = createWriteStream(join(folder, "corpus.txt"));
const speeches = readLines<{ id: string; text: string }>(
  dataFile(corpora, "raw", "un-general-debate.ndjson.gz"),
);
for (const { id, text } of [...train, ...speeches]) {
  corpus.write(`${formsOf(id, text).join("\n")}\n`);
}
corpus.end();
