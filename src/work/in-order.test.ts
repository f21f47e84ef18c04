import { setTimeout as wait } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../../test/fast-check.ts";
import { inOrder } from "./in-order.ts";

async function* items<T>(list: readonly T[]): AsyncGenerator<T> {
  yield* list;
}

async function all<T>(results: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const result of results) list.push(result);
  return list;
}

test("results come in the order of the items, whatever takes how long", () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.nat(3)), fc.nat(5), async (delays, ahead) => {
      let working = 0;
      let most = 0;
      const map = async (delay: number) => {
        most = Math.max(most, ++working);
        await wait(delay);
        working--;
        return delay;
      };
      expect(await all(inOrder(items(delays), map, () => ahead))).toEqual(delays);
      expect(most).toBeLessThanOrEqual(ahead + 1);
    }),
    { numRuns: runs(50) },
  ));

test("with nothing ahead, an item is asked for when the result before is taken", async () => {
  const asked: number[] = [];
  async function* numbers() {
    for (let i = 0; i < 4; i++) {
      asked.push(i);
      yield i;
    }
  }
  for await (const i of inOrder(
    numbers(),
    async (n) => n,
    () => 0,
  )) {
    expect(asked).toEqual(Array.from({ length: i + 1 }, (_, n) => n));
    await wait(1);
  }
});

test("a result is given out while the next item keeps everybody waiting", async () => {
  async function* endless() {
    yield "first";
    await new Promise(() => {});
  }
  for await (const result of inOrder(
    endless(),
    async (item) => item,
    () => 3,
  )) {
    expect(result).toBe("first");
    break;
  }
});

test("what an item throws is thrown in its place, and what the reader throws at the end", async () => {
  async function* broken() {
    yield 1;
    throw new Error("no more");
  }
  const seen: number[] = [];
  await expect(async () => {
    for await (const n of inOrder(
      broken(),
      async (n) => n,
      () => 4,
    ))
      seen.push(n);
  }).rejects.toThrow("no more");
  expect(seen).toEqual([1]);
  const odd = inOrder(
    items([1, 2, 3]),
    async (n) => {
      if (n === 2) throw new Error("even");
      return n;
    },
    () => 4,
  );
  expect((await odd.next()).value).toBe(1);
  await expect(odd.next()).rejects.toThrow("even");
});
