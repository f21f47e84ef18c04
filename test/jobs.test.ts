import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { read, textDocument } from "../src/index.ts";
import type { RecordPool } from "../src/work/record-pool.ts";

// Workers start from compiled files.
const POOL = pathToFileURL(resolve("dist/work/record-pool.js")).href;
const { RecordPool: Pool } = (await import(POOL)) as { RecordPool: typeof RecordPool };

const SETUP = { attribution: "rules", places: [] } as const;

test("many threads print what one does, in the same order", () => {
  const lines = Array.from({ length: 40 }, (_, i) =>
    JSON.stringify({ id: `${i}`, text: `"We close harbour ${i}," Ines Lorck said on Friday.` }),
  );
  lines.splice(30, 0, "not JSON");
  const run = (jobs: string) => {
    const args = ["dist/cli/main.js", "read", "--from", "ndjson", "--jobs", jobs];
    try {
      return execFileSync(process.execPath, args, { input: lines.join("\n"), encoding: "utf8" });
    } catch (error) {
      expect((error as { status: number }).status).toBe(3);
      return (error as { stdout: string }).stdout;
    }
  };
  const alone = run("1");
  expect(alone.split("\n")).toHaveLength(42);
  expect(run("3")).toBe(alone);
});

describe("a pool of workers", () => {
  test("makes the records that are made without it", async () => {
    const docs = ["one", "two", "three"].map((n) => textDocument(`"It is ${n}," Ida Moll said.`));
    const pool = new Pool(2, SETUP);
    const records = await Promise.all(docs.map((doc) => pool.record(doc)));
    await pool.close();
    const { rulesOnly } = await import("../src/models.ts");
    expect(records).toEqual(docs.map((doc) => read(doc, { models: rulesOnly() })));
  });

  test("gives up a document that ends two workers, and reads the next", async () => {
    // A heap in which the models fit, and no long text.
    const pool = new Pool(1, SETUP, { limits: { maxOldGenerationSizeMb: 64 } });
    const long = textDocument(
      "Ida Moll said that it was late, and Bo Ree said no.\n\n".repeat(60_000),
    );
    const short = textDocument('"It is late," Ida Moll said.');
    const failed = pool.record(long);
    const done = pool.record(short);
    await expect(failed).rejects.toMatchObject({ code: "not-recorded" });
    expect((await done).attributions).toHaveLength(1);
    await pool.close();
  });

  test("ends what takes too long, and reads the next", async () => {
    const pool = new Pool(1, SETUP, { patience: 1000 });
    const long = textDocument("Ida Moll said that it was late.\n\n".repeat(100_000));
    const short = textDocument('"It is late," Ida Moll said.');
    const failed = pool.record(long);
    const done = pool.record(short);
    await expect(failed).rejects.toThrow("reading it took more than 1 s");
    expect((await done).attributions).toHaveLength(1);
    await pool.close();
  });
});
