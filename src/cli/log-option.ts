import { type Command, Option } from "commander";
import { createLog, type Log, type LogFormat } from "../monitor/log.ts";

/** How a command that runs for long says what it does. */
export interface LogTarget {
  readonly log: LogFormat;
}

export function addLogOption(command: Command): Command {
  return command.addOption(
    new Option("--log <format>", "what is said on standard error, as text or json")
      .choices(["text", "json"])
      .default("text"),
  );
}

export function logFor({ log }: LogTarget): Log {
  return createLog(log, (line) => process.stderr.write(line));
}
