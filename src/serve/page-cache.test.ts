import { expect, test } from "vitest";
import { pageCache } from "./page-cache.ts";

/** Asks for pages of so many characters, and lists those that were rendered for it. */
async function rendered(most: number, asked: string): Promise<string> {
  const cache = pageCache(most);
  let made = "";
  for (const tag of asked) {
    const page = await cache.get(tag, async () => {
      made += tag;
      return tag.repeat(tag === tag.toUpperCase() ? 100 : 10);
    });
    expect(page[0]).toBe(tag);
  }
  return made;
}

test.each([
  ["each once", 30, "abcabc", "abc"],
  ["the oldest goes first", 30, "abcdba", "abcda"],
  ["what is used stays", 30, "abcadab", "abcdb"],
  ["what is too large is never kept", 30, "aXXa", "aXX"],
  ["nothing kept", 0, "aa", "aa"],
])("%s", async (_, most, asked, made) => {
  expect(await rendered(most, asked)).toBe(made);
});
