import { CommanderError } from "commander";
import { expect, test } from "vitest";
import { OnRecordError } from "../document/index.ts";
import { exitCodeOf, messageOf } from "./report.ts";

test("an error of ours is its message, on one line and safe to print", () => {
  const error = new OnRecordError("not-found", "a\u001b[2J\n.txt: no such file.");
  expect(messageOf(error)).toBe("a\\u001b[2J .txt: no such file.");
  expect(exitCodeOf(error)).toBe(1);
});

test("a wrong option is wrong usage", () => {
  expect(exitCodeOf(new OnRecordError("bad-option", "no"))).toBe(2);
  expect(exitCodeOf(new OnRecordError("bad-date", "no"))).toBe(2);
});

test("commander prints its own messages; help is no failure", () => {
  const unknown = new CommanderError(1, "commander.unknownCommand", "unknown command");
  expect([messageOf(unknown), exitCodeOf(unknown)]).toEqual([null, 2]);
  expect(exitCodeOf(new CommanderError(0, "commander.helpDisplayed", ""))).toBe(0);
});

test("anything else is called a bug, with what was read", () => {
  const cause = new TypeError("x is undefined");
  const error = new Error("met while reading b.ndjson, document 7", { cause });
  expect(messageOf(error)).toMatch(
    /^this is a bug in OnRecord, met while reading b\.ndjson, document 7: TypeError: x is undefined\./,
  );
  expect(exitCodeOf(error)).toBe(1);
  expect(messageOf("thrown")).toContain("this is a bug in OnRecord, thrown.");
});
