import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { offsetConverter } from "./offsets.ts";

describe("offsetConverter", () => {
  it.each([
    ["ascii", "a harbour", 2, 2, 2],
    ["two bytes", "é a", 2, 2, 3],
    ["three bytes", "“a”", 2, 2, 4],
    ["four bytes, two units", "👩 a", 3, 2, 5],
    ["a lone surrogate", "\ud800a", 1, 1, 3],
  ])("%s", (_, text, utf16, codepoints, bytes) => {
    expect(offsetConverter(text, "codepoints").fromUtf16(utf16)).toBe(codepoints);
    expect(offsetConverter(text, "bytes").fromUtf16(utf16)).toBe(bytes);
    expect(offsetConverter(text, "bytes").toUtf16(bytes)).toBe(utf16);
  });

  it("counts what the platform counts", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(), (text, n) => {
        const at = [...text].slice(0, n % (text.length + 1)).join("").length;
        const head = text.slice(0, at);
        expect(offsetConverter(text, "codepoints").fromUtf16(at)).toBe([...head].length);
        expect(offsetConverter(text, "bytes").fromUtf16(at)).toBe(Buffer.byteLength(head));
      }),
    );
  });

  it("goes there and back at every character, on any string", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        for (const unit of ["utf16", "codepoints", "bytes"] as const) {
          const converter = offsetConverter(text, unit);
          let at = 0;
          for (const character of text) {
            expect(converter.toUtf16(converter.fromUtf16(at))).toBe(at);
            at += character.length;
          }
          expect(converter.fromUtf16(text.length)).toBe(converter.length);
        }
      }),
    );
  });

  it.each([-1, 4, 0.5, Number.NaN])("refuses %s in a text of three", (offset) => {
    expect(() => offsetConverter("abc", "bytes").fromUtf16(offset)).toThrow(RangeError);
  });
});
