// Reads damaged copies of the fixtures and fails where a reader hangs, takes too much memory or
// throws what is no OnRecordError.
//
//   npm run build && node scripts/fuzz-readers.mjs [inputs of each format, 4000] [seed, 1] [formats]
//
// Each format is read in a process of its own, so that a hang can be seen and ended.
import { fork } from "node:child_process";
import { writeFileSync } from "node:fs";
import { mutate, randomFrom, seedsOf } from "./fixtures/mutate.mjs";

const FORMATS = ["feed", "mail", "docx", "pdf", "warc"];

/** Milliseconds for an input; none is larger than 1 MiB. */
const LONGEST = 5000;
const MOST_MEMORY = 512 * 2 ** 20;

if (process.argv[2] === "child")
  await readAll(process.argv[3], Number(process.argv[4]), Number(process.argv[5]));
else await watchAll(Number(process.argv[2] ?? 4000), Number(process.argv[3] ?? 1));

async function readAll(format, inputs, seed) {
  const { OnRecordError, readSources } = await import("../dist/index.js");
  const seeds = seedsOf(format);
  const others = seeds.map(({ bytes }) => bytes);
  const counts = { documents: 0, errors: 0 };
  let [slowest, most] = [0, 0];
  process.on("unhandledRejection", (error) => report(`unhandled ${error?.stack}`));
  let bytes;
  let number = 0;
  const report = (what) => {
    const file = `fuzz-${format}-${seed}-${number}.bin`;
    writeFileSync(file, bytes);
    console.log(`${file}: ${what}`);
    process.exitCode = 1;
  };
  for (; number < inputs; number++) {
    const random = randomFrom(seed * 1_000_003 + number);
    const { bytes: whole, pack } = seeds[Math.floor(random() * seeds.length)];
    bytes = pack(mutate(whole, random, others));
    process.send({ number });
    const began = performance.now();
    async function* stdin() {
      yield bytes;
    }
    try {
      for await (const result of readSources(["-"], { stdin: stdin() })) {
        if ("document" in result) counts.documents++;
        else if (result.error instanceof OnRecordError) counts.errors++;
      }
    } catch (error) {
      report(error?.stack ?? String(error));
    }
    const took = performance.now() - began;
    slowest = Math.max(slowest, took);
    most = Math.max(most, process.memoryUsage().rss);
    if (took > LONGEST) report(`took ${Math.round(took)} ms`);
    if (most > MOST_MEMORY) {
      report(`${Math.round(most / 2 ** 20)} MiB of memory`);
      break;
    }
  }
  console.log(
    `${format}: ${number} inputs, ${counts.documents} documents, ${counts.errors} errors; slowest ${Math.round(slowest)} ms, most memory ${Math.round(most / 2 ** 20)} MiB`,
  );
  process.disconnect();
}

async function watchAll(inputs, seed) {
  for (const format of process.argv[4]?.split(",") ?? FORMATS) {
    const child = fork(new URL(import.meta.url), ["child", format, inputs, seed]);
    let number = 0;
    let timer;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        console.log(`${format}: input ${number} of seed ${seed} hangs`);
        child.kill("SIGKILL");
      }, LONGEST * 4);
    };
    child.on("message", (message) => {
      ({ number } = message);
      wait();
    });
    wait();
    const code = await new Promise((done) => child.on("exit", done));
    clearTimeout(timer);
    if (code !== 0) process.exitCode = 1;
  }
}
