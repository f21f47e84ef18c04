import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../test/fast-check.ts";
import { indexPlaces, parsePlaces, resolveActors } from "../actors/index.ts";
import { attribute } from "../attribute/index.ts";
import type { Event, SpanPair } from "../document/index.ts";
import { analyse, loadLanguageModel, parse } from "../language/index.ts";
import { textDocument } from "../read/text-document.ts";
import { findTimes } from "../time/index.ts";
import { findEvents } from "./events.ts";

const PLACES = "examples/places.json";
const model = loadLanguageModel(readFileSync("data/language.bin"));
const places = indexPlaces(parsePlaces(readFileSync(PLACES, "utf8"), PLACES));

function eventsOf(text: string): Event[] {
  const doc = textDocument(text);
  const language = analyse(doc);
  const parsed = parse(model, language);
  const relations = attribute(doc, language, parsed, null);
  const actors = resolveActors(doc, language, parsed, relations, places);
  const times = findTimes(doc, language, parsed, relations);
  return findEvents({ language, parsed, relations, actors, times, places });
}

const words = (text: string, spans: readonly SpanPair[]) =>
  spans.map(([start, end]) => text.slice(start, end)).join(" … ");

const line = (text: string, event: Event) =>
  [
    `${event.sourceCode} > ${event.targetCode}`,
    `${event.code} ${event.plover}`,
    event.status,
    words(text, event.spans.trigger),
  ].join(" | ");

describe("findEvents", () => {
  it.each([
    // Voice does not swap the sides.
    [
      "Halvessia was condemned by Orvania for the raid.",
      ["XOR > XHA | 111 ACCUSE | happened | condemned"],
    ],
    [
      "Two Halvessian fishermen were arrested by Orvanian police.",
      ["XORCOP > XHAAGR | 173 COERCE | happened | arrested"],
    ],
    [
      "Halvessia received weapons from Orvania.",
      ["XOR > XHA | 072 AID | happened | received weapons from"],
    ],
    // Nouns are events where they have both sides.
    [
      "The Orvanian president's visit to Halvessia ended on Sunday.",
      ["XORGOV > XHA | 042 CONSULT | happened | visit"],
    ],
    ["The visit ended on Sunday.", []],
    // What both do is told both ways.
    [
      "Talks between Orvania and Halvessia were held on Tuesday.",
      [
        "XOR > XHA | 046 CONSULT | happened | Talks … held",
        "XHA > XOR | 046 CONSULT | happened | Talks … held",
      ],
    ],
    // Several verbs, several actors.
    [
      "Orvania criticised Halvessia and expelled two Halvessian diplomats.",
      [
        "XOR > XHA | 111 ACCUSE | happened | criticised",
        "XOR > XHAGOV | 161 SANCTION | happened | expelled … diplomats",
      ],
    ],
    [
      "Orvania and Ilmaria condemned Halvessia.",
      [
        "XOR > XHA | 111 ACCUSE | happened | condemned",
        "XIL > XHA | 111 ACCUSE | happened | condemned",
      ],
    ],
    // What did not happen, or not yet, says so.
    ["Orvania did not attack Halvessia.", ["XOR > XHA | 190 ASSAULT | denied | attack"]],
    [
      "Orvania denied that it had attacked Halvessia.",
      ["XOR > XHA | 016 null | happened | denied … attacked"],
    ],
    [
      "Orvania may recall its ambassador from Halvessia.",
      ["XOR > XHA | 161 SANCTION | hypothetical | recall … ambassador"],
    ],
    [
      "Halvessia would have attacked Orvania.",
      ["XHA > XOR | 190 ASSAULT | hypothetical | attacked"],
    ],
    ["Did Orvania attack Halvessia?", ["XOR > XHA | 190 ASSAULT | asked | attack"]],
    // A cooperative act to come is a promise, a hostile one a threat, a refusal a refusal.
    ["Orvania will send aid to Halvessia.", ["XOR > XHA | 033 AGREE | announced | send aid"]],
    ["Orvania will bomb Halvessia.", ["XOR > XHA | 138 THREATEN | announced | bomb"]],
    [
      "Orvania refused to send aid to Halvessia.",
      ["XOR > XHA | 122 REJECT | happened | refused … send aid"],
    ],
    // Operators nest.
    [
      "Ilmaria urged Orvania to stop bombing Halvessia.",
      ["XIL > XOR | 0256 REQUEST | happened | urged … stop bombing"],
    ],
    // What both agree to, both promise; a day is nobody's name.
    [
      "Orvania and Halvessia agreed to resume talks on the border.",
      [
        "XOR > XHA | 036 AGREE | happened | agreed … resume talks",
        "XHA > XOR | 036 AGREE | happened | agreed … resume talks",
      ],
    ],
    [
      "The Orvanian government today rejected Halvessia's offer.",
      ["XORGOV > XHA | 120 REJECT | happened | rejected … offer"],
    ],
    // Where somebody is arrested, the state arrests them; but who kills there, nobody said.
    [
      "Two Orvanian engineers were arrested in Halvessia.",
      ["XHA > XOR | 173 COERCE | happened | arrested"],
    ],
    [
      "Two Orvanian engineers were killed in Halvessia.",
      ["null > XOR | 186 ASSAULT | happened | killed"],
    ],
    // A wording that means something only in an accusation is part of it.
    [
      "Orvania accused Halvessia of sponsoring terrorism.",
      ["XOR > XHA | 112 ACCUSE | happened | accused … sponsoring terrorism"],
    ],
    // Words of war that are not meant so, beside those that are.
    ["Orvania hit back at Halvessia.", ["XOR > XHA | 111 ACCUSE | happened | hit back"]],
    ["Orvania hit a Halvessian base.", ["XOR > XHA | 190 ASSAULT | happened | hit"]],
    ["Orvania came under fire for its remarks about Halvessia.", []],
    [
      "Orvanian troops came under fire from Halvessia.",
      ["XHA > XORMIL | 190 ASSAULT | happened | came under fire"],
    ],
    [
      "Orvania came under attack on Monday.",
      ["null > XOR | 190 ASSAULT | happened | came under attack"],
    ],
    ["The Orvanian government battled inflation in Halvessia.", []],
    [
      "Orvania and Halvessia traded barbs.",
      [
        "XOR > XHA | 111 ACCUSE | happened | traded barbs",
        "XHA > XOR | 111 ACCUSE | happened | traded barbs",
      ],
    ],
    // A mission that stands somewhere is none that goes there.
    ["A diplomat at Orvania's mission in Halvessia spoke.", []],
    // Whose statement was rejected; nobody rejects a part of itself.
    [
      "Orvania rejected a joint statement by Ilmaria about Orvania.",
      ["XOR > XIL | 120 REJECT | happened | rejected … statement"],
    ],
    // Who condemns an attack does not condemn whom it struck.
    [
      "Ilmaria condemned the drone attack on Orvania.",
      ["XIL > null | 111 ACCUSE | happened | condemned"],
    ],
    [
      "Ilmaria condemned Orvania over the attack on Halvessia.",
      ["XIL > XOR | 111 ACCUSE | happened | condemned"],
    ],
    ["Ilmaria condemned abuses in Orvania.", ["XIL > XOR | 111 ACCUSE | happened | condemned"]],
    // Who is warned against something is not told that it will be done.
    [
      "Orvania warned Halvessia against attacking Ilmaria.",
      ["XOR > XHA | 130 THREATEN | happened | warned … against attacking"],
    ],
    // Who faces, draws or suffers something has it done to them.
    [
      "Orvania faced criticism from Halvessia.",
      ["XHA > XOR | 111 ACCUSE | happened | faced criticism"],
    ],
    [
      "Orvania received a warning from Halvessia.",
      ["XHA > XOR | 130 THREATEN | happened | received … warning"],
    ],
    [
      "Orvania issued a warning to Halvessia.",
      ["XOR > XHA | 130 THREATEN | happened | issued … warning"],
    ],
    [
      "Orvania suffered an attack by Halvessia.",
      ["XHA > XOR | 190 ASSAULT | happened | suffered … attack"],
    ],
    ["Orvania endured shelling by Halvessia.", []],
    [
      "The Orvanian embassy was stormed by Halvessian protesters.",
      ["XHAOPP > XORGOV | 145 PROTEST | happened | embassy … stormed"],
    ],
    // "Launched an air strike" is no strike of workers.
    [
      "Orvania launched an air strike on Halvessia.",
      ["XOR > XHA | 195 ASSAULT | happened | launched … strike"],
    ],
    // Nobody of politics: the prime minister of where?
    ["The prime minister rejected the plan.", []],
    ["A storm hit the Orvanian coast.", []],
    ["Orvania beat Halvessia 3-1 in the opening match of the cup.", []],
  ])("%s", (text, expected) => {
    expect(eventsOf(text).map((event) => line(text, event))).toEqual(expected);
  });

  it("joins what is told twice, and keeps both triggers", () => {
    const text = "Orvania condemned Halvessia on Monday.\n\nVellin had condemned Halvessia before.";
    const twice = `${text}\n\nOrvania condemned Halvessia again.`;
    const events = eventsOf(twice).filter(({ sourceCode }) => sourceCode === "XOR");
    expect(events).toHaveLength(1);
    expect(events[0]!.spans.trigger.length).toBeGreaterThanOrEqual(2);
  });

  it("names the frame, the attribution and the time", () => {
    const text = "Vellin, 4 May 2031\n\nOrvania bombed Halvessia on Monday, an official said.";
    const [event] = eventsOf(text);
    expect(event?.by).toMatch(/^events\/frames@1:[a-z-]+$/);
    expect(event?.accordingTo).toMatch(/^(?:a\d+|outlet)$/);
    expect(words(text, event?.spans.time ?? [])).toBe("Monday");
  });

  it("finds who signed the letter that is rebuked", () => {
    const text = "Orvania rebuked the letter.\n\nHalvessia signed a letter to the United Nations.";
    const [rebuke] = eventsOf(text);
    expect(rebuke?.targetCode).toBe("XHA");
  });

  it("does not guess whose letter it is where nobody is said to have written one", () => {
    const [rebuke] = eventsOf("Orvania rebuked the letter.");
    expect(rebuke?.targetCode ?? null).toBeNull();
  });

  const WORDS =
    "Orvania Halvessia Vellin president troops attacked urged to of by not will ? . , “ 𝔘 \u0301 his";
  it("has spans inside the text, and says the same each time", () => {
    const texts = fc
      .array(fc.oneof(fc.constantFrom(...WORDS.split(" ")), fc.string({ unit: "grapheme" })))
      .map((parts) => parts.join(" "));
    fc.assert(
      fc.property(texts, (text) => {
        const events = eventsOf(text);
        for (const { spans, confidence } of events) {
          expect(confidence).toBeGreaterThan(0);
          expect(spans.trigger.length).toBeGreaterThan(0);
          for (const [start, end] of Object.values(spans).flat()) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
          }
        }
        expect(eventsOf(text)).toEqual(events);
      }),
      { numRuns: runs(40) },
    );
  });
});
