import { expect, it } from "vitest";
import { authorNames, isPageByline } from "./author-names.ts";

it.each([
  ["By Ada Roe and Jan Poe", ["Ada Roe", "Jan Poe"]],
  ["Von Jonna Reik und Aris Tellmann", ["Jonna Reik", "Aris Tellmann"]],
  ["Par Ada Roe et Jan Poe", ["Ada Roe", "Jan Poe"]],
  ["Ada Roe y Jan Poe", ["Ada Roe", "Jan Poe"]],
  ["Ada Roe y Poe", ["Ada Roe y Poe"]],
  ["Ada Roe, Jan Poe", ["Ada Roe", "Jan Poe"]],
  ["Ada Roe (Oram)", ["Ada Roe"]],
  ["Ada Roe, Senior Correspondent", ["Ada Roe"]],
  ["신현아 기자", ["신현아"]],
  ["Caster Herald", ["Caster Herald"]],
  ["https://herald.example/staff", []],
  ["", []],
])("%s", (author, names) => {
  expect(authorNames(author)).toEqual(names);
});

it.each([
  ["Von Jonna Reik", true],
  ["Por Ada Roe y Jan Poe", true],
  ["Von Anfang an war es kalt.", false],
  ["By the harbour", false],
])("%s is a byline: %s", (line, expected) => {
  expect(isPageByline(line)).toBe(expected);
});
