import { parseArgs } from "node:util";
import { dataFolder } from "../train/corpora.ts";
import { benchActors } from "./actors.ts";
import { benchAttribution } from "./attribution.ts";
import { benchDuplicates } from "./duplicates.ts";
import { benchEvents } from "./events.ts";
import { belowFloor } from "./floors.ts";
import { benchLanguage } from "./language.ts";
import { benchLength } from "./length.ts";
import { benchReading } from "./reading.ts";
import { benchRecognition } from "./recognition.ts";
import { benchSeed } from "./seed.ts";
import { benchSources } from "./sources.ts";
import { benchSpeed } from "./speed.ts";

const USAGE = `Usage: npm run bench -- TOPIC [options]

Topics: actors, attribution, duplicates, events, language, length, page, reading, recognition,
        seed, sources, speed

  --data DIR      where the corpora lie (default: ONRECORD_DATA, else ../shared/data)
  --split SPLIT   attribution: train or dev (default: dev)
  --sample N      attribution: the first N articles only
  --attribution HOW  attribution, length, seed and speed: rules or trained (default: trained)
  --documents N   duplicates: how long the stream is (default: 1000000)
  --most MB       length: the longest text (default: 5.12)
  --only WORD     length: texts of this kind only
  --rules         attribution: the precision of each rule
  --boot N        attribution: resamplings for the 95% interval (default: 0)
  --publishers    attribution: a row for each kind and publisher as well
  --errors        actors, events, reading, sources: what is wrong; attribution: the fifty worst
                  cases; language: what is confused with what
  --half HALF     reading: a or b, by the hash of the id (default: both)
  --set NAME      reading: articles, fundus or htmldate (default: all)
  --peers         reading: the peers too, where "npm ci --prefix bench" installed them
  --floors FILE   attribution: exit with 1 where a figure lies below its floor`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: "string" },
    split: { type: "string", default: "dev" },
    sample: { type: "string" },
    attribution: { type: "string", default: "trained" },
    documents: { type: "string", default: "1000000" },
    rules: { type: "boolean", default: false },
    boot: { type: "string", default: "0" },
    only: { type: "string", default: "" },
    most: { type: "string", default: "5.12" },
    errors: { type: "boolean", default: false },
    publishers: { type: "boolean", default: false },
    floors: { type: "string" },
    half: { type: "string" },
    set: { type: "string" },
    peers: { type: "boolean", default: false },
  },
});
const data = dataFolder(values.data);

switch (positionals[0]) {
  case "actors":
    console.log(benchActors(data, values.errors));
    break;
  case "attribution": {
    if (values.split !== "train" && values.split !== "dev") throw new Error(USAGE);
    const { report, figures } = benchAttribution({
      data,
      split: values.split,
      ...(values.sample !== undefined && { sample: Number(values.sample) }),
      rules: values.rules,
      errors: values.errors,
      publishers: values.publishers,
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
  case "events":
    console.log(benchEvents(data, { errors: values.errors }));
    break;
  case "length":
    console.log(
      benchLength({
        trained: values.attribution === "trained",
        most: Number(values.most) * 1e6,
        only: values.only,
      }),
    );
    break;
  case "language":
    benchLanguage(data, values.errors);
    break;
  case "page":
    console.log(await (await import("./page.ts")).benchPage());
    break;
  case "reading": {
    const { half } = values;
    if (half !== undefined && half !== "a" && half !== "b") throw new Error(USAGE);
    console.log(
      await benchReading({
        data,
        half,
        set: values.set,
        peers: values.peers,
        wrong: values.errors,
      }),
    );
    break;
  }
  case "seed":
    console.log(benchSeed(data, values.attribution === "trained"));
    break;
  case "recognition":
    console.log(await benchRecognition(data));
    break;
  case "sources":
    console.log(benchSources(data, "gold/sources.json", values.errors));
    break;
  case "speed":
    console.log(await benchSpeed(data, values.attribution === "trained"));
    break;
  default:
    console.error(USAGE);
    process.exitCode = 2;
}
