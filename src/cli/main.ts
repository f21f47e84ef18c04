#!/usr/bin/env node
import { openOutput, written } from "./output.ts";
import { createProgram } from "./program.ts";
import { exitCodeOf, messageOf } from "./report.ts";

const output = openOutput(process.stdout);

async function exit(code: number): Promise<never> {
  await output.finish();
  await written(process.stderr);
  return process.exit(code);
}

// The line being written is finished first. A second Ctrl-C does not wait: by then the handler is
// gone and the signal ends the process.
process.once("SIGINT", () => exit(130));
process.once("SIGTERM", () => exit(143));

try {
  const program = createProgram(output);
  if (process.argv.length <= 2) program.outputHelp();
  else await program.parseAsync();
  await exit(Number(process.exitCode ?? 0));
} catch (error) {
  const message = messageOf(error);
  if (message !== null) process.stderr.write(`onrecord: ${message}\n`);
  if (process.env.ONRECORD_DEBUG === "1") console.error(error);
  await exit(exitCodeOf(error));
}
