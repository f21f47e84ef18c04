import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { inBatches } from "./in-batches.ts";

async function batchesOf(items: AsyncIterable<string>): Promise<string[]> {
  const options = { sizeOf: (item: string) => item.length, full: 6, wait: 50 };
  const batches = [];
  for await (const batch of inBatches(items, options)) batches.push(batch.join(" "));
  return batches;
}

test.each([
  [[], []],
  [["one"], ["one"]],
  [
    ["one", "two", "three", "four"],
    ["one two", "three four"],
  ],
  [
    ["seventeen", "a", "b"],
    ["seventeen", "a b"],
  ],
])("%j in batches", async (items, wanted) => {
  async function* source() {
    yield* items;
  }
  expect(await batchesOf(source())).toEqual(wanted);
});

test("what has come is given out when no more comes for a while", async () => {
  async function* source() {
    yield "a";
    yield "b";
    await sleep(300);
    yield "c";
  }
  expect(await batchesOf(source())).toEqual(["a b", "c"]);
});

test("an error comes after all that came before it", async () => {
  async function* source() {
    yield "a";
    throw new Error("broken off");
  }
  const given: string[] = [];
  const all = (async () => {
    for await (const batch of inBatches(source(), { sizeOf: () => 1, full: 5 })) {
      given.push(...batch);
    }
  })();
  await expect(all).rejects.toThrow("broken off");
  expect(given).toEqual(["a"]);
});
