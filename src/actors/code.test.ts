import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cameoActor, codeActorPhrase, indexPlaces } from "./index.ts";

const places = indexPlaces([]);
const codeOf = (text: string) => cameoActor(codeActorPhrase(text, places)) ?? "-";

describe("country", () => {
  it.each([
    ["France", "FRA"],
    ["the French", "FRA"],
    ["Iranians", "IRN"],
    ["U.S. officials", "USAGOV"],
    ["us", "-"],
    ["Republic of China", "TWN"],
    ["the Republic of the Congo", "COG"],
    ["St. Lucia's premier", "LCAGOV"],
    ["a Somalia-based militia", "SOMUAF"],
    ["a Somalia-style militia", "---UAF"],
    ["Beijing", "CHNGOV"],
    ["Sydney", "AUS"],
    ["Sydney police", "AUSCOP"],
    ["the Soviet army", "RUSMIL"],
    ["Ruritanian soldiers", "---MIL"],
    ["the army of Mali", "MLIMIL"],
    ["rebels in Chad", "TCDREB"],
    ["Peru's ambassador to Chile", "PERGOV"],
    ["the ambassador to Chile", "---GOV"],
  ])("%s: %s", (text, code) => {
    expect(codeOf(text)).toBe(code);
  });
});

describe("sector", () => {
  it.each([
    ["the Danish fisheries ministry", "DNKGOV"],
    ["a police chief", "---COP"],
    ["a union leader", "---LAB"],
    ["the Danish leader", "DNKGOV"],
    ["a leader", "-"],
    ["a former minister", "---ELI"],
    ["a group of thieves", "---CRM"],
    ["the president of the high court", "---JUD"],
    ["an institute of technology", "---EDU"],
    ["the president's office", "---GOV"],
    ["two men", "-"],
    ["Moll, the Danish foreign minister", "DNKGOV"],
    ["a minister who met the rebels", "---GOV"],
  ])("%s: %s", (text, code) => {
    expect(codeOf(text)).toBe(code);
  });
});

describe("organisations", () => {
  it.each([
    ["the World Bank", "IGOBUS"],
    ["WHO", "IGOMED"],
    ["who", "-"],
    ["Amnesty International", "NGOHRI"],
    ["the United Nations envoy to Yemen", "IGOGOV"],
    ["People's Liberation Army", "CHNMIL"],
  ])("%s: %s", (text, code) => {
    expect(codeOf(text)).toBe(code);
  });
});

it("a seat of government alone is one, not a town's police", () => {
  expect(codeActorPhrase("Beijing", places).isSeat).toBe(true);
  expect(codeActorPhrase("Beijing police", places).isSeat).toBe(false);
});

it("a user's places win, and bring organisations", () => {
  const entry = {
    kind: "state",
    demonyms: [],
    seats: [],
    regions: [],
    aliases: [],
    sector: null,
  } as const;
  const own = indexPlaces([
    { ...entry, name: "France", code: "XFR" },
    { ...entry, name: "Grey Guard", kind: "organisation", code: "XFR", sector: "MIL" },
  ]);
  expect(cameoActor(codeActorPhrase("France", own))).toBe("XFR");
  expect(cameoActor(codeActorPhrase("the Grey Guard", own))).toBe("XFRMIL");
});

it("a phrase without end is read to a bound", () => {
  expect(codeOf("the minister of ".repeat(20_000))).toBe("---GOV");
});

it("any text has a code or none", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      const code = codeActorPhrase(text, places);
      expect(codeActorPhrase(text, places)).toEqual(code);
      expect(code.country === null || code.international === null).toBe(true);
    }),
  );
});
