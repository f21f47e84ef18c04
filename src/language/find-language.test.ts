import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textDocument } from "../read/text-document.ts";
import { isEnglish, loadLanguageNames, readsAsEnglish } from "./find-language.ts";

const ENGLISH =
  "The harbour of Orvania stays closed until the end of the week, the office said on Tuesday, and ships that have to unload will be sent to the port of Varran.";
const GERMAN =
  "Der Hafen von Orvania bleibt bis zum Ende der Woche geschlossen, teilte die Verwaltung am Dienstag mit; Schiffe, die ihre Ladung löschen wollen, fahren nach Varran weiter und warten dort.";
const FRENCH =
  "Le port d'Orvania restera fermé jusqu'à la fin de la semaine, a déclaré mardi la direction, et les navires qui doivent décharger seront dirigés vers le port de Varran.";
const JAPANESE =
  "オルヴァニア港は週末まで閉鎖されると当局が火曜日に発表した。船はヴァラン港に向かう。";
const RUSSIAN =
  "Порт Орвании останется закрытым до конца недели, сообщила во вторник администрация.";

describe("isEnglish", () => {
  it.each([
    ["English", ENGLISH, true],
    ["English in capitals", ENGLISH.toUpperCase(), true],
    ["German", GERMAN, false],
    ["French", FRENCH, false],
    ["Japanese", JAPANESE, false],
    ["Russian", RUSSIAN, false],
    [
      "two German lines",
      "Wir bedauern die Lage sehr und bitten um Geduld. Danach ging er nach Hause, und niemand hat ihn gesehen.",
      false,
    ],
    // Near misses: nothing is said of them.
    [
      "a short English line",
      "Harbour closed until Friday, ships sent elsewhere by the office.",
      null,
    ],
    ["nothing", "", null],
    ["a short German line", "Der Hafen bleibt geschlossen.", null],
    ["German in capitals", GERMAN.toUpperCase(), null],
    ["a list of names", "Ama Okonjo, Lio Marend, Per Tarrade, Ines Duvall, ".repeat(20), null],
    ["numbers", "12 13 14 15 16 17 18 ".repeat(20), null],
    ["emoji", "🚢⚓️🌊".repeat(200), null],
    ["English with a Russian name", `${ENGLISH} Порт Орвании`, true],
  ])("%s", (_, text, expected) => {
    expect(isEnglish(textDocument(text))).toBe(expected);
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect([true, false, null]).toContain(isEnglish(textDocument(text)));
      }),
    );
  });
});

describe("readsAsEnglish", () => {
  it.each([
    ["its words are German", GERMAN, null, false],
    ["nothing is said", "Port closed", null, true],
    ["it says en-GB", GERMAN, "en-GB", true],
    ["it says de", ENGLISH, "de", false],
    ["it says enm, Middle English", ENGLISH, "enm", false],
  ])("%s", (_, text, language, expected) => {
    expect(readsAsEnglish({ ...textDocument(text), language })).toBe(expected);
  });
});

it("languages are named", async () => {
  const name = await loadLanguageNames();
  const names = [ENGLISH, GERMAN, FRENCH, JAPANESE, RUSSIAN].map((text) =>
    name(textDocument(text)),
  );
  expect(names).toEqual(["en", "de", "fr", "ja", "ru"]);
  expect(name(textDocument("Ama Okonjo, Lio Marend"))).toBeNull();
});
