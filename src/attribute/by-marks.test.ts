import { describe, expect, it } from "vitest";
import { analyse } from "../language/index.ts";
import { textDocument } from "../read/text-document.ts";
import { attributeByMarks } from "./by-marks.ts";

describe("attributeByMarks", () => {
  it.each([
    ["„Wir bedauern die Lage sehr“, sagte Marend.", ["„Wir bedauern die Lage sehr“"]],
    ["»Wir bedauern die Lage sehr«, sagte Marend.", ["»Wir bedauern die Lage sehr«"]],
    ["›Wir bedauern die Lage sehr‹, sagte Marend.", ["›Wir bedauern die Lage sehr‹"]],
    ["‚Wir bedauern die Lage sehr‘, sagte Marend.", ["‚Wir bedauern die Lage sehr‘"]],
    ["« Nous regrettons la situation », a dit Marend.", ["« Nous regrettons la situation »"]],
    ["‹Nous regrettons la situation›, a dit Marend.", ["‹Nous regrettons la situation›"]],
    [
      "マレンド氏は「状況を遺憾に思い、皆様にお詫びします」と述べた。",
      ["「状況を遺憾に思い、皆様にお詫びします」"],
    ],
    ["他说：『我们对目前的情况深表遗憾和歉意』。", ["『我们对目前的情况深表遗憾和歉意』"]],
    // Near misses: a name in marks, marks that are never closed, a path.
    ["Das sogenannte „Blaue Tor“ bleibt offen.", []],
    ["『青い門』は開いたままだ。", []],
    ["„Wir bedauern die Lage sehr, sagte Marend.", []],
    ["Startseite » Nachrichten aus aller Welt » Orvania und seine Nachbarn » Hafen", []],
  ])("%s", (text, expected) => {
    const doc = textDocument(text);
    const relations = attributeByMarks(doc, analyse(doc));
    expect(
      relations.flatMap(({ content }) => content.map((c) => text.slice(c.start, c.end))),
    ).toEqual(expected);
    for (const { source, cue, kind } of relations)
      expect([source, cue, kind]).toEqual([[], [], "direct"]);
  });
});
