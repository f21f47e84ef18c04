import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyse, parse } from "../../language/index.ts";
import { bundledLanguage } from "../../models.ts";
import { documentOfLines } from "../../train/polnear.ts";
import { SIGN_BUCKETS, type Spans, signsOf } from "./signs.ts";

function signsIn(text: string, spans: Spans): number[] {
  const language = analyse(documentOfLines("test", text));
  const parsed = parse(bundledLanguage(), language);
  return signsOf(spans, { parsed, types: [], isQuoted: () => false });
}

/** Tokens: The council VERB that … */
const SPANS: Spans = {
  source: [{ from: 0, to: 2 }],
  cue: [{ from: 2, to: 3 }],
  content: [{ from: 3, to: 8 }],
};

describe("signsOf", () => {
  it("tells one verb from another, and shares what the rest has in common", () => {
    const said = signsIn("The council said that the strait was open.", SPANS);
    const opened = signsIn("The council hoped that the strait was open.", SPANS);
    const common = said.filter((sign) => opened.includes(sign));
    expect(common.length).toBeGreaterThan(said.length / 3);
    expect(common.length).toBeLessThan(said.length);
    expect(signsIn("The council said that the strait was open.", SPANS)).toEqual(said);
  });

  it("gives buckets for any spans of any text", () => {
    const text = fc.array(fc.constantFrom("said", "he", "Vellin", ",", '"', "👩", "not"), {
      minLength: 4,
      maxLength: 12,
    });
    fc.assert(
      fc.property(text, fc.nat(3), fc.nat(3), fc.boolean(), (words, a, b, hasSource) => {
        const one = (from: number) => [{ from, to: from + 1 }];
        const spans = { source: hasSource ? one(a) : [], cue: one(b), content: one((a + b) % 4) };
        for (const sign of signsIn(words.join(" "), spans)) {
          expect(Number.isInteger(sign) && sign >= 0 && sign < SIGN_BUCKETS).toBe(true);
        }
      }),
    );
  });
});
