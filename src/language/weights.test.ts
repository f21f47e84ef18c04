import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packKeys, readModelFile, unpackKeys, writeModelFile } from "./model-file.ts";
import { PackedTable, type WeightRows, WeightTable } from "./weights.ts";

const rows: WeightRows = {
  classes: 4,
  keys: Uint32Array.of(0x70002, 0x70003, 0xfffffff0),
  counts: Uint8Array.of(2, 1, 1),
  entryClass: Uint8Array.of(0, 3, 1, 2),
  entryWeight: Int8Array.of(5, -127, 9, -1),
};

describe.each([
  ["sparse rows", new WeightTable(rows)],
  ["packed rows", new PackedTable(rows)],
])("%s", (_, table) => {
  it.each([
    [[0x70002], [5, 0, 0, -127]],
    [[0x70003], [0, 9, 0, 0]],
    [
      [0x70002, 0xfffffff0 | 0, 0x70002],
      [10, 0, -1, -254],
    ],
    [
      [8, 0x70004],
      [0, 0, 0, 0],
    ],
  ])("keys %j", (keys, expected) => {
    const scores = new Float32Array(4);
    table.score(Int32Array.from(keys), keys.length, scores);
    expect([...scores]).toEqual(expected);
  });
});

describe("model files", () => {
  it("packed keys come back", () => {
    const anyKeys = fc.uniqueArray(fc.integer({ min: 0, max: 0xffffffff }));
    fc.assert(
      fc.property(anyKeys, (keys) => {
        const sorted = Uint32Array.from(keys).sort();
        const { low, high, far } = packKeys(sorted);
        expect(unpackKeys(low, high, far)).toEqual(sorted);
      }),
    );
  });

  const file = { facts: { names: ["a"] }, sections: new Map([["x", Uint8Array.of(1, 2, 3)]]) };

  it("what is written is read", () => {
    expect(readModelFile(writeModelFile(file))).toEqual(file);
  });

  it.each([
    ["nothing", (bytes: Uint8Array) => bytes.slice(0, 0), /no OnRecord model file/],
    ["other bytes", () => new TextEncoder().encode("<!doctype html>"), /no OnRecord model file/],
    ["half a file", (bytes: Uint8Array) => bytes.slice(0, -1), /cut short/],
    ["another version", (bytes: Uint8Array) => bytes.with(4, 99), /format 99/],
  ])("%s is refused", (_, change, message) => {
    expect(() => readModelFile(change(writeModelFile(file)))).toThrow(message);
  });
});
