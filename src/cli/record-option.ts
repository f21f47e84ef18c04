import { type Command, Option } from "commander";
import type { OpenOptions, Store } from "../store/index.ts";
import { safe } from "./report.ts";

/** Which record a command works on. */
export interface RecordTarget {
  readonly record: string;
}

export function addRecordOption(command: Command): Command {
  return command.addOption(
    // Help does not print the variable: its address may hold a password.
    new Option(
      "--record <file>",
      "the record: a file, or postgres://… (or ONRECORD_RECORD)",
    ).default(process.env.ONRECORD_RECORD ?? "onrecord.db", "onrecord.db"),
  );
}

/** Opens the record for as long as the work takes. Waiting for it is said on standard error. */
export async function withStore<T>(
  { record }: RecordTarget,
  options: OpenOptions,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const { openStore, closeStore } = await import("../store/index.ts");
  const onWait = (message: string) => process.stderr.write(`onrecord: ${safe(message)}\n`);
  const store = await openStore(record, { onWait, ...options });
  try {
    return await work(store);
  } finally {
    await closeStore(store);
  }
}
