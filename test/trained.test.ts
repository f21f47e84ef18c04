import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bundledModels, read } from "../src/index.ts";
import { runs } from "./fast-check.ts";

const models = bundledModels();

const WEIGHTS = "data/attribution.bin";
const bytes = readFileSync(WEIGHTS);

describe("the trained attribution", () => {
  it("reads with the weights its card describes", () => {
    const hash = createHash("sha256").update(bytes).digest("hex");
    expect(readFileSync("data/attribution.md", "utf8")).toContain(hash);
  });

  it.each([
    ['"We will wait," Ada Lorne said.', "Ada Lorne", "said", '"We will wait,"'],
    [
      "Tarrade denied that anyone had been locked up.",
      "Tarrade",
      "denied",
      "that anyone had been locked up",
    ],
    ["The Council urged all parties to wait.", "The Council", "urged", "all parties to wait"],
  ])("%s", (text, source, cue, content) => {
    const words = ([start, end]: readonly [number, number]) => text.slice(start, end);
    const [relation] = read(text, { models }).attributions;
    expect(relation).toMatchObject({ by: "attribute/gru@1" });
    expect(relation!.source.map(words)).toEqual([source]);
    expect(relation!.cue.map(words)).toEqual([cue]);
    expect(relation!.content.map(words)).toEqual([content]);
    expect(relation!.confidence).toBeGreaterThan(0.5);
  });

  it("leaves the layouts of transcripts to their rule", () => {
    const text = "Q: Will you sign?\nA: We were not asked.\nQ: Why not?\nA: Ask them.";
    const turns = read(text, { models }).attributions.filter((a) => a.within === null);
    expect(new Set(turns.map((a) => a.by))).toEqual(new Set(["attribute/speaker-label@1"]));
  });

  it("credits a content without marks only where its cue stands in the sentence", () => {
    const text = readFileSync("examples/2-news-outlet-a.txt", "utf8");
    for (const { kind, cue, content, by } of read(text, { models }).attributions) {
      if (kind !== "indirect" || !by.includes("gru")) continue;
      for (const [start, end] of content) {
        const [from, to] = [Math.min(start, cue[0]![0]), Math.max(end, cue[0]![1])];
        expect(text.slice(from, to)).not.toContain("\n\n");
      }
    }
  });

  it("gives a valid record on any text, the same twice", () => {
    const schema = JSON.parse(readFileSync("schema/onrecord-1.schema.json", "utf8"));
    const isValid = new Ajv({ strict: false }).compile(schema);
    const words = fc.constantFrom(
      ...'" “ ” said told that he Tarrade , . : \n \n\n Q: \ud800 👩 中 is of'.split(" "),
    );
    const text = fc.oneof(
      fc.array(words, { maxLength: 80 }).map((list) => list.join(" ")),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(text, (given) => {
        const record = read(given, { models });
        expect(isValid(JSON.parse(JSON.stringify(record))), JSON.stringify(isValid.errors)).toBe(
          true,
        );
        expect(record.text).toBe(given);
        expect(read(given, { models })).toEqual(record);
      }),
      { numRuns: runs(40) },
    );
  });

  it("is what the command uses when asked to", () => {
    const args = [
      "dist/cli/main.js",
      "read",
      "--attribution",
      "trained",
      "examples/4-press-release.txt",
    ];
    const record = JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
    const makers = record.attributions.map((a: { by: string }) => a.by);
    expect(makers).toContain("attribute/gru@1");
    expect(makers).toContain("attribute/quotation-signed@1");
  });
});
