import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { describe, expect, test } from "vitest";
import { DENIAL, DIRECT, INES, sampleRecord, stream, written } from "../../test/sample-record.ts";
import type { DocumentRecord } from "../document/index.ts";
import type { TableOptions } from "./csv.ts";
import { toParquet } from "./parquet.ts";
import { TABLES } from "./tables/tables.ts";

async function fileOf(records: readonly DocumentRecord[], options?: TableOptions) {
  return new Uint8Array(await written(toParquet(stream(records), options))).buffer;
}

async function rowsOf(records: readonly DocumentRecord[], options?: TableOptions) {
  return parquetReadObjects({ file: await fileOf(records, options) });
}

const pairs = (spans: unknown) =>
  (spans as { start: number; end: number }[]).map(({ start, end }) => [start, end]);

test("a statement is a row with typed columns", async () => {
  const [direct, denial] = await rowsOf([sampleRecord()]);
  expect(direct).toMatchObject({
    title: "=1+1",
    content: '"We close it," … "until May."',
    source_named: true,
    source_roles: [],
    said_from: null,
    confidence: 0.97,
  });
  expect(pairs(direct!.content_spans_utf16)).toEqual(DIRECT.content);
  expect(pairs(denial!.source_spans_utf16)).toEqual(DENIAL.source);
  expect(denial).toMatchObject({ source: "=SUM", source_roles: ["a dredger"] });
});

test("the file says what its offsets count", async () => {
  const { key_value_metadata } = parquetMetadata(await fileOf([sampleRecord()]));
  expect(key_value_metadata).toContainEqual({ key: "onrecord.offsets", value: "utf16" });
});

describe.each(Object.entries(TABLES))("the table of %s", (rows, { columns }) => {
  test("has all its columns, in their order", async () => {
    const { schema } = parquetMetadata(await fileOf([], { rows: rows as never }));
    const top = schema.filter(
      ({ name }) => !["root", "list", "element", "start", "end"].includes(name),
    );
    expect(top.map(({ name }) => name)).toEqual(columns.map(({ name }) => name));
  });
});

test("without any record it is an empty table", async () => {
  expect(await rowsOf([])).toEqual([]);
});

test("many rows come in groups, each written before the next is read", async () => {
  let asked = 0;
  async function* many() {
    for (; asked < 10_000; asked++) yield sampleRecord({ id: `wire-${asked}` });
  }
  const chunks = toParquet(many());
  const parts = [(await chunks.next()).value as Uint8Array];
  expect(asked).toBeLessThan(5_000);
  for await (const chunk of chunks) parts.push(chunk);
  const file = new Uint8Array(Buffer.concat(parts)).buffer;
  expect(parquetMetadata(file).row_groups.length).toBeGreaterThan(1);
  const rows = await parquetReadObjects({ file, columns: ["document_id", "source_name"] });
  expect(rows).toHaveLength(20_000);
  expect(rows.at(-2)).toEqual({ document_id: "wire-9999", source_name: INES.name });
});
