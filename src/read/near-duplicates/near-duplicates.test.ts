import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../train/random.ts";
import { NearDuplicates } from "./near-duplicates.ts";
import { SIGNATURE, signatureOf } from "./signature.ts";

const random = seededRandom(11);
const story = (length: number) => Array.from({ length }, () => `w${Math.floor(5000 ** random())}`);

describe("NearDuplicates", () => {
  it("finds a copy, a shortened one and an updated one, and groups them under the first", () => {
    const index = new NearDuplicates({ capacity: 100 });
    const original = story(300);
    index.add(story(300).join(" "));
    index.add(original.join(" "));
    index.add(story(300).join(" "));
    const copy = index.add(`${original.join("\n").toUpperCase()}.`);
    expect(copy).toEqual({ number: 3, nearest: 1, first: 1, similarity: 1 });
    expect(index.add(original.slice(0, 200).join(" "))).toMatchObject({ first: 1 });
    const updated = [...original.slice(0, 240), ...story(60)].join(" ");
    expect(index.add(updated)).toMatchObject({ first: 1 });
    expect(index.add(story(300).join(" "))).toMatchObject({ number: 6, nearest: null, first: 6 });
  });

  it("near miss: stories that share a paragraph, and short notices that are all alike", () => {
    const index = new NearDuplicates({ capacity: 100 });
    const shared = story(60);
    index.add([...story(240), ...shared].join(" "));
    expect(index.add([...story(240), ...shared].join(" "))).toMatchObject({ nearest: null });
    index.add("All rights reserved.");
    expect(index.add("All rights reserved.")).toMatchObject({ nearest: null });
    expect(index.add("")).toMatchObject({ nearest: null });
  });

  it("remembers as many as it has room for, and not one more", () => {
    const index = new NearDuplicates({ capacity: 10 });
    const original = story(300).join(" ");
    const fill = (n: number) => {
      for (let i = 0; i < n; i++) index.add(story(50).join(" "));
    };
    index.add(original);
    fill(9);
    expect(index.add(original)).toMatchObject({ nearest: null, first: 10 });
    fill(8);
    expect(index.add(original)).toMatchObject({ nearest: 10, first: 10 });
  });

  it.each([
    [{ capacity: 0 }],
    [{ capacity: 2 ** 25 }],
    [{ capacity: Number.NaN }],
    [{ threshold: 2 }],
  ])("refuses %j", (options) => {
    expect(() => new NearDuplicates(options)).toThrow(RangeError);
  });

  it("takes any text, and finds it again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const index = new NearDuplicates({ capacity: 4 });
        index.add(text);
        const again = index.add(text);
        expect(again.nearest).toBe(signatureOf(text) === null ? null : 0);
      }),
    );
  });
});

describe("signatureOf", () => {
  it("estimates the share of common shingles", () => {
    const [shared, ...own] = [story(600), story(200), story(200)].map((words) =>
      words.map((word, i) => `${word}x${i}`),
    );
    const [a, b] = own.map((words) => signatureOf([...shared!, ...words].join(" "))!);
    const common = a!.filter((value, k) => value === b![k]).length / SIGNATURE;
    // 598 of 1 000 shingles are common to both; three standard errors of 0.05.
    expect(Math.abs(common - 0.6)).toBeLessThan(0.15);
  });

  it("does not ask for case, punctuation and white space", () => {
    const text =
      "The council met in Oram on Monday and opened the harbour to boats of both shores.";
    expect(signatureOf(text.toUpperCase().replace(/ /g, "\n— "))).toEqual(signatureOf(text));
  });

  it("5 MB take linear time", () => {
    const start = performance.now();
    signatureOf("harbour boats wait ".repeat(260_000));
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
