import { expect, it } from "vitest";
import { clusterWords } from "./clusters.ts";

it("words between the same neighbours share a cluster", () => {
  const sentence = (noun: string, verb: string) => ["the", noun, verb, "the", "port", "."];
  const nouns = ["boat", "ship", "crew"];
  const verbs = ["left", "saw", "took"];
  const texts = nouns.flatMap((noun) => verbs.map((verb) => sentence(noun, verb)));
  const clusters = clusterWords(texts, {
    seed: 1,
    words: 20,
    least: 1,
    contexts: 20,
    dimensions: 16,
    clusters: 5,
    rounds: 8,
  });
  expect(new Set(verbs.map((verb) => clusters.get(verb))).size).toBe(1);
  expect(clusters.get("boat")).toBe(clusters.get("ship"));
  expect(clusters.get("boat")).not.toBe(clusters.get("left"));
});
