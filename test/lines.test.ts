import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { skipsWithout } from "./needs.ts";

const READ = ["read", "--jobs", "1", "--from", "ndjson", "--format", "ndjson"];
const MAIN = resolve("dist/cli/main.js");
const PARALLEL = "/usr/bin/parallel";

const documents = Array.from({ length: 40 }, (_, i) =>
  JSON.stringify({
    id: `d${i}`,
    text: `“Berth ${i} stays closed,” Ines Lorck said on Friday. Bram Ostrey denied that.`,
  }),
);
const input = `${documents.join("\n")}\n`;
const options = { input, encoding: "utf8", maxBuffer: 1e8 } as const;

test.skipIf(skipsWithout("GNU parallel", existsSync(PARALLEL)))(
  "a line in is a line out: GNU parallel gives what one process gives, in its order",
  () => {
    const alone = execFileSync(process.execPath, [MAIN, ...READ], options);
    const pieces = ["--pipe", "--keep-order", "--block", "1k", "--jobs", "2"];
    const together = execFileSync(PARALLEL, [...pieces, process.execPath, MAIN, ...READ], options);
    expect(alone.trimEnd().split("\n")).toHaveLength(documents.length);
    expect(together).toBe(alone);
  },
);
