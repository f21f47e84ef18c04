import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { read } from "../src/index.ts";

const README = readFileSync("README.md", "utf8");

it("the library example gives what its comment says", () => {
  const [, text, comment] = /read\('(.+)'\);[\s\S]*?\/\/ (.+)\n/.exec(README)!;
  const record = read(text!);
  expect(record.text.slice(...record.attributions[0]!.content[0]!)).toBe(comment);
});

it("has at most two screens", () => {
  expect(README.split("\n").length).toBeLessThanOrEqual(120);
});
