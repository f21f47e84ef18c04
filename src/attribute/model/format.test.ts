import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readModelFile } from "./format.ts";

const bytes = readFileSync("data/attribution.bin");

describe("the shipped model", () => {
  it("is the one its card describes", () => {
    const hash = createHash("sha256").update(bytes).digest("hex");
    expect(readFileSync("data/attribution.md", "utf8")).toContain(hash);
  });

  it("is read wherever its bytes lie", () => {
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    const file = readModelFile(shifted.subarray(3));
    expect(file.words.slice(0, 2)).toEqual(["<unk>", "<p>"]);
    expect(file.bytes("vectors").rows).toBe(file.words.length);
    expect(file.floats("out").length).toBe(2 * file.header.hidden * 7);
  });
});

describe("readModelFile", () => {
  it("says what is wrong with other bytes", () => {
    expect(() => readModelFile(new TextEncoder().encode("something else"))).toThrow(
      /begins "somethin", not "ORATTR02"/,
    );
  });

  it("names a missing tensor", () => {
    expect(() => readModelFile(bytes).floats("nothing")).toThrow(/no tensor "nothing"/);
  });
});
