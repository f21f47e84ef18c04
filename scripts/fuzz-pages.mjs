// Reads 20,000 damaged copies of the pages in test/fixtures/pages: node scripts/fuzz-pages.mjs [N] [SEED]
// Fails with the seed and number of the first copy that throws anything but an OnRecordError, takes
// more than 5 seconds (a megabyte, where it is larger), or has a character that does not lead back to the page.
import { readdirSync, readFileSync } from "node:fs";
import { OnRecordError } from "../dist/index.js";
import { decodeBytes } from "../dist/read/decode.js";
import { htmlDocument } from "../dist/read/html-document.js";

const count = Number(process.argv[2] ?? 20_000);
let state = Number(process.argv[3] ?? 42);
const FOLDER = new URL("../test/fixtures/pages/", import.meta.url);
const pages = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".html"))
  .map((file) => readFileSync(new URL(file, FOLDER)));

/** 32-bit xorshift, so that a run can be repeated. */
function random(below) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % below;
}

function damage(page) {
  let bytes = page;
  for (let edits = 1 + random(12); edits > 0; edits--) {
    const at = random(bytes.length + 1);
    const put =
      random(3) === 0
        ? bytes.subarray(random(bytes.length), random(bytes.length))
        : Buffer.from(Array.from({ length: random(12) }, () => random(256)));
    bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + random(60))]);
  }
  return bytes.length === 0 ? page : bytes;
}

const spaced = (words) => words.replace(/[\t\n\v\f\r]/g, " ");

function check(source, { text, sourceMap }) {
  let end = 0;
  for (const { at, from, length } of sourceMap) {
    const there = source.slice(from, from + length);
    const words = text.slice(at, at + length);
    const isSame = spaced(there) === spaced(words) || source[from] === "&";
    if (!isSame || /[^\n\t]/.test(text.slice(end, at))) throw new Error(`source map at ${at}`);
    end = at + length;
  }
}

let refused = 0;
let slowest = 0;
for (let i = 0; i < count; i++) {
  const before = state;
  const bytes = damage(pages[i % pages.length]);
  const start = performance.now();
  try {
    const source = decodeBytes(bytes, { name: "page", html: true });
    check(source, htmlDocument(source));
  } catch (error) {
    if (!(error instanceof OnRecordError)) {
      console.error(`copy ${i}, state ${before}: ${error.stack}`);
      process.exit(1);
    }
    refused++;
  }
  slowest = Math.max(slowest, performance.now() - start);
  if (performance.now() - start > 5000 * Math.max(1, bytes.length / 2 ** 20)) {
    console.error(`copy ${i}, state ${before}: ${Math.round(performance.now() - start)} ms`);
    process.exit(1);
  }
}
console.log(`${count} copies read, ${refused} refused, the slowest took ${Math.round(slowest)} ms`);
