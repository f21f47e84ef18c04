import { expect, test } from "vitest";
// @ts-expect-error: a script without types
import { at, pdf } from "../scripts/fixtures/pdf.mjs";
import { OnRecordError, readSources } from "../src/index.ts";

/** An entity of an entity of an entity …: 10 000 000 000 letters, were it spelled out. */
function laughs(): string {
  const entities = [..."bcdefghijk"].map((name, i) => {
    const inner = `&${"abcdefghij"[i]};`;
    return `<!ENTITY ${name} "${inner.repeat(10)}">`;
  });
  return `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "a">${entities.join("")}]><rss version="2.0"><channel><item><description>No &k; more.</description></item></channel></rss>`;
}

const feed = (item: string) =>
  `<rss version="2.0"><channel><title>x</title>${item}</channel></rss>`;
const mail = (rest: string) => `From: a@b.example\nMIME-Version: 1.0\n${rest}`;

test.each<[string, string | Uint8Array]>([
  ["an entity that grows", laughs()],
  ["a feed 50 000 deep", feed(`<item><description>${"<a>".repeat(50_000)}x</description></item>`)],
  [
    "a JSON feed 100 000 deep",
    `{"version":"https://jsonfeed.org/version/1.1","items":${"[".repeat(100_000)}`,
  ],
  [
    "an entry of 20 000 attributes",
    feed(`<item ${Array.from({ length: 20_000 }, (_, i) => `a${i}="x"`).join(" ")}/>`),
  ],
  ["CDATA without end", feed(`<item><description><![CDATA[${"x".repeat(1e6)}`)],
  ["comments without end", "<!--".repeat(100_000)],
  [
    "a mail of 3 000 parts",
    mail(`Content-Type: multipart/mixed; boundary=b\n\n${"--b\n\nx\n".repeat(3000)}`),
  ],
  ["a header of a megabyte", mail(`Subject: ${"=?utf-8?Q?a?= ".repeat(80_000)}\n\nx\n`)],
  ["a record of 100 000 fields", `WARC/1.0\r\n${"a: b\r\n".repeat(100_000)}\r\n`],
  [
    "a page of 20 000 pieces",
    pdf(
      [
        Array.from({ length: 20_000 }, (_, i) => at(72 + (i % 400), 800 - (i % 700), `w${i}`)).join(
          "",
        ),
      ],
      { pack: true },
    ),
  ],
])(
  "%s comes to an end",
  async (_, content) => {
    async function* stdin() {
      yield Buffer.from(content);
    }
    const began = process.cpuUsage();
    let answers = 0;
    for await (const result of readSources(["-"], { stdin: stdin() })) {
      answers++;
      if ("error" in result) expect(result.error).toBeInstanceOf(OnRecordError);
      else expect(result.document.text.length).toBeLessThan(2e6);
    }
    expect(answers).toBeGreaterThan(0);
    expect(process.cpuUsage(began).user / 1e6).toBeLessThan(10);
  },
  120_000,
);
