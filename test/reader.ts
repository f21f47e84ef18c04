import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Reader } from "../src/serve/index.ts";
import type { RecordPool } from "../src/work/record-pool.ts";

/** Reads by rules alone, on another thread; workers start from compiled files. */
export async function startReader(): Promise<Reader & { close(): Promise<void> }> {
  const address = pathToFileURL(resolve("dist/work/record-pool.js")).href;
  const { RecordPool: Pool } = (await import(address)) as { RecordPool: typeof RecordPool };
  const pool = new Pool(1, { attribution: "rules", places: [] });
  return {
    pipeline: "test",
    record: (document) => pool.record(document),
    read: (upload) => pool.read(upload),
    close: () => pool.close(),
  };
}
