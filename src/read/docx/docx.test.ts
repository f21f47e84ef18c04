import { expect, it } from "vitest";
// @ts-expect-error: a script without types
import { docx, p } from "../../../scripts/fixtures/docx.mjs";
// @ts-expect-error: a script without types
import { zip } from "../../../scripts/fixtures/zip.mjs";
import { readSources } from "../read-sources.ts";

async function read(bytes: Uint8Array, from?: "docx") {
  async function* stdin() {
    yield bytes;
  }
  const results = [];
  for await (const result of readSources(["-"], { stdin: stdin(), from })) results.push(result);
  return results;
}

const WHOLE: Buffer = docx([p("The harbour is shut, the mayor said.")]);

it("is told by content", async () => {
  expect(await read(WHOLE)).toMatchObject([
    { document: { text: "The harbour is shut, the mayor said.", sourceMap: null } },
  ]);
});

it.each<[string, Uint8Array, string, RegExp]>([
  ["no ZIP archive", Buffer.from("The harbour is shut."), "damaged", /it is no ZIP archive/],
  ["cut short", WHOLE.subarray(0, 900), "damaged", /not a whole one/],
  ["another ZIP archive", zip([["a.txt", "a"]]), "damaged", /no word\/document\.xml/],
  ["without text", docx([p("")]), "empty", /no text/],
  [
    "broken XML",
    zip([
      ["word/document.xml", "<w:document"],
      ["[Content_Types].xml", "<Types"],
    ]),
    "damaged",
    /Open and save/,
  ],
  ["nested too deep", docx(["<w:sdt><w:sdtContent>".repeat(5000)]), "damaged", /nested too deep/],
  ["a bomb", zip([["word/document.xml", Buffer.alloc(60 * 2 ** 20, 32)]]), "too-large", /MiB/],
])("what is %s is an error", async (_, bytes, code, message) => {
  expect(await read(bytes, "docx")).toMatchObject([
    { error: { code, message: expect.stringMatching(message) } },
  ]);
});
