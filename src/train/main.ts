import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { writeLanguageModel } from "../language/model.ts";
import { trainLanguage } from "./language.ts";
import { openCorpora } from "./language-corpora.ts";

const USAGE = `Trains the models in data/ from the corpora.

  node dist/train/main.js language [--data DIR] [--out data/]

  --data  folder of the corpora; else ONRECORD_DATA, else ../shared/data beside the project
  --out   folder the model files are written to; data/ by default`;

const project = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { data: { type: "string" }, out: { type: "string" } },
  });
  if (positionals[0] !== "language" || positionals.length > 1) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const data = values.data ?? process.env.ONRECORD_DATA ?? join(project, "..", "shared", "data");
  const out = values.out ?? join(project, "data");
  const began = Date.now();
  const parts = trainLanguage(openCorpora(data), (line) => {
    process.stderr.write(`${((Date.now() - began) / 1000).toFixed(0).padStart(5)} s  ${line}\n`);
  });
  const bytes = writeLanguageModel(parts);
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, "language.bin"), bytes);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const packed = gzipSync(bytes, { level: 9 }).length;
  process.stdout.write(`language.bin ${bytes.length} bytes, ${packed} packed, sha256 ${sha256}\n`);
  return 0;
}

process.exitCode = main();
