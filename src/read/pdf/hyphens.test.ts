import { expect, it } from "vitest";
import { joinLines, wordsInside } from "./hyphens.ts";

it.each([
  ["the govern-", "ment said", "", "the government said"],
  ["a long-", "term plan", "the long-term view", "a long-term plan"],
  ["a long-", "term plan", "a long and a term", "a long-term plan"],
  ["the re-", "sort town", "a resort by the sea", "the resort town"],
  ["Anglo-", "Saxon", "", "Anglo-Saxon"],
  ["soft\u00ad", "ware", "soft ware", "software"],
  ["2030-", "2031", "", "2030-2031"],
  ["a word –", "and more", "", "a word – and more"],
  ["a word—", "and more", "", "a word—and more"],
  ["one", "two", "", "one two"],
])("%j + %j, where the text has %j: %j", (first, second, elsewhere, joined) => {
  expect(joinLines(first, second, wordsInside([elsewhere]))).toBe(joined);
});
