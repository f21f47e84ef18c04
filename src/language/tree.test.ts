import { describe, expect, test } from "vitest";
import type { Parse } from "./parse.ts";
import { UPOS, type Upos } from "./tagset.ts";
import { tokenize } from "./tokens.ts";
import { DependencyTree } from "./tree.ts";

/** One line a word: form, universal tag, Penn tag, head counted from 1 (0 for the root), label. */
function treeOf(rows: string): DependencyTree {
  const words = rows.trim().split("\n");
  const columns = words.map((row) => row.trim().split(/\s+/));
  const text = columns.map(([form]) => form).join(" ");
  const block = { kind: "paragraph" as const, start: 0, end: text.length };
  const labelNames = columns.map((row) => row[4]!);
  const xposNames = columns.map((row) => row[2]!);
  const parsed: Parse = {
    upos: Uint8Array.from(columns, (row) => UPOS.indexOf(row[1] as Upos)),
    xpos: Uint8Array.from(columns, (_, i) => i),
    xposNames,
    lemma: columns.map(([form]) => form!),
    sense: new Uint8Array(columns.length),
    head: Int32Array.from(columns, (row) => Number(row[3]) - 1),
    label: Uint8Array.from(columns, (_, i) => i),
    labelNames,
    entities: [],
  };
  return new DependencyTree(tokenize(text, [block]).tokens, parsed);
}

describe("DependencyTree", () => {
  const tree = treeOf(`
    The     DET   DT  2 det
    boats   NOUN  NNS 5 nsubj:pass
    were    AUX   VBD 5 aux:pass
    never   ADV   RB  5 advmod
    seized  VERB  VBN 0 root
    off     ADP   IN  7 case
    Vellin  PROPN NNP 5 obl
    today   NOUN  NN  5 obl:tmod
  `);

  test.each([
    ["a label stands for its subtypes", 4, ["nsubj"], 1],
    ["a subtype stands for itself", 4, ["obl:tmod"], 7],
    ["the first of several", 4, ["obl:tmod", "aux:pass"], 2],
    ["another subtype is none", 4, ["obl:agent"], -1],
    ["only what hangs on the word itself", 4, ["case"], -1],
  ])("child: %s", (_, head, labels, found) => {
    expect(tree.child(head, ...labels)).toBe(found);
  });

  test("children come in text order", () => {
    expect(tree.children(4, "obl", "nsubj")).toEqual([1, 6, 7]);
    expect(tree.children(6, "obl")).toEqual([]);
  });

  test("a word is negated by what hangs on it alone", () => {
    expect([tree.isNegated(4), tree.isNegated(6)]).toEqual([true, false]);
  });

  test.each([
    [{ from: 0, to: 2 }, 1],
    [{ from: 5, to: 7 }, 6],
    [{ from: 0, to: 8 }, 4],
    // Nothing but what is no top: the first.
    [{ from: 0, to: 1 }, 0],
  ])("the top of %o is %i", (range, top) => {
    expect(tree.top(range)).toBe(top);
  });

  test("words, tags and labels", () => {
    expect([tree.base(1), tree.label(1), tree.upos(1), tree.tag(1), tree.head(1)]).toEqual([
      ...["nsubj", "nsubj:pass", "NOUN", "NNS"],
      4,
    ]);
    expect([tree.isNominal(6), tree.isNominal(4), tree.isVerb(4)]).toEqual([true, false, true]);
  });

  test("of many dependents of one word the first 64 are seen", () => {
    const list = Array.from({ length: 100 }, () => "word NOUN NN 1 conj").join("\n");
    expect(treeOf(`list NOUN NN 0 root\n${list}`).children(0, "conj")).toHaveLength(64);
  });
});
