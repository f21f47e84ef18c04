import { parseArgs } from "node:util";
import { dataFolder } from "../train/corpora.ts";
import { benchActors } from "./actors.ts";
import { benchAdd } from "./add.ts";
import { benchAttribution } from "./attribution.ts";
import { benchCluster } from "./cluster.ts";
import { benchCompare } from "./compare.ts";
import { benchDecisions } from "./decisions.ts";
import { benchDuplicates } from "./duplicates.ts";
import { benchEvents } from "./events.ts";
import { benchExports } from "./exports.ts";
import { benchFaults } from "./faults.ts";
import { belowFloor } from "./floors.ts";
import { benchJobs } from "./jobs.ts";
import { benchLanguage } from "./language.ts";
import { benchLength } from "./length.ts";
import { benchQuoteSpeed } from "./quote-speed.ts";
import { benchQuotes } from "./quotes.ts";
import { benchReading } from "./reading.ts";
import { benchRecognition } from "./recognition.ts";
import { benchSeed } from "./seed.ts";
import { benchSources } from "./sources.ts";
import { benchSpeed } from "./speed.ts";
import { benchStore } from "./store.ts";
import { benchWho } from "./who.ts";

const USAGE = `Usage: npm run bench -- TOPIC [options]

Topics: actors, add, attribution, cluster, compare, decisions, duplicates, events, exports, faults,
        first-pages, jobs, language, length, load, page, quote-speed, quotes, reading, recognition,
        seed, soak, sources, speed, store, who

  --data DIR      where the corpora lie (default: ONRECORD_DATA, else ../shared/data)
  --split SPLIT   attribution, decisions: train or dev (default: dev)
  --sample N      attribution, decisions: the first N articles only; add: how many (default: 1000);
                  cluster: how many documents (default: 20000);
                  jobs: how many (default: 1000);
                  load, soak: statements of the record that is made (default: 20000)
  --rounds N      add, jobs, load: how often (default: 3)
  --minutes N     soak: how long (default: 30)
  --seconds N     load: how long each time (default: 30)
  --rows N        compare: how many rows to draw (default: 0)
  --apart DAYS    compare: how many days lie between the articles of a group (default: 0)
  --alike SHARE   compare: of rare words in common, to be about one matter (default: 0.22)
  --show          compare: the words of the rows drawn
  --attribution HOW  attribution, length, seed and speed: rules or trained (default: trained)
  --documents N   duplicates: how long the stream is (default: 1000000)
  --statements N  store, quote-speed: how many the record has (default: 1000000)
  --keep PATH     store, with --only: the SQLite file or the folder for PostgreSQL to fill, or to
                  go on with where it is there
  --queries N     store: queries of each kind (default: 60)
  --most MB       length: the longest text (default: 5.12)
  --only WORD     first-pages, length: those of this kind only; store: sqlite or postgres;
                  cluster: this fault; jobs: this way
  --record TARGET quote-speed: an empty record, or one filled before (default: a SQLite file);
                  first-pages, who: the record that is asked (default: onrecord.db); a folder is one
                  of --keep; load: the record to serve and to add to (default: a made one)
  --seed N        compare, quotes: of what is drawn (default: 1)
  --trials N      faults: of each kind, on each store (default: 20)
  --rules         attribution: the precision of each rule
  --boot N        attribution: resamplings for the 95% interval (default: 0)
  --publishers    attribution: a row for each kind and publisher as well
  --errors        actors, events, reading, sources: what is wrong; attribution: the fifty worst
                  cases; language: what is confused with what
  --half HALF     quotes, reading: a or b, by the hash of the id (default: both)
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
    rounds: { type: "string", default: "3" },
    trials: { type: "string", default: "20" },
    rules: { type: "boolean", default: false },
    boot: { type: "string", default: "0" },
    only: { type: "string", default: "" },
    keep: { type: "string" },
    queries: { type: "string", default: "60" },
    most: { type: "string", default: "5.12" },
    errors: { type: "boolean", default: false },
    publishers: { type: "boolean", default: false },
    floors: { type: "string" },
    half: { type: "string" },
    record: { type: "string" },
    statements: { type: "string", default: "1000000" },
    set: { type: "string" },
    rows: { type: "string", default: "0" },
    seed: { type: "string", default: "1" },
    apart: { type: "string", default: "0" },
    alike: { type: "string", default: "0.22" },
    minutes: { type: "string", default: "30" },
    seconds: { type: "string", default: "30" },
    show: { type: "boolean", default: false },
    peers: { type: "boolean", default: false },
  },
});
const data = dataFolder(values.data);

switch (positionals[0]) {
  case "actors":
    console.log(benchActors(data, values.errors));
    break;
  case "add":
    console.log(await benchAdd(data, Number(values.sample ?? 1000), Number(values.rounds)));
    break;
  case "cluster":
    console.log(await benchCluster(Number(values.sample ?? 20_000), values.only));
    break;
  case "compare":
    console.log(
      benchCompare({
        data,
        sample: Number(values.rows),
        seed: Number(values.seed),
        apart: Number(values.apart),
        alike: Number(values.alike),
        show: values.show,
      }),
    );
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
  case "decisions":
    console.log(
      benchDecisions(
        data,
        values.split,
        values.sample === undefined ? Infinity : Number(values.sample),
      ),
    );
    break;
  case "duplicates":
    console.log(benchDuplicates(Number(values.documents)));
    break;
  case "events":
    console.log(benchEvents(data, { errors: values.errors }));
    break;
  case "faults":
    console.log(await benchFaults(Number(values.trials)));
    break;
  case "jobs":
    console.log(
      await benchJobs(data, {
        documents: Number(values.sample ?? 1000),
        rounds: Number(values.rounds),
        only: values.only,
      }),
    );
    break;
  case "exports":
    console.log(await benchExports(data));
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
  case "quote-speed":
    console.log(
      await benchQuoteSpeed({ statements: Number(values.statements), record: values.record }),
    );
    break;
  case "quotes": {
    const { half } = values;
    if (half !== undefined && half !== "a" && half !== "b") throw new Error(USAGE);
    console.log(
      await benchQuotes({ data, half, errors: values.errors, seed: Number(values.seed) }),
    );
    break;
  }
  case "first-pages": {
    const { benchFirstPages } = await import("./first-pages.ts");
    console.log(await benchFirstPages(values.record ?? "onrecord.db", values.only));
    break;
  }
  case "load": {
    const { benchLoad } = await import("./load.ts");
    console.log(
      await benchLoad({
        record: values.record,
        statements: Number(values.sample ?? 20_000),
        rounds: Number(values.rounds),
        seconds: Number(values.seconds),
      }),
    );
    break;
  }
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
  case "soak": {
    const { benchSoak } = await import("./soak.ts");
    console.log(await benchSoak(Number(values.minutes), Number(values.sample ?? 20_000)));
    break;
  }
  case "sources":
    console.log(benchSources(data, "gold/sources.json", values.errors));
    break;
  case "speed":
    console.log(await benchSpeed(data, values.attribution === "trained"));
    break;
  case "store":
    console.log(
      await benchStore({
        statements: Number(values.statements),
        queries: Number(values.queries),
        ...(values.only !== "" && { only: values.only }),
        ...(values.keep !== undefined && { keep: values.keep }),
      }),
    );
    break;
  case "who":
    console.log(await benchWho(values.record ?? "onrecord.db"));
    break;
  default:
    console.error(USAGE);
    process.exitCode = 2;
}
