import { expect, test } from "vitest";
import { checkDecision, type Decision, type Found } from "./decisions.ts";

const told = { by: "an editor", at: "2031-03-20T10:00:00Z", why: "she moved" };
const lorck = { kind: "person", name: "ines lorck", country: "XOR" } as const;
const other = { kind: "person", name: "ines lorck", country: "XHA" } as const;
const person = (actor: string, entities = 1, ofActor = 1): Found => {
  return { actor, kind: "person", entities, ofActor };
};
const state: Found = { actor: "s", kind: "state", entities: 1, ofActor: 1 };
const merge: Decision = { id: 3, ...told, action: "merge", actors: [lorck, other] };
const split: Decision = { id: 3, ...told, action: "split", actor: lorck };
const undo = (undoes: number): Decision => ({ id: 3, ...told, action: "undo", undoes });
const log: readonly Decision[] = [
  { ...merge, id: 1 },
  { ...undo(1), id: 2 },
];

test.each<[string, Decision, readonly (readonly Found[])[], RegExp]>([
  ["of one actor with itself", merge, [[person("a")], [person("a")]], /one actor already/],
  [
    "of a state and a person",
    merge,
    [[person("a")], [state]],
    /a person and a state cannot be one/,
  ],
  [
    "of somebody unknown",
    merge,
    [[person("a")], []],
    /"ines lorck" \(person, XHA\) is not on the record/,
  ],
  ["by nobody", { ...merge, by: " " }, [[person("a")], [person("b")]], /who decides/],
  ["for no reason", { ...merge, why: "" }, [[person("a")], [person("b")]], /gives no reason/],
  ["a split from nobody", split, [[person("a", 2, 2)]], /one with nobody else/],
  ["an undo of nothing", undo(9), [], /no decision 9/],
  ["an undo of an undo", undo(2), [], /decision 2 is an undo itself/],
  ["an undo twice", undo(1), [], /decision 1 was undone already, by decision 2/],
])("a decision that cannot be: %s", (_, decision, found, message) => {
  expect(() => checkDecision(decision, found, log)).toThrow(message);
});

test.each<[string, Decision, readonly (readonly Found[])[], readonly Decision[]]>([
  ["a merge", merge, [[person("a")], [person("b")]], []],
  ["a split from others", split, [[person("a", 1, 2)]], []],
  ["an undo", { ...undo(1), id: 2 }, [], [{ ...merge, id: 1 }]],
])("a decision that can be: %s", (_, decision, found, before) => {
  expect(() => checkDecision(decision, found, before)).not.toThrow();
});
