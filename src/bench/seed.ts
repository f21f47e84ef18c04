import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { read, textDocument } from "../index.ts";
import { bundledModels, rulesOnly } from "../models.ts";
import { dataFile } from "../train/corpora.ts";

/** The seed article's own scorer on our record of it. */
export function benchSeed(data: string, trained: boolean): string {
  const doc = textDocument(readFileSync(dataFile(data, "seed", "article.txt"), "utf8"));
  const record = read(doc, { models: trained ? bundledModels() : rulesOnly() });
  const scorer = dataFile(data, "seed", "score.mjs");
  return execFileSync(process.execPath, [scorer, "--misses"], {
    input: JSON.stringify(record),
    encoding: "utf8",
  });
}
