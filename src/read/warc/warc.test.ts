import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { runs } from "../../../test/fast-check.ts";
import { readSources } from "../read-sources.ts";

function record(block: string | Buffer, type = "text/plain", size = Buffer.byteLength(block)) {
  const head = `WARC/1.1\r\nWARC-Type: resource\r\nContent-Type: ${type}\r\nContent-Length: ${size}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(block), Buffer.from("\r\n\r\n")]);
}

async function read(...chunks: Uint8Array[]) {
  async function* stdin() {
    yield* chunks;
  }
  const shown = [];
  for await (const result of readSources(["-"], { stdin: stdin() })) {
    if ("document" in result) shown.push(result.document.text);
    else shown.push(`${result.error.code} ${result.error.facts.offset ?? ""}`.trim());
  }
  return shown;
}

const FIRST = record("The first word.");
const SECOND = record("The second word.");
const LARGE = record(Buffer.alloc(33 * 2 ** 20, "a "));
const BOMB_BODY = gzipSync(Buffer.alloc(40 * 2 ** 20));
const BOMB = record(
  Buffer.concat([
    Buffer.from("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"),
    BOMB_BODY,
  ]),
  "application/http",
);

it.each<[string, Uint8Array[], string[]]>([
  ["two records", [FIRST, SECOND], ["The first word.", "The second word."]],
  ["two members", [gzipSync(FIRST), gzipSync(SECOND)], ["The first word.", "The second word."]],
  [
    "a large record is passed over",
    [FIRST, LARGE, SECOND],
    ["The first word.", "too-large", "The second word."],
  ],
  ["a bomb is passed over", [BOMB, SECOND], ["too-large", "The second word."]],
  [
    "what follows is no record",
    [FIRST, Buffer.from("and so on")],
    ["The first word.", `damaged ${FIRST.length}`],
  ],
  ["a length that is too long", [record("a", "text/plain", 900), SECOND], ["damaged 0"]],
  [
    "a header without end",
    [FIRST, SECOND.subarray(0, 30)],
    ["The first word.", `damaged ${FIRST.length}`],
  ],
  [
    "a broken member",
    [gzipSync(FIRST), Buffer.from("\x1f\x8bxxxxxxxxxxxxxxxxx", "latin1")],
    ["The first word.", `damaged ${gzipSync(FIRST).length}`],
  ],
])("%s", async (_, chunks, shown) => expect(await read(...chunks)).toEqual(shown));

it("wherever an archive is cut, what is whole is read and the cut is reported", async () => {
  for (const whole of [
    Buffer.concat([FIRST, SECOND]),
    Buffer.concat([gzipSync(FIRST), gzipSync(SECOND)]),
  ]) {
    const border = whole[0] === 0x1f ? gzipSync(FIRST).length : FIRST.length;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: border + 12, max: whole.length - 5 }), async (cut) => {
        const shown = await read(whole.subarray(0, cut));
        expect(shown[0]).toBe("The first word.");
        expect(shown.at(-1)).toBe(`damaged ${border}`);
      }),
      { numRuns: runs(50) },
    );
  }
});

it("any cutting into chunks gives the same", async () => {
  const whole = Buffer.concat([gzipSync(FIRST), gzipSync(SECOND)]);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 100, max: whole.length }), async (cut) => {
      expect(await read(whole.subarray(0, cut), whole.subarray(cut))).toHaveLength(2);
    }),
    { numRuns: runs(30) },
  );
});
