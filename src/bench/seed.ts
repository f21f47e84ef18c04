import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { read, textDocument } from "../index.ts";
import { loadLanguageModel } from "../language/index.ts";
import { dataFile } from "../train/corpora.ts";
import { shippedAttribution } from "./weights.ts";

/** The seed article's own scorer on our record of it. */
export function benchSeed(data: string, trained: boolean): string {
  const doc = textDocument(readFileSync(dataFile(data, "seed", "article.txt"), "utf8"));
  const bytes = readFileSync(new URL("../../data/language.bin", import.meta.url));
  const record = read(doc, {
    predict: trained ? shippedAttribution() : null,
    languageModel: loadLanguageModel(bytes),
  });
  const scorer = dataFile(data, "seed", "score.mjs");
  return execFileSync(process.execPath, [scorer, "--misses"], {
    input: JSON.stringify(record),
    encoding: "utf8",
  });
}
