import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readSources } from "../read-sources.ts";

const WHOLE = readFileSync("test/fixtures/pdf/1-statement.pdf");

async function read(bytes: Uint8Array) {
  async function* stdin() {
    yield bytes;
  }
  const results = [];
  for await (const result of readSources(["-"], { stdin: stdin() })) results.push(result);
  return results;
}

it("finds the pages of a file that has lost its index", async () => {
  const [result] = await read(WHOLE.subarray(0, WHOLE.length - 25));
  expect(result).toMatchObject({ document: { title: "Order 9 stays in force" } });
});

it.each<[string, Uint8Array, string]>([
  ["nothing but the mark", Buffer.from("%PDF-1.7\n"), "damaged"],
  [
    "the mark and other things",
    Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(999, "x")]),
    "damaged",
  ],
])("%s is damaged", async (_, bytes, code) => {
  expect(await read(bytes)).toMatchObject([
    { error: { code, message: expect.stringMatching(/^standard input: .+\. .+\.$/) } },
  ]);
});
