import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
// @ts-expect-error: a script without types
import * as script from "../scripts/fixtures/mutate.mjs";
import { TARGETS } from "../src/bench/fuzz-targets.ts";
import { type Document, OnRecordError, readSources } from "../src/index.ts";
import { seededRandom } from "../src/train/random.ts";

/*
 * A thousand damaged copies of the fixtures; scripts/fuzz-readers.mjs reads twenty thousand. A
 * reader gives documents or an OnRecordError, whatever it is given, and comes to an end.
 */

interface Seed {
  readonly name: string;
  readonly bytes: Buffer;
  readonly pack: (inner: Buffer) => Buffer;
}

const { mutate, randomFrom, seedsOf } = script as {
  readonly mutate: (bytes: Buffer, random: () => number, others: readonly Buffer[]) => Buffer;
  readonly randomFrom: (seed: number) => () => number;
  readonly seedsOf: (folder: string) => Seed[];
};

const SEED = 1031;

test.each([
  ["feed", 250],
  ["mail", 250],
  ["docx", 150],
  ["pdf", 150],
  ["warc", 200],
])(
  "%s: %i damaged files",
  async (format, inputs) => {
    const seeds = seedsOf(format);
    const others = seeds.map(({ bytes }) => bytes);
    const random = randomFrom(SEED);
    let answers = 0;
    for (let i = 0; i < inputs; i++) {
      const { bytes, pack } = seeds[Math.floor(random() * seeds.length)]!;
      const damaged = pack(mutate(bytes, random, others));
      async function* stdin() {
        yield damaged;
      }
      for await (const result of readSources(["-"], { stdin: stdin() })) {
        answers++;
        if ("error" in result) expect(result.error).toBeInstanceOf(OnRecordError);
        else expectSound(result.document);
      }
    }
    expect(answers).toBeGreaterThan(inputs / 2);
  },
  120_000,
);

function expectSound({ text, blocks, sourceMap, pages }: Document): void {
  const spans = [
    ...blocks,
    ...(sourceMap ?? []).map(({ at, length }) => ({ start: at, end: at + length })),
    ...(pages ?? []).map(({ at }) => ({ start: at, end: at })),
  ];
  const outside = spans.filter(({ start, end }) => start < 0 || end < start || end > text.length);
  expect(outside).toEqual([]);
}

// A few of the inputs of "npm run fuzz", and all that ever broke something.
describe("nothing breaks", () => {
  const kept = JSON.parse(readFileSync("test/fixtures/fuzz-seeds.json", "utf8")) as {
    readonly part: string;
    readonly seed: number;
  }[];
  test.each(Object.keys(TARGETS))(
    "%s",
    async (part) => {
      const seeds = kept.filter((one) => one.part === part).map(({ seed }) => seed);
      const target = await TARGETS[part]!();
      for (const seed of [...seeds, ...Array.from({ length: 30 }, (_, i) => SEED + i)]) {
        await target.attempt(seededRandom(seed));
      }
      await target.close();
    },
    60_000,
  );
});
