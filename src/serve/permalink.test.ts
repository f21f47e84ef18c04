import { describe, expect, test } from "vitest";
import { faultOf, formatPermalink, parsePermalink } from "./permalink.ts";

const HASH = "0a1b2c3d4e5f";

test.each([
  ["#s=10-27", { start: 10, end: 27, hash: null }],
  ["#s=0-1&t=0a1b2c3d4e5f", { start: 0, end: 1, hash: HASH }],
  ["s=10-27", { start: 10, end: 27, hash: null }],
  ["", null],
  ["#s=10", null],
  ["#s=-1-27", null],
  ["#s=1-2&t=0A", null],
  ["#s=1-2&t=<script>", null],
  ["#s-a1", null],
  ["#s=1e3-2e3", null],
])("%j", (fragment, link) => {
  expect(parsePermalink(fragment)).toEqual(link);
  if (link !== null) expect(parsePermalink(formatPermalink(link))).toEqual(link);
});

describe("a link is shown only where it means these very words", () => {
  test.each<[string, number, number, string | null, RegExp | null]>([
    ["right", 10, 27, HASH, null],
    ["without a hash", 10, 27, null, null],
    ["up to the end", 10, 30, HASH, null],
    ["of another text", 10, 27, "ffffffffffff", /^The text has changed/],
    ["beyond the end", 10, 31, HASH, /10 to 31, but the text has 30/],
    ["empty", 10, 10, HASH, /names no words/],
    ["backwards", 27, 10, HASH, /names no words/],
  ])("%s", (_, start, end, hash, fault) => {
    const said = faultOf({ start, end, hash }, HASH, 30);
    if (fault === null) expect(said).toBeNull();
    else expect(said).toMatch(fault);
  });
});
