import { describe, expect, it } from "vitest";
import { tinyModel } from "../../test/fixtures/tiny-model.ts";
import { textDocument } from "../read/text-document.ts";
import { analyse } from "./language.ts";
import { parse } from "./parse.ts";
import { MOST_FORMS, WordForms } from "./word-forms.ts";

const TEXT = "The boats left Orvania, and Varran said the close port would open.";
const LONG = "x".repeat(41);

describe("forms", () => {
  it("have a place of their own, the same each time; long ones have none", () => {
    const forms = new WordForms(tinyModel().lexicon);
    const places = ["Boats", "boats", LONG, "Boats", "internationalisation", LONG].map((word) =>
      forms.place(word, word.toLowerCase()),
    );
    expect(places).toEqual([1, 2, 0, 1, 3, 0]);
  });

  it("are described alike whatever was read before, and more than there is room for", () => {
    const model = tinyModel();
    const fresh = parse(model, analyse(textDocument(TEXT)));
    const words = Array.from({ length: 3 * MOST_FORMS }, (_, i) => `boat${i.toString(36)}`);
    // One sentence with all of them, then the text among the last.
    parse(model, analyse(textDocument(words.join(" "))));
    for (let i = 0; i < words.length; i += 4000) {
      parse(model, analyse(textDocument(words.slice(i, i + 4000).join(" "))));
      expect(parse(model, analyse(textDocument(TEXT)))).toEqual(fresh);
    }
  });
});
