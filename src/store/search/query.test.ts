import fc from "fast-check";
import { expect, test } from "vitest";
import { OnRecordError } from "../../document/index.ts";
import { parseQuery, type Term } from "./query.ts";

/** A query as it was understood, in one line. */
function understood(query: string): string {
  const { all, none } = parseQuery(query);
  const some = all.map((terms) => terms.map(shown).join(" or "));
  return [...some, ...none.map((term) => `not ${shown(term)}`)].join("; ");
}

function shown(term: Term): string {
  const star = term.prefix ? "*" : "";
  return "word" in term ? `${term.word}${star}` : `(${term.phrase.join(" ")}${star})`;
}

test.each([
  ["", ""],
  ["  ", ""],
  ["joint letter", "joint; letter"],
  ["Lettér", "letter"],
  ["lett*", "lett*"],
  ['"joint letter"', "(joint letter)"],
  ["“joint letter”", "(joint letter)"],
  ["„joint letter“", "(joint letter)"],
  ["«joint letter»", "(joint letter)"],
  ['"joint lett*"', "(joint lett*)"],
  ['"joint lett"*', "(joint lett*)"],
  ['"letter"', "letter"],
  ["harbour -letter", "harbour; not letter"],
  ['harbour -"joint letter"', "harbour; not (joint letter)"],
  ["harbour OR port strait", "harbour or port; strait"],
  ["harbour or port", "harbour; or; port"],
  ["a OR b OR c", "a or b or c"],
  ["harbour-master", "(harbour master)"],
  ["O’Brien", "(o brien)"],
  ["harbour – letter & …", "harbour; letter"],
  ["harbour - letter", "harbour; letter"],
  ["東京*", "(東 京)"],
  ["act=deny", "(act deny)"],
  ["NEAR(a b)", "(near a); b"],
  ["a AND b | !c", "a; and; b; c"],
])("%s", (query, expected) => {
  expect(understood(query)).toBe(expected);
});

test.each([
  ['the "joint letter', 5, "a phrase opens there, and does not close"],
  ["*letter", 1, '"*" stands there'],
  ["let*ter", 4, '"*" stands there'],
  ["l*", 1, "begins too many words"],
  ["harbour OR", 9, '"OR" stands there'],
  ["OR harbour", 1, '"OR" stands there'],
  ["a OR OR b", 6, '"OR" stands there'],
  ["a OR -b", 3, '"OR" stands there'],
  ["-a OR b", 4, '"OR" stands there'],
  ["— …", undefined, "holds no word"],
  [Array(65).fill("a").join(" "), undefined, "65 words"],
])("%s is no query", (query, at, message) => {
  let error: unknown;
  try {
    parseQuery(query);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(OnRecordError);
  expect((error as OnRecordError).facts.at).toBe(at);
  expect((error as OnRecordError).message).toContain(message);
});

test("any input is a query or an error that says why it is none", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (query) => {
      try {
        parseQuery(query);
      } catch (error) {
        expect((error as OnRecordError).code).toBe("bad-query");
      }
    }),
  );
});
