import { expect, test } from "vitest";
import { type DocumentRecord, OnRecordError } from "../document/index.ts";
import { read } from "../index.ts";
import { Writer } from "./writer.ts";

const records = Array.from({ length: 20 }, (_, i) => read(`"It is ${i}," Ida Moll said.`));

test("records are put in several at a time, the last ones after a moment", async () => {
  const batches: number[] = [];
  const writer = new Writer(async (batch) => batches.push(batch.length));
  await Promise.all(records.map((record) => writer.add(record)));
  expect(batches).toEqual([8, 8, 4]);
});

test("one that cannot be put in fails alone, and nothing of it twice", async () => {
  const there: DocumentRecord[] = [];
  const writer = new Writer(async (batch) => {
    if (batch.includes(records[2]!)) throw new Error("not this one");
    there.push(...batch);
  });
  const outcomes = await Promise.allSettled(records.map((record) => writer.add(record)));
  const failed = outcomes.flatMap(({ status }, i) => (status === "rejected" ? [i] : []));
  expect(failed).toEqual([2]);
  expect(new Set(there)).toEqual(new Set(records.filter((_, i) => i !== 2)));
  expect(there).toHaveLength(19);
});

test("where the record is away, that is said of all, and waited for once", async () => {
  let tries = 0;
  const writer = new Writer(async () => {
    tries++;
    throw new OnRecordError("unavailable", "it is away", { waited: 90 });
  });
  const outcomes = await Promise.allSettled(records.slice(0, 8).map((one) => writer.add(one)));
  expect(outcomes.map(({ status }) => status)).toEqual(new Array(8).fill("rejected"));
  expect(tries).toBe(1);
});
