import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { closeStore, type Dialect, openStore, type Store } from "../src/store/index.ts";
import { skipsWithout } from "./needs.ts";
import { type PostgresServer, postgresPrograms, startPostgres } from "./postgres.ts";

/** The stores that can be tested on this machine. */
export function dialects(): readonly Dialect[] {
  const noPostgres = skipsWithout("PostgreSQL", postgresPrograms() !== null);
  return noPostgres ? ["sqlite"] : ["sqlite", "postgres"];
}

/** What gives a test an empty record, for as long as its work takes. Call it within `describe`. */
export function useStores(dialect: Dialect): <T>(work: (store: Store) => Promise<T>) => Promise<T> {
  let folder: string;
  let server: PostgresServer | null = null;
  let stores = 0;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "onrecord-store-"));
    if (dialect === "postgres") server = await startPostgres();
  });
  afterAll(async () => {
    await server?.remove();
    rmSync(folder, { recursive: true });
  });
  return async (work) => {
    const target = (await server?.newDatabase()) ?? join(folder, `${++stores}.db`);
    const store = await openStore(target, { create: true });
    try {
      return await work(store);
    } finally {
      await closeStore(store);
    }
  };
}
