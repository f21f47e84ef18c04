import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ARBITRARY_RECORD } from "../../test/arbitrary-record.ts";
import { parseBrat } from "../../test/brat.ts";
import { skipsWithout } from "../../test/needs.ts";
import {
  FERRY,
  INES,
  SAMPLE_TEXT,
  sampleRecord,
  spanOf,
  stream,
  written,
} from "../../test/sample-record.ts";
import type { DocumentRecord } from "../document/index.ts";
import { bratFiles, plainLines, toBrat } from "./brat.ts";
import { ANNOTATION_CONF } from "./brat-types.ts";

function reread(record: DocumentRecord) {
  const { txt, ann } = bratFiles(record);
  return parseBrat(txt, ann);
}

test("a broken content is one annotation in pieces, in code points", () => {
  const { marks, relations, attributes, notes } = reread(sampleRecord());
  const [id, said] = [...marks].find(([, { text }]) => text.includes("We close it"))!;
  const before = [...SAMPLE_TEXT.slice(0, spanOf('"We')[0])].length;
  expect(before).toBeLessThan(spanOf('"We')[0]);
  expect(said).toEqual({
    type: "Content",
    fragments: [
      [before, before + '"We close it,"'.length],
      [before + 32, before + 32 + '"until May."'.length],
    ],
    text: '"We close it," "until May."',
  });
  const [source, cue] = ["SaidBy", "CuedBy"].map((type) => {
    return marks.get(
      relations.find((relation) => relation.type === type && relation.from === id)!.to,
    );
  });
  expect(source).toMatchObject({ type: "Source", text: "Ines Lorck" });
  expect(cue).toMatchObject({ type: "Cue", text: "said" });
  expect(attributes).toContainEqual({ name: "Kind", of: id, value: "direct" });
  expect(notes.get(id)).toBe("id a1; confidence 0.97; by attribute/gru@1");
});

test("an annotation over a line end is cut there", () => {
  const { marks } = reread(sampleRecord());
  const denied = [...marks.values()].find(({ text }) => text.includes("sunk a buoy"));
  // The carriage return became a space, so that every character keeps its place.
  expect(denied).toMatchObject({ type: "Content", text: "that  the ferry had sunk a buoy" });
  expect(denied!.fragments).toHaveLength(2);
});

test("an event has its trigger, its parts and its status", () => {
  const { marks, events, attributes, relations } = reread(sampleRecord());
  const [id, { type, trigger, roles }] = [...events][0]!;
  expect([type, marks.get(trigger)!.text]).toEqual(["ASSAULT", "sunk"]);
  expect(roles.map(([role, mark]) => [role, marks.get(mark!)!.text])).toEqual([
    ["Source", "the ferry"],
  ]);
  expect(attributes).toContainEqual({ name: "Status", of: id, value: "denied" });
  expect(relations.find((relation) => relation.type === "AccordingTo")?.from).toBe(id);
});

test("mentions of one entity are equivalent, and what has no name is marked", () => {
  const ines = { ...INES, mentions: [spanOf("Ines Lorck"), spanOf("We")] };
  const { marks, equivalences, attributes } = reread(sampleRecord({ entities: [ines, FERRY] }));
  expect(equivalences.map((ids) => ids.map((id) => marks.get(id)!.text))).toEqual([
    ["Ines Lorck", "We"],
  ]);
  const unnamed = attributes.filter(({ name }) => name === "Unnamed");
  expect(unnamed.map(({ of }) => marks.get(of))).toMatchObject([
    { type: "Entity", text: "the ferry" },
  ]);
});

describe("line ends are line feeds, and every character keeps its place", () => {
  test.each([
    ["a\r\nb", "a \nb"],
    ["a\rb", "a\nb"],
    ["a\r\r\nb", "a\n \nb"],
    ["a\tb\u2028c\u0085d\u0000e", "a b c d e"],
    ["a\nb é 👩‍🚒", "a\nb é 👩‍🚒"],
  ])("%j", (text, txt) => {
    expect(plainLines(text)).toBe(txt);
    expect(txt).toHaveLength(text.length);
  });
});

test("whatever the record, brat's rules hold and all statements are there", () => {
  fc.assert(
    fc.property(ARBITRARY_RECORD, (record) => {
      // As UTF-8, which a lone surrogate does not survive; each is one code point all the same.
      const { txt, ann } = bratFiles(record);
      const { marks } = parseBrat(...([txt, ann].map(utf8) as [string, string]));
      const contents = [...marks.values()].filter(({ type }) => type === "Content");
      const worded = record.attributions.filter(({ content }) =>
        content.some((span) => plainLines(record.text.slice(...span)).trim() !== ""),
      );
      expect(contents).toHaveLength(worded.length);
    }),
  );
});

function utf8(text: string): string {
  return Buffer.from(text).toString();
}

test("brat's configuration lists every type that is used", () => {
  const { marks, events, relations, attributes } = reread(sampleRecord());
  const listed = new Set(ANNOTATION_CONF.split("\n").map((line) => line.split(" ")[0]));
  const used = [...marks.values(), ...events.values(), ...relations].map(({ type }) => type);
  for (const name of [...used, ...attributes.map((attribute) => attribute.name)]) {
    expect(listed).toContain(name);
  }
});

test("the archive holds two files for each document", async () => {
  const archive = await written(toBrat(stream([sampleRecord(), sampleRecord({ id: "b" })])));
  expect(archive.length % 512).toBe(0);
  if (skipsWithout("tar", hasTar())) return;
  const folder = mkdtempSync(join(tmpdir(), "onrecord-brat-"));
  try {
    execFileSync("tar", ["-x", "-C", folder], { input: archive });
    const files = readdirSync(folder).sort();
    expect(files).toHaveLength(5);
    const { name, txt, ann } = bratFiles(sampleRecord());
    expect(readFileSync(join(folder, `${name}.txt`), "utf8")).toBe(txt);
    expect(readFileSync(join(folder, `${name}.ann`), "utf8")).toBe(ann);
    expect(readFileSync(join(folder, "annotation.conf"), "utf8")).toBe(ANNOTATION_CONF);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function hasTar(): boolean {
  try {
    execFileSync("tar", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
