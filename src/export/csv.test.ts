import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ARBITRARY_RECORD } from "../../test/arbitrary-record.ts";
import { parseCsv } from "../../test/csv.ts";
import { DIRECT, sampleRecord, spanOf, stream, written } from "../../test/sample-record.ts";
import type { DocumentRecord } from "../document/index.ts";
import { type TableOptions, toCsv } from "./csv.ts";
import { guardFormula, unguardFormula } from "./formula.ts";
import { TABLES } from "./tables/tables.ts";

async function csvOf(records: readonly DocumentRecord[], options?: TableOptions): Promise<string> {
  return (await written(toCsv(stream(records), options))).toString("utf8");
}

/** The rows as a reader of CSV with a head has them. */
async function rowsOf(records: readonly DocumentRecord[], options?: TableOptions) {
  const [head, ...rows] = parseCsv((await csvOf(records, options)).slice(1));
  return rows.map((row) => {
    expect(row).toHaveLength(head!.length);
    return Object.fromEntries(head!.map((name, i) => [name, row[i]!]));
  });
}

describe("a formula is text to a spreadsheet", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["---GOV", "'---GOV"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\t=1"],
    ["\r=1", "'\r=1"],
    ["＝1", "'＝1"],
    ["'=1", "''=1"],
  ])("%j", (text, cell) => {
    expect(guardFormula(text)).toBe(cell);
    expect(unguardFormula(cell)).toBe(text);
  });

  test.each(["a=1", " =1", '"=1"', "'we wait'", "'", "", "1-2"])(
    "and %j stays as it is",
    (text) => {
      expect(guardFormula(text)).toBe(text);
      expect(unguardFormula(text)).toBe(text);
    },
  );

  test("and every text comes back", () => {
    const text = fc.array(fc.constantFrom("'", "=", "-", "\t", "\n", "a"), { maxLength: 5 });
    fc.assert(
      fc.property(text, (characters) => {
        const whole = characters.join("");
        expect(unguardFormula(guardFormula(whole))).toBe(whole);
        expect(guardFormula(whole)).not.toMatch(/^[=+\-@\t\r\n]/);
      }),
    );
  });
});

test("a statement is a row with its words, spans and origin", async () => {
  const [direct, denial] = await rowsOf([sampleRecord()]);
  expect(direct).toMatchObject({
    published: "2031-03-12T07:30+02:00",
    outlet: "The Ollan Courier",
    title: "'=1+1",
    statement_id: "a1",
    kind: "direct",
    source: "Ines Lorck",
    cue: "said",
    content: '"We close it," … "until May."',
    source_spans_utf16: JSON.stringify([spanOf("Ines Lorck")]),
    content_spans_utf16: JSON.stringify(DIRECT.content),
    source_name: "Ines Lorck",
    source_country: "NOR",
    source_named: "true",
    act: "assert",
    said_from: "",
    addressees: "",
    confidence: "0.97",
    by: "attribute/gru@1",
    document_id: "wire-17",
    sha256: "0123456789abcdef".repeat(4),
  });
  expect(direct!.permalink).toMatch(/^\/d\/[0-9a-f]{20}#s=24-38,56-68$/);
  expect(direct!.permalink).toContain(direct!.document_key!);
  expect(denial).toMatchObject({
    source: "'=SUM",
    content: "that\r\nthe ferry had sunk a buoy",
    source_roles: '["a dredger"]',
    addressees: '["Ines Lorck"]',
    said_from: "2031-03-11",
    said_basis: "inferred",
    relations: '["disputes a1 (stated)"]',
  });
});

test("it begins with a byte order mark, and every line ends in CRLF", async () => {
  const csv = await written(toCsv(stream([sampleRecord()])));
  expect([...csv.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(csv.subarray(-2).toString()).toBe("\r\n");
});

test("permalinks lead to where the page is served", async () => {
  const [row] = await rowsOf([sampleRecord()], { baseUrl: "https://record.example" });
  expect(row!.permalink).toMatch(/^https:\/\/record\.example\/d\/[0-9a-f]{20}#s=24-38,56-68$/);
});

test.each([
  ["events", { event_id: "v1", status: "denied", cameo_code: "190", source_code: "'---" }],
  ["events", { plover_contexts: '["military","environment"]', according_to_name: "'=SUM" }],
  ["entities", { entity_id: "e1", name: "Ines Lorck", count: "" }],
  ["own-voice", { sentence: "until May" }],
  ["signatories", { line: "1", name: "'=SUM", printed: "'=SUM", stated_count: "22" }],
] as const)("a row for each of the %s: %o", async (rows, cells) => {
  const record = sampleRecord({
    ownVoice: [{ span: spanOf("until May") }],
    lists: [
      {
        kind: "signatories",
        document: null,
        entities: ["e2"],
        statedCount: 22,
        spans: [spanOf("=SUM")],
      },
    ],
  });
  const [first] = await rowsOf([record], { rows });
  expect(first).toMatchObject(cells);
});

test.each(Object.entries(TABLES))("docs/formats.md has every column of %s", (rows, { columns }) => {
  const [, page] = readFileSync("docs/formats.md", "utf8").split("\n### CSV and Parquet\n");
  const everywhere = /^A row for each entry of one kind.*$/m.exec(page!)![0];
  const line = page!.split("\n").find((one) => one.startsWith(`| \`${rows}\` |`))!;
  for (const { name } of columns) expect(everywhere + line).toContain(`\`${name}\``);
});

test("no record is the head of the table", async () => {
  expect(parseCsv((await csvOf([])).slice(1))).toHaveLength(1);
});

test("whatever the text, a strict reader gets the words back", async () => {
  await fc.assert(
    fc.asyncProperty(ARBITRARY_RECORD, async (record) => {
      const rows = await rowsOf([record]);
      expect(rows).toHaveLength(record.attributions.length);
      rows.forEach((row, i) => {
        const { source, content } = record.attributions[i]!;
        const words = content.map((span) => record.text.slice(...span)).join(" … ");
        // Lone surrogates are no UTF-8; all else comes back.
        expect(unguardFormula(row.content!)).toBe(Buffer.from(words).toString());
        expect(JSON.parse(row.content_spans_utf16!)).toEqual(content);
        expect(row.source_spans_utf16).toBe(source.length === 0 ? "" : JSON.stringify(source));
        for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
      });
    }),
  );
});
