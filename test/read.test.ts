import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DocumentRecord, SpanPair } from "../src/document/index.ts";
import { htmlDocument, parsePlaces, read, textDocument } from "../src/index.ts";
import { runs } from "./fast-check.ts";

/** Words the rules care about, so that random texts reach them. */
const words = fc.constantFrom(
  ..."\" “ ” ' ‘ ’ « » '' , . : ; ? ! - — ( ) said says told that he He She they Tarrade Corin Orvania minister spokesperson according to adding wrote reports claims who , the The a officials on Tuesday 22 \n \n\n Q: A: Read more: We Dear Ms. Excellency, Signatories: PRESS RELEASE Urges 1. • \ud800 👩 é 中 ر".split(
    " ",
  ),
);
const anyText = fc.oneof(
  fc.array(words, { maxLength: 60 }).map((list) => list.join(" ")),
  fc.array(words, { maxLength: 60 }).map((list) => list.join("")),
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: "grapheme", maxLength: 200 }),
);

const places = parsePlaces(readFileSync("examples/places.json", "utf8"), "examples/places.json");

function spansOf(record: DocumentRecord): SpanPair[] {
  return [
    ...record.blocks.map((b) => b.span),
    ...record.attributions.flatMap((a) => [...a.source, ...a.cue, ...a.content]),
    ...record.ownVoice.map((o) => o.span),
    ...record.entities.flatMap((e) => [...e.mentions, ...e.roles.map((r) => r.span)]),
    ...record.lists.flatMap((list) => list.spans),
    ...record.relations.flatMap((relation) => relation.evidence),
  ];
}

describe("on any text", () => {
  it("never throws, keeps the text, and every span is a piece of it", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const record = read(text);
        expect(record.text).toBe(text);
        for (const [start, end] of spansOf(record)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: runs(500) },
    );
  });

  it("gives the same record twice", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(read(text)).toEqual(read(text));
      }),
    );
  });

  it("own voice and attributed words never overlap; a source is never in its own content", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { attributions, ownVoice } = read(text);
        const overlap = (a: SpanPair, b: SpanPair) => a[0] < b[1] && b[0] < a[1];
        for (const { source, content, cue } of attributions) {
          for (const said of content) {
            for (const who of source) expect(overlap(who, said)).toBe(false);
            for (const { span } of ownVoice) expect(overlap(span, said)).toBe(false);
          }
          for (const word of cue)
            for (const { span } of ownVoice) expect(overlap(span, word)).toBe(false);
        }
      }),
      { numRuns: runs(500) },
    );
  });

  it("named entities are named by the text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const flat = text.replace(/\s+/g, " ");
        for (const entity of read(text).entities) expect(flat).toContain(entity.name);
      }),
    );
  });
});

describe("the examples", () => {
  const record = (file: string) => {
    const source = readFileSync(`examples/${file}`, "utf8");
    return read(file.endsWith(".html") ? htmlDocument(source) : textDocument(source), { places });
  };
  const sayings = ({ attributions, entities, text }: DocumentRecord) =>
    attributions.map((a) => ({
      who: entities.find((e) => e.id === a.sourceEntity)?.name ?? null,
      kind: a.kind,
      said: a.content.map(([start, end]) => text.slice(start, end)).join(" … "),
    }));

  it("both outlets' reports give Tarrade's statement, each in its own words", () => {
    const a = sayings(record("2-news-outlet-a.txt"));
    const b = sayings(record("3-news-outlet-b.txt"));
    const letter = (list: typeof a) =>
      list.find((s) => s.said.includes("this letter, which was written"));
    expect(letter(a)).toMatchObject({ who: "Corin Tarrade", kind: "direct" });
    expect(letter(b)).toMatchObject({ who: "Corin Tarrade", kind: "direct" });
    expect(letter(a)!.said).toMatch(/^"We regret/);
    expect(letter(b)!.said).toMatch(/^“We reject/);
  });

  it("what outlet A says in its own voice is credited to nobody", () => {
    const { attributions, ownVoice, text } = record("2-news-outlet-a.txt");
    const loaded = text.indexOf("Order 9, in force");
    expect(ownVoice.map((o) => o.span[0])).toContain(loaded);
    expect(attributions.flatMap((a) => a.content).some(([s, e]) => s <= loaded && loaded < e)).toBe(
      false,
    );
  });

  it("a speech over two paragraphs is one content", () => {
    const speech = sayings(record("3-news-outlet-b.txt")).find((s) =>
      s.said.includes("There was no meeting"),
    );
    expect(speech).toMatchObject({ who: "Bram Ostrey" });
    expect(speech!.said).toMatch(/^“In September a letter arrived/);
  });

  it("a transcript's turns are their speakers', and what they report is nested", () => {
    const { attributions } = record("5-press-conference.txt");
    const turns = attributions.filter((a) => a.within === null);
    expect(turns).toHaveLength(11);
    expect(turns.every((a) => a.kind === "direct")).toBe(true);
    expect(attributions.length).toBeGreaterThan(turns.length);
  });

  it("the page's offsets lead back to its source", () => {
    const source = readFileSync("examples/7-report.html", "utf8");
    const page = record("7-report.html");
    const [at, from, length] = page.sourceMap!.find((run) => run[2] > 40)!;
    expect(page.text.slice(at, at + length)).toBe(source.slice(from, from + length));
  });

  it("the cue of a signed quotation is its dash", () => {
    const { attributions, text } = record("4-press-release.txt");
    const signed = attributions.find(({ by }) => by.includes("quotation-signed"));
    expect(signed).toMatchObject({ kind: "direct", sourceType: "named" });
    expect(signed!.cue.map((span) => text.slice(...span))).toEqual(["-"]);
  });
});

describe("accounts of one event", () => {
  it("two who tell of it are related, by the words for what was done", () => {
    const text =
      "Anna Kell said that Orvania bombed Halvessia.\n\nTom Halt said that Orvania shelled Halvessia.";
    const { events, relations } = read(textDocument(text), { places });
    expect(events.map(({ accordingTo }) => accordingTo)).toEqual(["a1", "a2"]);
    const [same] = relations.filter(({ type }) => type === "same-event");
    expect(same).toMatchObject({ from: "v2", to: "v1", basis: "inferred" });
    expect(same!.evidence.map((span) => text.slice(...span))).toEqual(["bombed", "shelled"]);
  });

  it("two who tell of it in the same words are two accounts; who repeats it has one", () => {
    const told = (who: string) => `${who} said that Orvania bombed Halvessia.`;
    const text = ["Anna Kell", "Tom Halt", "Kell"].map(told).join("\n\n");
    const { events } = read(textDocument(text), { places });
    expect(events.map(({ accordingTo }) => accordingTo)).toEqual(["a1", "a2"]);
  });

  it("near miss: on somebody else", () => {
    const text =
      "Anna Kell said that Orvania bombed Halvessia.\n\nTom Halt said that Orvania shelled Ilmaria.";
    const { events, relations } = read(textDocument(text), { places });
    expect(events).toHaveLength(2);
    expect(relations).toEqual([]);
  });
});
