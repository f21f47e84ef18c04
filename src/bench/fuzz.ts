import { fork, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { seededRandom } from "../train/random.ts";
import { TARGETS } from "./fuzz-targets.ts";
import { formatTable } from "./table.ts";

/*
 * The nightly search for inputs that break something: npm run fuzz. Each part of the program is
 * tried in a process of its own, so that a hang can be seen and ended. What breaks it is kept in
 * test/fixtures/fuzz-seeds.json, which the ordinary tests try again.
 */

const USAGE = `Usage: npm run fuzz -- [options]

  --inputs N  in all (default: 100000)
  --only PART readers, ndjson, api, corrections, import; or properties: those of the tests,
              a hundred times as often as usual
  --seed N    of what is drawn (default: the day)`;

/** Of all inputs; those that take longest the fewest. */
const SHARES: Readonly<Record<string, number>> = {
  readers: 0.3,
  ndjson: 0.2,
  api: 0.2,
  corrections: 0.2,
  import: 0.1,
};

/** Milliseconds that one input may take. */
const LONGEST = 5000;
/** Bytes by which a process may grow after its first hundred inputs. */
const MOST_GROWTH = 512 * 2 ** 20;
/** Failures after which a part is given up. */
const MOST_FAILURES = 20;

const SEEDS = fileURLToPath(new URL("../../test/fixtures/fuzz-seeds.json", import.meta.url));

/** An input that broke something, by the number it was drawn from. */
interface Failure {
  readonly part: string;
  readonly seed: number;
  readonly what: string;
}

interface Outcome {
  readonly inputs: number;
  readonly seconds: number;
  readonly slowest: number;
  readonly growth: number;
}

type Message =
  | { readonly began: number }
  | { readonly failure: Failure }
  | { readonly outcome: Outcome };

/** In the child: tries one part. */
async function tryPart(part: string, inputs: number, first: number): Promise<void> {
  const say = (message: Message) => process.send?.(message);
  const target = await TARGETS[part]!();
  let [slowest, start, growth, failures] = [0, 0, 0, 0];
  const started = performance.now();
  let seed = first;
  const fail = (what: string) => {
    failures++;
    say({ failure: { part, seed, what } });
  };
  process.on("unhandledRejection", (error) => fail(`unhandled: ${error}`));
  for (; seed < first + inputs && failures < MOST_FAILURES; seed++) {
    say({ began: seed });
    const began = performance.now();
    try {
      await target.attempt(seededRandom(seed));
    } catch (error) {
      fail(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    const took = performance.now() - began;
    slowest = Math.max(slowest, took);
    if (took > LONGEST) fail(`took ${Math.round(took)} ms`);
    const { rss } = process.memoryUsage();
    if (seed - first === 100) start = rss;
    if (start > 0) growth = Math.max(growth, rss - start);
    if (growth > MOST_GROWTH) {
      fail(`grew by ${mebibytes(growth)} MiB`);
      break;
    }
  }
  await target.close();
  const seconds = (performance.now() - started) / 1000;
  say({ outcome: { inputs: seed - first, seconds, slowest, growth } });
  process.disconnect();
}

/** In the parent: hears of what breaks, and ends what hangs. */
async function watchPart(part: string, inputs: number, first: number) {
  const child = fork(fileURLToPath(import.meta.url), ["child", part, `${inputs}`, `${first}`], {
    // Messages for people about inputs that are refused are no output of this.
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const failures: Failure[] = [];
  let outcome: Outcome | null = null;
  let seed = first;
  let timer = setTimeout(() => {}, 0);
  child.on("message", (message: Message) => {
    if ("failure" in message) failures.push(message.failure);
    else if ("outcome" in message) outcome = message.outcome;
    else {
      seed = message.began;
      clearTimeout(timer);
      timer = setTimeout(() => child.kill("SIGKILL"), LONGEST * 4);
    }
  });
  const code = await new Promise((ended) => child.once("exit", ended));
  clearTimeout(timer);
  if (outcome === null) failures.push({ part, seed, what: `hung, or ended the process (${code})` });
  return { failures, outcome: outcome as Outcome | null };
}

/** Tries the properties of the tests, a hundred times as often, from another seed. @returns whether they hold */
function tryProperties(seed: string): boolean {
  const files = ["src", "test"]
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
    )
    .filter((name) => name.endsWith(".test.ts"))
    .filter((name) => readFileSync(name, "utf8").includes('from "fast-check"'));
  const env = { ...process.env, ONRECORD_SEED: seed, ONRECORD_RUNS: "100" };
  return spawnSync("npx", ["vitest", "run", ...files], { env, stdio: "inherit" }).status === 0;
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}

function keep(failures: readonly Failure[]): void {
  const kept = existsSync(SEEDS) ? (JSON.parse(readFileSync(SEEDS, "utf8")) as Failure[]) : [];
  const all = new Map([...kept, ...failures].map((one) => [`${one.part} ${one.seed}`, one]));
  const lines = [...all.values()].map(({ part, seed, what }) =>
    JSON.stringify({ part, seed, what: what.split("\n", 1)[0]!.slice(0, 200) }),
  );
  writeFileSync(SEEDS, `[\n  ${lines.join(",\n  ")}\n]\n`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      inputs: { type: "string", default: "100000" },
      only: { type: "string" },
      seed: { type: "string", default: `${Math.floor(Date.now() / 86_400_000)}` },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const parts = Object.keys(SHARES).filter((part) => part === (values.only ?? part));
  const hasProperties = [undefined, "properties"].includes(values.only);
  if (values.help || (parts.length === 0 && !hasProperties)) {
    console.log(USAGE);
    process.exit(values.help ? 0 : 2);
  }
  const rows: string[][] = [];
  const broken: Failure[] = [];
  for (const part of parts) {
    const inputs = Math.round(Number(values.inputs) * (values.only ? 1 : SHARES[part]!));
    const { failures, outcome } = await watchPart(part, inputs, Number(values.seed) * 1_000_003);
    for (const { seed, what } of failures) console.log(`${part} ${seed}: ${what}\n`);
    broken.push(...failures);
    const { seconds = 0, slowest = 0, growth = 0, inputs: tried = 0 } = outcome ?? {};
    const figures = [
      tried,
      failures.length,
      seconds.toFixed(0),
      slowest.toFixed(0),
      mebibytes(growth),
    ];
    rows.push([part, ...figures.map(String)]);
  }
  if (hasProperties && !tryProperties(values.seed)) process.exitCode = 1;
  if (rows.length === 0) return;
  console.log(formatTable(["part", "inputs", "broken", "s", "slowest, ms", "growth, MiB"], rows));
  if (broken.length === 0) return;
  keep(broken);
  process.exitCode = 1;
}

const [role, part, inputs, first] = process.argv.slice(2);
if (role === "child") await tryPart(part!, Number(inputs), Number(first));
else await main();
