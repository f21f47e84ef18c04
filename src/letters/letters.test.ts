import { describe, expect, test } from "vitest";
import { entity, record } from "../../test/fixtures/records.ts";
import type { KeyedRecord } from "../merge/index.ts";
import { letterChanges, lettersOf, signatoryTable } from "./letters.ts";

interface Told {
  readonly name?: string;
  readonly url?: string;
  readonly title?: string;
  readonly published?: string;
  readonly stated?: number;
}

/** A letter of these lines; "Kesteria XKE" is a state, "Port Union" no state. */
function letter(key: string, lines: readonly string[], told: Told = {}): KeyedRecord {
  const printed = lines.map((line) => line.replace(/ X[A-Z]{2}/, ""));
  const text = `${printed.join("\n")}\n`;
  let at = 0;
  const spans = printed.map((line) => {
    const start = at;
    at += line.length + 1;
    return [start, start + line.replace(/ \(.*/, "").length] as const;
  });
  const entities = lines.map((line, i) => {
    const code = / (X[A-Z]{2})/.exec(line)?.[1] ?? null;
    const note = /\((.*)\)/.exec(line)?.[1];
    const at = text.indexOf(`(${note})`);
    return entity({
      id: `e${i + 1}`,
      name: printed[i]!.replace(/ \(.*/, ""),
      kind: code === null ? "organisation" : "state",
      country: code,
      roles: note === undefined ? [] : [{ text: note, span: [at + 1, at + 1 + note.length] }],
      mentions: [spans[i]!],
    });
  });
  const named = entity({ id: "e99", name: told.name ?? "the letter", kind: "document" });
  return {
    key,
    record: record(
      {
        text,
        entities: [...entities, { ...named, named: told.name !== undefined }],
        lists: [
          {
            kind: "signatories",
            document: "e99",
            entities: entities.map(({ id }) => id),
            statedCount: told.stated ?? null,
            spans,
          },
        ],
      },
      { url: told.url ?? null, title: told.title ?? null, published: told.published ?? null },
    ),
  };
}

test("counts the names printed, the different ones and what is noted beside them", () => {
  const [counted] = lettersOf([
    letter(
      "a",
      ["Kesteria XKE", "Brennick XBR (observer)", "Republic of Kesteria XKE", "Port Union"],
      {
        stated: 2,
      },
    ),
  ]);
  expect(counted).toMatchObject({ stated: 2, printed: 4, different: 3, noted: 1 });
  expect(counted!.signatories).toMatchObject([
    { country: "XKE", lines: [{ words: "Kesteria" }, { words: "Republic of Kesteria" }] },
    { country: "XBR", notes: ["observer"] },
    { country: null, name: "Port Union", notes: [] },
  ]);
});

test("says who signed which letter, states by their code", () => {
  const letters = lettersOf([
    letter("a", ["Kesteria XKE", "Brennick XBR"], { published: "2031-03-06" }),
    letter("b", ["Republic of Kesteria XKE", "Arvelia XAR"], { published: "2031-03-17" }),
  ]);
  const rows = signatoryTable(letters).map(({ name, signed }) => [
    name,
    ...signed.map((signatory) => signatory !== null),
  ]);
  expect(rows).toEqual([
    ["Arvelia", false, true],
    ["Brennick", true, false],
    ["Kesteria", true, true],
  ]);
});

describe("who joined and who withdrew", () => {
  const first = ["Kesteria XKE", "Brennick XBR"];
  const later = ["Republic of Kesteria XKE", "Arvelia XAR"];
  test.each<[string, Told, Told, boolean]>([
    ["one address", { url: "https://x.example/1" }, { url: "https://x.example/1" }, true],
    ["one name of the document", { name: "TC/31/1" }, { name: "TC/31/1", title: "Now" }, true],
    ["one title", { title: "A letter" }, { title: "A Letter" }, true],
    ["one title, but other names", { title: "A", name: "1/1" }, { title: "A", name: "1/2" }, false],
    ["nothing in common", { title: "A letter" }, { title: "An answer" }, false],
  ])("over %s", (_, one, other, isVersion) => {
    const letters = lettersOf([
      letter("b", later, { ...other, published: "2031-03-17" }),
      letter("a", first, { ...one, published: "2031-03-06" }),
    ]);
    const changes = letterChanges(letters).map(({ from, to, joined, withdrawn }) => [
      `${from} ${to}`,
      ...joined.map(({ name }) => `+${name}`),
      ...withdrawn.map(({ name }) => `-${name}`),
    ]);
    expect(changes).toEqual(isVersion ? [["a b", "+Arvelia", "-Brennick"]] : []);
  });
});
