import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";

/** Reads a page of 30 MB of short paragraphs and prints the memory it took at most, in KB. */
const PROGRAM = `
  import { htmlDocument } from "./dist/read/html-document.js";
  const paragraph = "<p>The council met on Monday, and it said that the harbour of Caster stays open. ";
  const doc = htmlDocument("<html><body><article>" + paragraph.repeat((30 * 2 ** 20) / paragraph.length));
  if (doc.blocks.length < 380000) throw new Error("blocks are missing: " + doc.blocks.length);
  console.log(process.resourceUsage().maxRSS);
`;

it("a page of 30 MB fits in 512 MB", { timeout: 200_000 }, () => {
  const out = execFileSync(
    process.execPath,
    ["--max-old-space-size=380", "--input-type=module", "-e", PROGRAM],
    { encoding: "utf8" },
  );
  expect(Number(out)).toBeLessThan(512 * 1024);
});
