import { existsSync, statSync } from "node:fs";
import { startPostgres } from "./postgres-server.ts";

/** A record that is measured. */
export interface RecordUnderTest {
  /** As `openStore` takes it. */
  readonly target: string;
  /**
   * Milliseconds of processor time that this process, and the server where the record has one of
   * its own, have used so far. On a machine with other work to do it says more than the clock.
   */
  processorTime(): number;
  stop(): Promise<void>;
}

/**
 * @param place a SQLite file, an address, or a folder that `bench store --keep` filled with a
 * PostgreSQL database, whose server is started
 */
export async function recordUnderTest(place: string): Promise<RecordUnderTest> {
  const isFolder = existsSync(place) && statSync(place).isDirectory();
  if (!isFolder) return { target: place, processorTime: ownTime, stop: async () => {} };
  const server = await startPostgres({ kept: place });
  return {
    target: await server.record(),
    processorTime: () => ownTime() + server.processorTime(),
    stop: () => server.remove(),
  };
}

/** Milliseconds of processor time of this process. */
export function ownTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
