import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { DocumentRecord, SpanPair } from "../src/document/index.ts";
import { parsePlaces, read, textDocument } from "../src/index.ts";
import { bundledModels, rulesOnly } from "../src/models.ts";
import type { Models } from "../src/record.ts";

/*
 * Each file of test/fixtures/genres is a document, a line "==>", and what its record must say, one
 * line a fact, parted by " | ". Of the kinds of facts that a file has lines for, the record must
 * have these and no others, in this order:
 *
 *   genre | published | outlet | value      a field of the document, once each
 *   question | source | content             a turn that asks, and one that does not
 *   answer | source | content
 *   voice | source | cue | content          what the document says in the voice of whoever issues it
 *   own | sentence                          the outlet's own voice
 *   to | name                               whom the document is addressed to
 *   list | stated number | names            who signed: "Arvelia (XAR); …", a twice printed name twice
 *
 * "-" stands for nothing, " … " for words left out, " + " parts the pieces of a content, and
 * "source → name" asks for the entity too.
 */

const FOLDER = "test/fixtures/genres";
const places = parsePlaces(readFileSync("examples/places.json", "utf8"), "examples/places.json");

interface Case {
  readonly file: string;
  readonly text: string;
  readonly expected: readonly string[];
}

function cases(genre: string): Case[] {
  return readdirSync(`${FOLDER}/${genre}`).map((file) => {
    const [text, facts] = readFileSync(`${FOLDER}/${genre}/${file}`, "utf8").split("\n==>\n");
    if (facts === undefined) throw new Error(`${genre}/${file} has no "==>" line`);
    return { file, text: text!, expected: facts.split("\n").filter((line) => line !== "") };
  });
}

/** Rules that give a document's own words to whoever issues it. */
const VOICE = /^attribute\/(?:issuer|operative|first-person)@/;

function factsOf(record: DocumentRecord): string[] {
  const { document, attributions, entities, lists, text } = record;
  const words = (spans: readonly SpanPair[]) =>
    spans.map((span) => text.slice(...span).replace(/\s+/g, " ")).join(" + ") || "-";
  const entity = (id: string | null) => entities.find((e) => e.id === id);
  const source = (a: (typeof attributions)[number]) =>
    `${words(a.source)} → ${entity(a.sourceEntity)?.name ?? "?"}`;
  const voices = attributions.filter((a) => VOICE.test(a.by));
  return [
    `genre | ${document.genre ?? "-"}`,
    `published | ${document.published ?? "-"}`,
    `outlet | ${document.outlet ?? "-"}`,
    ...attributions
      .filter((a) => a.by.startsWith("attribute/speaker-label@"))
      .map((a) => {
        const [at] = a.content[0]!;
        const block = record.blocks.find(({ span }) => span[0] <= at && at < span[1]);
        return `${block!.kind} | ${source(a)} | ${words(a.content)}`;
      }),
    ...voices.map((a) => `voice | ${source(a)} | ${words(a.cue)} | ${words(a.content)}`),
    ...record.ownVoice.map(({ span }) => `own | ${words([span])}`),
    ...[...new Set(voices.flatMap((a) => a.addressee))].map((id) => `to | ${entity(id)!.name}`),
    ...lists.map((list) => {
      const names = list.entities.map((id) => {
        const { name, country } = entity(id)!;
        return country === null ? name : `${name} (${country})`;
      });
      return `list | ${list.statedCount ?? "-"} | ${names.join("; ")}`;
    }),
  ];
}

/** The expected line where the fact is what it describes, else the fact itself. */
function asExpected(fact: string, expected: string | undefined): string {
  if (expected === undefined) return fact;
  const parts = fact.split(" | ");
  const wanted = expected.split(" | ").map((part) => part.replace(/\s+/g, " "));
  const same = parts.length === wanted.length && wanted.every((part, i) => fits(parts[i]!, part));
  return same ? expected : fact;
}

function fits(part: string, wanted: string): boolean {
  if (part === wanted || part.replace(/ → .*$/, "") === wanted) return true;
  // Which spelling names an entity is not this test's matter.
  if (wanted.includes(" → ")) return part.toLowerCase() === wanted.toLowerCase();
  const pieces = wanted.split(" … ");
  const pattern = pieces.map((piece) => piece.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join(".+");
  return new RegExp(`^${pattern}$`, "su").test(part);
}

describe.each(readdirSync(FOLDER))("%s", (genre) => {
  const compare = (text: string, expected: readonly string[], models: Models) => {
    const facts = factsOf(read(textDocument(text), { places, models }));
    const kinds = new Set(expected.map((line) => line.split(" | ")[0]));
    const shown = facts.filter((fact) => kinds.has(fact.split(" | ")[0]));
    expect(shown.map((fact, i) => asExpected(fact, expected[i]))).toEqual(expected);
  };

  it.each(cases(genre))("$file", ({ text, expected }) => {
    compare(text, expected, rulesOnly());
  });

  // The model finds more in what a document says in its own voice; what the form tells, stays.
  it.each(cases(genre))("$file, trained", ({ text, expected }) => {
    const told = expected.filter((line) => !line.startsWith("voice | "));
    compare(text, told, bundledModels());
  });

  it("has eight documents", () => {
    expect(cases(genre).length).toBeGreaterThanOrEqual(8);
  });
});
