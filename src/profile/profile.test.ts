import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attribution, entity, record, spansIn } from "../../test/fixtures/records.ts";
import { gatherActors, type KeyedRecord } from "../merge/index.ts";
import { findActors } from "../who/index.ts";
import { profileOf } from "./profile.ts";
import { shareOf } from "./share.ts";

describe("shares", () => {
  // As computed by statsmodels' proportion_confint(count, nobs, method="wilson").
  test.each([
    [0, 10, 0, 0.2775],
    [1, 10, 0.0179, 0.4042],
    [5, 10, 0.2366, 0.7634],
    [10, 10, 0.7225, 1],
    [300, 1000, 0.2724, 0.3291],
  ])("%i of %i lies between %f and %f", (count, of, low, high) => {
    const share = shareOf(count, of);
    expect(share.low).toBeCloseTo(low, 3);
    expect(share.high).toBeCloseTo(high, 3);
  });

  test("of a few say little, of many something", () => {
    expect(shareOf(5, 10).tooFew).toBe(true);
    expect(shareOf(50, 100).tooFew).toBe(false);
    expect(shareOf(0, 0)).toMatchObject({ share: null, tooFew: true });
  });

  test("lie within their interval, and that within 0 and 1", () => {
    const counts = fc
      .integer({ min: 1, max: 5000 })
      .chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)));
    fc.assert(
      fc.property(counts, ([count, of]) => {
        const { share, low, high } = shareOf(count, of);
        expect(low!).toBeGreaterThanOrEqual(0);
        expect(low!).toBeLessThanOrEqual(share!);
        expect(share!).toBeLessThanOrEqual(high!);
        expect(high!).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("a profile", () => {
  const text =
    '"The toll is gone," Ines Lorck said. Officials say boats sail. The sea was calm all day. Nobody came.';
  const span = spansIn(text);
  const document = (key: string, outlet: string | null): KeyedRecord => ({
    key,
    record: record(
      {
        text,
        blocks: [{ kind: "paragraph", span: [0, text.length] }],
        entities: [
          entity({
            name: "Ines Lorck",
            country: "XOR",
            sector: "GOV",
            mentions: [span("Ines Lorck")],
          }),
          entity({
            id: "e2",
            name: "Officials",
            kind: "group",
            named: false,
            mentions: [[36, 45]],
          }),
        ],
        attributions: [
          attribution({ id: "a1", sourceEntity: "e1", content: [span('"The toll is gone,"')] }),
          attribution({
            id: "a2",
            kind: "indirect",
            sourceType: "group",
            sourceEntity: "e2",
            content: [span("boats sail")],
          }),
          attribution({ id: "a3", within: "a1", sourceEntity: "e2", content: [span("toll")] }),
        ],
        ownVoice: [{ span: span("The sea was calm all day.") }, { span: span("Nobody came.") }],
      },
      { outlet },
    ),
  });
  const documents = [document("a", "The Ledger"), document("b", null)];
  const actors = gatherActors(documents);

  test("counts statements, words and sentences, and who says them", () => {
    expect(profileOf(documents, {}, actors)).toMatchObject({
      documents: 2,
      statements: 4,
      nested: 2,
      words: { body: 38, said: 12, ownVoice: 16 },
      ownVoice: { count: 4, of: 8 },
      kinds: [
        { name: "direct", statements: { count: 2, of: 4 }, words: 8 },
        { name: "indirect", statements: { count: 2, of: 4 }, words: 4 },
      ],
      sourceTypes: [{ name: "group" }, { name: "named" }],
      sources: [{ name: "Ines Lorck", statements: { count: 2, of: 4 }, direct: 2, documents: 2 }],
      countries: [{ name: "XOR", statements: { count: 2 } }],
      noCountry: 2,
      sectors: [{ name: "GOV" }],
      outlets: [{ name: "The Ledger", statements: { count: 2 } }],
    });
  });

  test("of one actor counts what that one says", () => {
    const [actor] = findActors(actors, "Ines Lorck");
    const profile = profileOf(documents, { actor: actor! }, actors);
    expect(profile).toMatchObject({ documents: 2, statements: 2, nested: 0 });
  });

  test("of nothing is nothing", () => {
    expect(profileOf([], {}, actors)).toMatchObject({ documents: 0, ownVoice: { share: null } });
  });
});
