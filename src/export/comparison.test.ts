import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { compareAccounts } from "../compare/index.ts";
import { read, textDocument } from "../index.ts";
import { renderComparison } from "./comparison.ts";

const report = (n: number, text: string) =>
  read(
    textDocument(text, {
      id: `r${n}`,
      outlet: `Outlet ${n}`,
      published: `2031-04-0${n}`,
      genre: "report",
    }),
  );

const FIRST = `Bridge falls in Tessick

At least four people were killed when the Calder bridge in Tessick collapsed on Monday evening, officials said.

"We heard no warning of any kind before the deck gave way," said Runa Feldt, the mayor of Tessick.`;

const SECOND = `Seven killed as Calder bridge falls

Seven people were killed when the Calder bridge in Tessick collapsed on Monday evening, the ministry said.

"We had no warning of any kind before the deck gave way," Mayor Runa Feldt told reporters. Ferries will run from Friday.`;

const two = compareAccounts([report(1, FIRST), report(2, SECOND)]);
const PLAIN = { width: 80, colour: false };

describe("renderComparison", () => {
  it("sets two accounts beside one another, with the words that differ marked without colour", () => {
    const lines = renderComparison(two, PLAIN).split("\n");
    expect(lines[1]).toBe(
      "Bridge falls in Tessick                  Seven killed as Calder bridge falls",
    );
    const shown = lines.join("\n");
    expect(shown).toContain("[-heard-] no warning");
    expect(shown).toContain("{+had+} no warning");
    expect(shown).toContain("[differ: A: At least four people · B: Seven people]");
    expect(shown).toMatch(/── only in B\n {3}· Ferries will run from Friday\./);
  });

  it("says what is done with words that would else read as said", () => {
    const denial = "The ministry denied all allegations of abuse. It said that ferries would run.";
    const shown = renderComparison(compareAccounts([report(1, FIRST), report(2, denial)]), PLAIN);
    expect(shown).toContain("[deny]: all allegations of abuse");
    expect(shown).not.toMatch(/\[assert/);
  });

  it("sets them one under another where there is no room, and where there are many", () => {
    const narrow = renderComparison(two, { width: 40, colour: false });
    expect(narrow).toMatch(/^A {2}Bridge falls in Tessick$/m);
    expect(narrow).toMatch(/^B {2}Seven killed/m);
    const six = compareAccounts([1, 2, 3, 4, 5, 6].map((n) => report(n, FIRST)));
    expect(renderComparison(six, PLAIN)).toMatch(/^F {2}Bridge falls in Tessick$/m);
  });

  it.each([40, 61, 80, 100])("keeps to %i columns and colours only where asked", (width) => {
    const plain = renderComparison(two, { width, colour: false });
    for (const line of plain.split("\n")) {
      expect(stringWidth(line)).toBeLessThanOrEqual(width);
      expect(line).toBe(line.trimEnd());
    }
    const coloured = renderComparison(two, { width, colour: true });
    expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(plain);
  });

  it("shows what could act on a terminal as an escape", () => {
    const hostile = FIRST.replace("no warning", "no \u001b[31mwarning\u202e");
    const shown = renderComparison(compareAccounts([report(1, hostile), report(2, SECOND)]), PLAIN);
    expect(shown).not.toMatch(/[\u001b\u202e]/);
    expect(shown).toContain("\\u001b");
  });

  it("of one account shows its head and a summary", () => {
    const shown = renderComparison(compareAccounts([report(1, FIRST)]), PLAIN);
    expect(shown).toContain("1 account · 0 rows");
  });
});
