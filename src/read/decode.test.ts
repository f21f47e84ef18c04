import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { OnRecordError } from "../document/index.ts";
import { decodeBytes, firstInvalidByte } from "./decode.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);
const latin1 = (text: string) => Buffer.from(text, "latin1");

function failure(run: () => unknown): OnRecordError {
  try {
    run();
  } catch (error) {
    if (error instanceof OnRecordError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("decodeBytes", () => {
  it.each([
    ["UTF-8", Buffer.from("“Né”\r\n"), "“Né”\r\n"],
    ["UTF-8 with a byte order mark", Buffer.from("\uFEFFNé"), "Né"],
    ["UTF-16LE with a byte order mark", Buffer.from("\uFEFFNé", "utf16le"), "Né"],
    ["UTF-16BE with a byte order mark", iconv.encode("\uFEFFNé", "utf-16be"), "Né"],
    ["a text with one NUL", Buffer.from("a\0b"), "a\0b"],
    ["a second byte order mark", Buffer.from("\uFEFF\uFEFFa"), "\uFEFFa"],
    ["nothing", bytes(), ""],
  ])("%s", (_, input, text) => {
    expect(decodeBytes(input, { name: "a.txt" })).toBe(text);
  });

  it("curly quotes and dashes of windows-1252 (bytes 0x91 to 0x97)", () => {
    const input = bytes(0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97);
    expect(decodeBytes(input, { name: "a.txt", encoding: "windows-1252" })).toBe("‘’“”•–—");
  });

  it.each([
    ['<!doctype html><meta charset="windows-1252"><p>\x93No\x94', "“No”"],
    ["<html><head><meta charset=iso-8859-1><p>\x93No\x94", "“No”"],
    ['<html><meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-2"><p>\xb9', "š"],
    ['<?xml version="1.0"?><!-- a --><html><meta charset="windows-1251"><p>\xc4\xe0', "Да"],
  ])("%j", (page, words) => {
    expect(decodeBytes(latin1(page), { name: "a.html" })).toMatch(new RegExp(`<p>${words}$`));
  });

  const german = `<!doctype html><meta charset=LABEL><p>${"Die Straße über die Brücke bleibt gesperrt. ".repeat(5)}`;
  it.each<[string, Buffer, string | undefined]>([
    ["UTF-8 labelled latin1", Buffer.from(german.replace("LABEL", "latin1")), undefined],
    ["latin1 labelled UTF-8", latin1(german.replace("LABEL", "utf-8")), undefined],
    ["latin1 without a label", latin1(german.replace("<meta charset=LABEL>", "")), undefined],
    [
      "latin1, named by the server",
      latin1(german.replace("<meta charset=LABEL>", "")),
      "iso-8859-1",
    ],
    ["latin1 with a label nobody knows", latin1(german.replace("LABEL", "klingon")), undefined],
  ])("a page: %s", (_, page, charset) => {
    expect(decodeBytes(page, { name: "a.html", charset })).toContain("Straße über die Brücke");
  });

  it("a page in UTF-8 cut inside a character keeps the rest", () => {
    const page = Buffer.from(`<!doctype html><p>${"Brücke ".repeat(20)}ü`).subarray(0, -1);
    expect(decodeBytes(page, { name: "a.html" })).toMatch(/Brücke \uFFFD$/);
  });

  it("a charset named in a text that is no page is only text", () => {
    const error = failure(() =>
      decodeBytes(latin1("He wrote <meta charset=latin1>\x93"), { name: "a.txt" }),
    );
    expect(error.code).toBe("encoding");
  });

  it("bytes that are not UTF-8: the offset and the remedy", () => {
    const error = failure(() => decodeBytes(latin1("é\x93"), { name: "a.txt" }));
    expect(error).toMatchObject({ code: "encoding", facts: { file: "a.txt", offset: 0 } });
    expect(error.message).toBe(
      "a.txt: the byte at offset 0 (0xe9) is not UTF-8. Name the encoding of the file, for example --encoding windows-1252.",
    );
  });

  it.each(["klingon", "", "base64", "hex"])("encoding %j is refused", (encoding) => {
    expect(failure(() => decodeBytes(bytes(65), { name: "a", encoding })).code).toBe("bad-option");
  });

  it.each([
    ["%PDF-1.7\n", "a PDF"],
    ["PK\x03\x04rest", "DOCX"],
    ["\x89PNG\r\n\x1a\n", "a PNG image"],
    ["\xff\xd8\xff\xe0", "a JPEG image"],
    ["GIF89a", "a GIF image"],
    ["\x1f\x8b\x08", "a gzip file"],
    ["\x01\x02\x03 text", "control characters"],
    ["a\0b\0c\0", "control characters"],
  ])("%j is binary", (head, what) => {
    const error = failure(() => decodeBytes(latin1(head), { name: "a.bin" }));
    expect(error.code).toBe("binary");
    expect(error.message).toContain(what);
    expect(error.message).toMatch(/^a\.bin: /);
  });

  it("UTF-16 without a mark is read once it is named", () => {
    const input = Buffer.from("Harbour", "utf16le");
    expect(failure(() => decodeBytes(input, { name: "a" })).message).toContain("--encoding");
    expect(decodeBytes(input, { name: "a", encoding: "utf-16le" })).toBe("Harbour");
  });
});

it("firstInvalidByte tells where a wrong byte was put in", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string(), (before, after) => {
      const head = Buffer.from(before);
      expect(firstInvalidByte(Buffer.concat([head, bytes(0xff), Buffer.from(after)]))).toBe(
        head.length,
      );
      expect(firstInvalidByte(head)).toBe(head.length);
    }),
  );
});
