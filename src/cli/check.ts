import type { Command } from "commander";
import type { Problem, Store } from "../store/index.ts";
import { progressOver } from "./inputs.ts";
import type { Output } from "./output.ts";
import { addRecordOption, type RecordTarget, withStore } from "./record-option.ts";
import { safe } from "./report.ts";

interface CheckCommandOptions extends RecordTarget {
  readonly repair?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ onrecord check
  $ onrecord check --record strait.db --repair

Exit codes: 0 nothing is wrong, or all of it was repaired; 1 something is wrong; 2 wrong usage.`;

export function addCheckCommand(program: Command, output: Output): void {
  const command = program
    .command("check")
    .summary("look for damage in the record")
    .description(
      "Looks through the whole record: that the file is sound, every document can be read, all spans lie in its text, and what is derived from it is as it would be made now.",
    )
    .usage("[options]");
  addRecordOption(command)
    .option("--repair", "make anew what is derived from the documents, where it is wrong")
    .option("--json", "print a line of JSON for each problem, and one for the whole")
    .helpOption("-h, --help", "print help")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError('Run "onrecord check --help" to see the options and an example.')
    .action(async (options: CheckCommandOptions) => {
      process.exitCode = await withStore(options, {}, (store) => runCheck(store, options, output));
    });
}

async function runCheck(
  store: Store,
  { repair = false, json = false }: CheckCommandOptions,
  output: Output,
): Promise<0 | 1> {
  const { checkStore, countDocuments } = await import("../store/index.ts");
  const documents = await countDocuments(store);
  const progress = await progressOver(documents, "documents");
  const onDocument = () => progress?.advance();
  let [problems, repaired] = [0, 0];
  for await (const problem of checkStore(store, { repair, onDocument })) {
    problems++;
    if (problem.did !== null && problem.part !== "record") repaired++;
    await output.write(json ? `${JSON.stringify(problem)}\n` : `${textLine(problem)}\n`);
  }
  progress?.stop();
  const counts = { record: store.name, documents, problems, repaired };
  await output.write(json ? `${JSON.stringify(counts)}\n` : `${summary(counts)}\n`);
  return problems > repaired ? 1 : 0;
}

function textLine({ document, part, what, did }: Problem): string {
  const where = document ?? `the ${part}`;
  return safe(`${where}: ${what}${did === null ? "" : ` (${did})`}`);
}

function summary(counts: {
  record: string;
  documents: number;
  problems: number;
  repaired: number;
}) {
  const { record, documents, problems, repaired } = counts;
  const whole = `${safe(record)}: ${documents} ${documents === 1 ? "document" : "documents"}`;
  if (problems === 0) return `${whole}, nothing wrong`;
  const found = `${whole}, ${problems} ${problems === 1 ? "problem" : "problems"}`;
  return repaired === 0 ? found : `${found}, ${repaired} of them repaired`;
}
