import { expect, it } from "vitest";
import type { Attribution } from "../document/index.ts";
import { errorListing, type Roles } from "./attribution-errors.ts";

const TEXT =
  'Tarrade said the strait was closed. "We regret this letter," Lorck wrote. It rained, Okonjo added.';

/** The spans of pieces of `TEXT`. */
function roles(source: string, cue: string, content: string): Roles {
  const span = (piece: string) => {
    const start = TEXT.indexOf(piece);
    if (start < 0) throw new Error(`"${piece}" is not there`);
    return [start, start + piece.length] as const;
  };
  return { source: [span(source)], cue: [span(cue)], content: [span(content)] };
}

const ours = (relation: Roles) =>
  ({ ...relation, kind: "indirect", confidence: 0.7, by: "attribute/test@1" }) as Attribution;

const clause = roles("Tarrade", "said", "the strait was closed");
const letter = roles("Lorck", "wrote", '"We regret this letter,"');

it.each([
  ["all right", [clause], [clause], null],
  ["nothing found", [clause], [], "missed"],
  ["nothing there", [], [clause], "invented"],
  ["another source", [clause], [roles("Lorck", "said", "the strait was closed")], "wrong source"],
  ["another cue", [clause], [roles("Tarrade", "wrote", "the strait was closed")], "wrong cue"],
  ["a word too few", [clause], [roles("Tarrade", "said", "the strait was")], "wrong extent"],
  ["the right one of two", [clause, letter], [letter], "missed"],
])("%s", (_, gold, predicted, group) => {
  const listing = errorListing([
    {
      text: TEXT,
      gold: gold.map((relation) => ({ ...relation, kind: "indirect" })),
      predicted: predicted.map(ours),
    },
  ]);
  const counts = [...listing.matchAll(/^(missed|invented|wrong \w+).* (\d+)$/gm)];
  expect(counts).toHaveLength(5);
  for (const [, name, all] of counts)
    expect([name, all]).toEqual([name, name === group ? "1" : "0"]);
  if (group === "wrong extent") {
    expect(listing).toContain("gold  [Tarrade] {said} <the strait was closed>.");
    expect(listing).toContain("ours  [Tarrade] {said} <the strait was> closed.");
  }
});
