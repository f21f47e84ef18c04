import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textDocument } from "./text-document.ts";

const BODY = "The harbour council of Caster refused on Monday to sign the treaty with Oram.";

describe("textDocument", () => {
  it("takes title, names, outlet and date from the blocks", () => {
    const text = `Council\u00a0says  no\nThe Caster Herald\nBy Ada Roe and Jan Poe\nPublished 12 March 2031 09:15 GMT\n\n${BODY}`;
    expect(textDocument(text)).toMatchObject({
      text,
      title: "Council says no",
      outlet: "The Caster Herald",
      byline: ["Ada Roe", "Jan Poe"],
      published: "2031-03-12T09:15Z",
      updated: null,
      sourceMap: null,
    });
  });

  it("Updated says nothing of when it was published", () => {
    expect(textDocument(`No\nUpdated 22:46, 11-Jul-2031\n\n${BODY}`)).toMatchObject({
      published: null,
      updated: "2031-07-11T22:46",
    });
  });

  it("a date below the body is not the text's own", () => {
    expect(textDocument(`No\n\n${BODY}\n\n12 March 2031\n\n${BODY}`).published).toBeNull();
  });

  it("facts go before what the text says", () => {
    const doc = textDocument(`No\n12 March 2031\n\n${BODY}`, {
      title: "Yes",
      published: "2030-01-01",
      id: "7",
    });
    expect(doc).toMatchObject({ title: "Yes", published: "2030-01-01", id: "7" });
  });

  it("null in the facts is unknown, and the text is asked", () => {
    expect(
      textDocument(`No\n12 March 2031\n\n${BODY}`, { title: null, published: null }),
    ).toMatchObject({
      title: "No",
      published: "2031-03-12",
    });
  });

  it("the id is the head of the text's SHA-256", () => {
    const doc = textDocument("abc");
    expect(doc.sha256).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(doc.id).toBe("ba7816bf8f01cfea");
    expect(textDocument("abc", { sha256: "f".repeat(64) }).id).toBe("f".repeat(16));
  });

  it("keeps any text unchanged", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(textDocument(text).text).toBe(text);
      }),
    );
  });
});
