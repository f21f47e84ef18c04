import { parseArgs } from "node:util";
import { dataFolder } from "../train/corpora.ts";
import { benchAttribution } from "./attribution.ts";
import { benchDuplicates } from "./duplicates.ts";
import { belowFloor } from "./floors.ts";
import { benchLanguage } from "./language.ts";
import { benchSeed } from "./seed.ts";
import { benchSpeed } from "./speed.ts";

const USAGE = `Usage: npm run bench -- attribution|duplicates|language|seed|speed [options]

  --data DIR      where the corpora lie (default: ONRECORD_DATA, else ../shared/data)
  --split SPLIT   attribution: train or dev (default: dev)
  --sample N      attribution: the first N articles only
  --attribution HOW  attribution, seed and speed: rules or trained (default: rules)
  --documents N   duplicates: how long the stream is (default: 1000000)
  --rules         attribution: the precision of each rule
  --boot N        attribution: resamplings for the 95% interval (default: 0)
  --errors        language: what is confused with what
  --floors FILE   attribution: exit with 1 where a figure lies below its floor`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: "string" },
    split: { type: "string", default: "dev" },
    sample: { type: "string" },
    attribution: { type: "string", default: "rules" },
    documents: { type: "string", default: "1000000" },
    rules: { type: "boolean", default: false },
    boot: { type: "string", default: "0" },
    errors: { type: "boolean", default: false },
    floors: { type: "string" },
  },
});
const data = dataFolder(values.data);

switch (positionals[0]) {
  case "attribution": {
    if (values.split !== "train" && values.split !== "dev") throw new Error(USAGE);
    const { report, figures } = benchAttribution({
      data,
      split: values.split,
      ...(values.sample !== undefined && { sample: Number(values.sample) }),
      rules: values.rules,
      trained: values.attribution === "trained",
      boot: Number(values.boot),
    });
    console.log(report);
    const failed = values.floors === undefined ? [] : belowFloor(figures, values.floors);
    for (const line of failed) console.error(line);
    if (failed.length > 0) process.exitCode = 1;
    break;
  }
  case "duplicates":
    console.log(benchDuplicates(Number(values.documents)));
    break;
  case "language":
    benchLanguage(data, values.errors);
    break;
  case "seed":
    console.log(benchSeed(data, values.attribution === "trained"));
    break;
  case "speed":
    console.log(benchSpeed(data, values.attribution === "trained"));
    break;
  default:
    console.error(USAGE);
    process.exitCode = 2;
}
