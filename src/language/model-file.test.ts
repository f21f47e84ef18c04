import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packKeys, readModelFile, unpackKeys, writeModelFile } from "./model-file.ts";

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
