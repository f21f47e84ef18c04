import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../test/fast-check.ts";
import { indexPlaces, parsePlaces } from "../actors/index.ts";
import { textDocument } from "../read/text-document.ts";
import { readLetter } from "./letter.ts";

const places = indexPlaces(parsePlaces(readFileSync("examples/places.json", "utf8"), "places"));
const BODY = "The harbours of both shores have waited long enough for an answer to their letters.";

function letterOf(text: string) {
  const { entities, addressees, lists } = readLetter(
    textDocument(text, { genre: "letter" }),
    [],
    places,
  );
  const nameOf = (id: string) => entities.find((entity) => entity.id === id)!;
  return {
    to: addressees.map(nameOf),
    lists: lists.map((list) => ({ ...list, names: list.entities.map(nameOf) })),
  };
}

describe("addressees", () => {
  it.each([
    ["Dear Ms. Lorne,", ["Lorne"]],
    ["Dear Minister Ostrey, dear Ms. Lorne,", ["Minister Ostrey", "Lorne"]],
    ["Dear Ms. Lorne and Mr. Poe,", ["Lorne", "Poe"]],
    ["Dear President of the Council,", ["President of the Council"]],
    [
      "Her Excellency Ms. Lissa Quendry\nPresident of the Council\n\nExcellency,",
      ["Lissa Quendry"],
    ],
    ["Ada Lorne\nChief Executive, Tern Shipping\nQuay 3\n\nDear Sir or Madam,", ["Ada Lorne"]],
    ["Dear colleagues,", []],
    ["Dear Sir,", []],
  ])("%s", (head, names) => {
    expect(letterOf(`${head}\n\n${BODY}`).to.map(({ name }) => name)).toEqual(names);
  });

  it("an office is a role where the name is given, else an unnamed person", () => {
    const [named] = letterOf(`Ms. Lissa Quendry\nPresident of the Council\n\nMadam,\n\n${BODY}`).to;
    expect(named).toMatchObject({ named: true, roles: [{ text: "President of the Council" }] });
    const [office] = letterOf(`Dear President of the Council,\n\n${BODY}`).to;
    expect(office).toMatchObject({ named: false, kind: "person", roles: [] });
  });

  it("a report has none", () => {
    const doc = textDocument(`Dear Ms. Lorne,\n\n${BODY}`, { genre: "report" });
    expect(readLetter(doc, [], places).addressees).toEqual([]);
  });
});

describe("signatories", () => {
  const signed = (list: string, body = BODY) =>
    letterOf(`Dear Ms. Lorne,\n\n${body}\n\n${list}`).lists;

  it("one a line, states with their codes, a state under two names twice", () => {
    const [list] = signed(
      "Signatories:\n\nNorway\nKesteria\nBrennick (observer)\nRepublic of Kesteria",
    );
    expect(list!.names.map(({ name, kind, country }) => [name, kind, country])).toEqual([
      ["Norway", "state", "NOR"],
      ["Kesteria", "state", "XKE"],
      ["Brennick", "state", "XBR"],
      ["Kesteria", "state", "XKE"],
    ]);
    expect(list!.spans).toHaveLength(4);
    expect(list!.names[2]!.roles[0]!.text).toBe("observer");
  });

  it.each([
    ["in one line", "Signed by: Arvelia, Belmora and the Ember Isles"],
    ["over wrapped lines", "Signatories:\nArvelia,\nBelmora,\nthe Ember Isles"],
    ["numbered", "Signatories:\n1. Arvelia\n2. Belmora\n3. The Ember Isles"],
    ["in columns", "Signatories:\nArvelia\tBelmora\nThe Ember Isles"],
  ])("%s", (_, list) => {
    expect(signed(list)[0]!.names.map(({ country }) => country)).toEqual(["XAR", "XBE", "XEM"]);
  });

  it("people with what they do; those without a name are not counted", () => {
    const [list] = signed(
      "Signatories:\nDr. Ada Roe, Professor of Harbours, Oram\nJan Poe\nHarbour Union\nand 140 others",
    );
    expect(list!.names.map(({ name, kind }) => [name, kind])).toEqual([
      ["Ada Roe", "person"],
      ["Jan Poe", null],
      ["Harbour Union", "organisation"],
    ]);
  });

  it.each([
    ["We, the governments of 22 States listed below, write.", 22],
    ["We, the twelve associations named below, write.", 12],
    ["We, about 22 States, write.", null],
    ["The letter of 1999 was signed by all.", null],
    [BODY, null],
  ])("the number stated: %s", (body, count) => {
    expect(signed("Signatories:\nArvelia\nBelmora", body)[0]!.statedCount).toBe(count);
  });

  it("a document is named by its number, else by its title", () => {
    const named = (text: string) => {
      const { entities, lists } = readLetter(textDocument(text), [], places);
      return entities.find(({ id }) => id === lists[0]!.document)?.name;
    };
    const end = `Dear Ms. Lorne,\n\n${BODY}\n\nSignatories:\nArvelia\nBelmora`;
    expect(named(`Ref.: DBA/2031/7\n6 March 2031\n\nOpen letter\n\n${end}`)).toBe("DBA/2031/7");
    expect(named(`Open letter of two States\n\n${end}`)).toBe("Open letter of two States");
  });
});

it("keeps every span in the text, ids apart, and never throws", () => {
  const words = fc.constantFrom(
    ..."Dear Ms. Lorne , Excellency, \n \n\n Signatories: Signed by: Arvelia Kesteria ; and 12 others (observer) Document TC/1/2 President of the Council 1. • \t \ud800 é 中".split(
      " ",
    ),
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 40 }), (list) => {
      const text = list.join(" ");
      const { entities, lists } = readLetter(textDocument(text, { genre: "letter" }), [], places);
      expect(new Set(entities.map(({ id }) => id)).size).toBe(entities.length);
      for (const { mentions, roles, name } of entities) {
        for (const [start, end] of [...mentions, ...roles.map(({ span }) => span)]) {
          expect(text.slice(start, end)).not.toBe("");
        }
        expect(text.replace(/\s+/g, " ")).toContain(name);
      }
      for (const { spans, entities: ids } of lists) expect(spans).toHaveLength(ids.length);
    }),
    { numRuns: runs(500) },
  );
});
