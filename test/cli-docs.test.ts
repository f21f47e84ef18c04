import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { describe, expect, test } from "vitest";
import { openOutput } from "../src/cli/output.ts";
import { createProgram } from "../src/cli/program.ts";

const DOCS = readFileSync("docs/cli.md", "utf8");

const program = createProgram(openOutput(process.stdout));

/** The part of the page under a heading of the second level. */
function section(title: string): string {
  const at = DOCS.indexOf(`\n## ${title}\n`);
  if (at < 0) throw new Error(`docs/cli.md has no heading "## ${title}"`);
  const end = DOCS.indexOf("\n## ", at + 1);
  return DOCS.slice(at, end < 0 ? undefined : end);
}

function documentedOptions(text: string): string[] {
  return [...text.matchAll(/^#+ `(-.*)`$/gm)].map(([, flags]) => flags!);
}

function flagsOf(command: Command): string[] {
  return command.options.map(({ flags }) => flags);
}

test("every command is documented, and nothing else", () => {
  const documented = [...DOCS.matchAll(/^## onrecord (\S+)$/gm)].map(([, name]) => name);
  const commands = program.commands.map((command) => command.name());
  expect(documented.toSorted()).toEqual([...commands, "help"].toSorted());
});

test("every option of the program is documented, and nothing else", () => {
  const documented = documentedOptions(section("Options of the program"));
  expect(documented).toEqual([...flagsOf(program), "-h, --help"]);
});

/** Options that several commands share are documented once. */
const SHARED = ["Inputs", "The record", "The queue", "Exports"].flatMap((title) =>
  documentedOptions(section(title)),
);

test.each(program.commands.map((command) => [command.name(), command] as const))(
  "every option of %s is documented, and nothing else",
  (name, command) => {
    const documented = documentedOptions(section(`onrecord ${name}`));
    // A command may have a shared option of its own meaning: it says so itself.
    const own = flagsOf(command).filter(
      (flags) => !SHARED.includes(flags) || documented.includes(flags),
    );
    expect(documented).toEqual(own);
  },
);

test("every shared option is one of some command", () => {
  const flags = program.commands.flatMap(flagsOf);
  expect(flags).toEqual(expect.arrayContaining(SHARED));
});

/** What a documented line does. */
function run(line: string): { status: number | null; stdout: string; code: number } {
  // The launcher would install and build under the tests' feet; what it starts is the same.
  const main = `'${process.execPath}' '${resolve("dist/cli/main.js")}'`;
  const [, command, code] = /^(.*\S)\s+# exit (\d+)$/.exec(line)!;
  const shell = command!.replaceAll("./onrecord", main);
  const { status, stdout } = spawnSync("sh", ["-c", shell], { encoding: "utf8", input: "" });
  return { status, stdout, code: Number(code) };
}

test.each(["docs/cli.md", "README.md"])("the output shown in %s is what is printed", (page) => {
  const text = readFileSync(page, "utf8");
  const shown = [...text.matchAll(/^```sh\n([^\n]+)\n```\n\n```text\n(.*?)^```$/gms)];
  expect(shown).not.toEqual([]);
  for (const [, line, output] of shown) {
    // The README says no exit code, and shows of `read` what stands on a terminal.
    const asOnTerminal = line!.includes(" read ") ? `${line} --format text` : line!;
    const { stdout } = run(/# exit \d+$/.test(line!) ? line! : `${asOnTerminal} # exit 0`);
    let at = 0;
    for (const part of output!.split("[…]\n")) {
      expect(stdout.slice(at)).toContain(part);
      at = stdout.indexOf(part, at) + part.length;
    }
  }
});

describe("every example runs with the exit code beside it", () => {
  const blocks = [...DOCS.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block!);
  const lines = blocks.flatMap((block) => block.trimEnd().split("\n"));

  test.each(lines)("%s", (line) => {
    const { status, stdout, code } = run(line);
    expect(status).toBe(code);
    expect(stdout === "").toBe(status === 1 || status === 2);
  });
});
