import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { read, textDocument } from "../index.ts";
import { dataFile } from "./shared-data.ts";

/** The seed article's own scorer on our record of it. */
export function benchSeed(data: string): string {
  const record = read(textDocument(readFileSync(dataFile(data, "seed", "article.txt"), "utf8")));
  const scorer = dataFile(data, "seed", "score.mjs");
  return execFileSync(process.execPath, [scorer, "--misses"], {
    input: JSON.stringify(record),
    encoding: "utf8",
  });
}
