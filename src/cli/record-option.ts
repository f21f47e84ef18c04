import { type Command, Option } from "commander";
import type { OpenOptions, Store } from "../store/index.ts";
import { safe } from "./report.ts";
import { fromEnvironment, openAddress } from "./secrets.ts";

/** Which record a command works on. */
export interface RecordTarget {
  readonly record: string;
}

export function addRecordOption(command: Command): Command {
  return command
    .addOption(
      new Option("--record <file>", "the record: a file, or postgres://… (or ONRECORD_RECORD)")
        .argParser(openAddress("record"))
        .default("onrecord.db"),
    )
    .hook("preAction", (command) => fromEnvironment(command, "record"));
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
