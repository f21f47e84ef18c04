import type { Command } from "commander";
import type { OpenOptions, Store } from "../store/index.ts";

/** Which record a command works on. */
export interface RecordTarget {
  readonly record: string;
}

export function addRecordOption(command: Command): Command {
  return command.option(
    "--record <file>",
    "the record: a file, or postgres://… (or ONRECORD_RECORD)",
    process.env.ONRECORD_RECORD ?? "onrecord.db",
  );
}

/** Opens the record for as long as the work takes. */
export async function withStore<T>(
  { record }: RecordTarget,
  options: OpenOptions,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const { openStore, closeStore } = await import("../store/index.ts");
  const store = await openStore(record, options);
  try {
    return await work(store);
  } finally {
    await closeStore(store);
  }
}
