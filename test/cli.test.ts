import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { skipsWithout } from "./needs.ts";

const MAIN = resolve("dist/cli/main.js");
const LETTER = 'Harbour closes\n\n"We close the harbour," Ines Lorck said on Friday.\n';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "onrecord-cli-"));
  const files = {
    "letter.txt": LETTER,
    "empty.txt": "",
    "lines.ndjson": [
      '{"id": "a", "text": "He said \\"yes\\"."}',
      "not JSON",
      '{"id": "c", "text": "She said no."}',
      '{"id": "d"}',
      '{"id": "e", "text": "It is late."}',
      "",
    ].join("\n"),
    "none.ndjson": "\n",
    "places.json": '[{"name": "Orvania", "code": "XOR"}]',
    "bad-places.json": "{",
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  mkdirSync(join(folder, "many"));
  for (let i = 0; i < 8; i++) writeFileSync(join(folder, "many", `${i}.txt`), LETTER);
  mkdirSync(join(folder, "nothing"));
});

afterAll(() => rmSync(folder, { recursive: true }));

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const clean = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, ...env };
  return spawn(process.execPath, [MAIN, ...args], { cwd: folder, env: clean });
}

function outcome(child: ChildProcess): Promise<Outcome> {
  return new Promise((done, fail) => {
    let stdout = "";
    let stderr = "";
    child.stdout!.setEncoding("utf8").on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr!.setEncoding("utf8").on("data", (chunk) => {
      stderr += chunk;
    });
    child.on("error", fail);
    child.on("close", (code) => done({ code, stdout, stderr }));
  });
}

function run(args: readonly string[], input = "", env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const child = start(args, env);
  child.stdin!.on("error", () => {});
  child.stdin!.end(input);
  return outcome(child);
}

function records(stdout: string) {
  expect(stdout === "" || stdout.endsWith("\n")).toBe(true);
  return stdout
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

describe("the program", () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));

  test.each([["--version"], ["-V"]])("%s", async (option) => {
    expect(await run([option])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  test.each([[[]], [["--help"]], [["-h"]], [["help"]]])("help for %j", async (args) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("$ onrecord read article.txt");
  });

  test.each([[["read", "--help"]], [["help", "read"]]])("help for %j", async (args) => {
    const { code, stdout } = await run(args);
    expect(code).toBe(0);
    expect(stdout).toContain("$ onrecord read --from ndjson < feed.ndjson");
  });

  test.each([
    [["raed", "letter.txt"], "(Did you mean read?)"],
    [["--versoin"], "(Did you mean --version?)"],
    [["read", "--formt", "json", "letter.txt"], "(Did you mean --format?)"],
    [["read", "--format", "xml", "letter.txt"], "Allowed choices are text, ndjson, json, csv"],
    [["read", "--from", "rtf", "letter.txt"], "Allowed choices are auto, text, html"],
    [["read", "--width", "12", "letter.txt"], "from 40 to 1000"],
    [["read", "--published", "11/03/2031", "letter.txt"], "Write a date as 2031-03-11"],
    [["read", "--encoding", "klingon", "letter.txt"], '"klingon" is not the name'],
    [["read", "--places"], "argument missing"],
  ])("wrong usage: %j", async (args, message) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^onrecord: /);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("    at ");
  });
});

describe("other languages", () => {
  const german =
    "Der Hafen von Orvania bleibt bis zum Ende der Woche geschlossen, teilte die Verwaltung am Dienstag mit; „wir bedauern die Lage sehr“, sagte Marend, und weitere Angaben wollte er nicht machen.";

  test("only quotations are read, and standard error says so", async () => {
    const { code, stdout, stderr } = await run(["read"], german);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr:
        "onrecord: 1 document is not in English (de): only direct quotations are read there.\n",
    });
    const [record] = records(stdout);
    expect(record).toMatchObject({ document: { language: "de" }, ownVoice: [], entities: [] });
    expect(record.attributions).toHaveLength(1);
    const [[start, end]] = record.attributions[0].content;
    expect(record.text.slice(start, end)).toBe("„wir bedauern die Lage sehr“");
  });

  test("English that says so is read as English", async () => {
    const line = JSON.stringify({ text: german, language: "en" });
    const { stdout, stderr } = await run(["read", "--from", "ndjson"], `${line}\n`);
    expect(stderr).toBe("");
    expect(records(stdout)[0].document.language).toBe("en");
  });
});

describe("formats", () => {
  test("NDJSON into a pipe", async () => {
    const { code, stdout, stderr } = await run(["read", "letter.txt", "many/0.txt"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [first, second, ...rest] = records(stdout);
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ schema: "onrecord/1", text: LETTER });
    expect(first.document.file).toBe("letter.txt");
    expect(second.document.file).toBe("many/0.txt");
    const [attribution] = first.attributions;
    expect(first.text.slice(...attribution.content[0])).toContain("We close the harbour");
  });

  test("a JSON array", async () => {
    const { code, stdout } = await run(["read", "--format", "json", "many"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).map((record: { text: string }) => record.text)).toEqual(
      Array(8).fill(LETTER),
    );
  });

  test.each([
    ["json", "[]\n"],
    ["ndjson", ""],
    ["text", ""],
  ])("no document as %s", async (format, stdout) => {
    const answer = await run(["read", "--format", format, "none.ndjson"]);
    expect(answer).toEqual({ code: 0, stdout, stderr: "" });
  });

  test("text, without colours in a pipe", async () => {
    const { code, stdout } = await run(["read", "--format", "text", "letter.txt"]);
    expect(code).toBe(0);
    expect(stdout).toContain('"We close the harbour,"');
    expect(stdout).not.toContain("\u001b");
  });

  test("text with FORCE_COLOR", async () => {
    const { stdout } = await run(["read", "--format", "text", "letter.txt"], "", {
      FORCE_COLOR: "1",
    });
    expect(stdout).toContain("\u001b[1m");
  });

  test.each([
    [["--no-color"], { FORCE_COLOR: "1" }],
    [[], { FORCE_COLOR: "1", NO_COLOR: "1" }],
    [[], { FORCE_COLOR: "0" }],
  ])("no colours with %j and %j", async (options, env) => {
    const { stdout } = await run(["read", "--format", "text", ...options, "letter.txt"], "", env);
    expect(stdout).not.toContain("\u001b");
  });

  test("--width", async () => {
    const { stdout } = await run(["read", "--format", "text", "--width", "40", "letter.txt"]);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBe(40);
  });
});

describe("inputs", () => {
  test.each([[["read"]], [["read", "-"]]])("standard input with %j", async (args) => {
    const { code, stdout } = await run(args, LETTER);
    expect(code).toBe(0);
    expect(records(stdout)).toMatchObject([{ text: LETTER, document: { file: null } }]);
  });

  test("a folder, a pattern, and a file named twice", async () => {
    const { code, stdout } = await run(["read", "many", "many/*.txt", "letter.txt"]);
    expect(code).toBe(0);
    expect(records(stdout)).toHaveLength(9);
  });

  test("--published and --places", async () => {
    const options = ["--published", "2031-03-11", "--places", "places.json"];
    const { code, stdout } = await run(["read", ...options, "letter.txt"]);
    expect(code).toBe(0);
    expect(records(stdout)[0].document.published).toBe("2031-03-11");
  });
});

describe("failures", () => {
  test.each([
    [["absent.txt"], "onrecord: absent.txt: no such file or folder."],
    [["empty.txt"], "onrecord: empty.txt: there is no text in it."],
    [["nothing"], "onrecord: nothing: no text in this folder."],
    [["*.nope"], "onrecord: *.nope: no file matches this pattern."],
    [["absent.txt", "--format", "json"], "onrecord: absent.txt: no such file or folder."],
    [["absent.txt", "empty.txt"], "onrecord: 2 of 2 inputs failed:\n  absent.txt: no such file"],
    [["letter.txt", "--places", "absent.json"], "onrecord: absent.json: there is no such file."],
    [["letter.txt", "--places", "."], "onrecord: .: cannot be read (EISDIR)."],
    [["letter.txt", "--places", "bad-places.json"], "onrecord: bad-places.json: this is not JSON"],
    [["a\u001b[31m.txt"], "onrecord: a\\u001b[31m.txt: no such file or folder."],
  ])("nothing read: %j", async (args, message) => {
    const { code, stdout, stderr } = await run(["read", ...args]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr.startsWith(message)).toBe(true);
    expect(stderr).not.toContain("    at ");
  });

  test("some files failed: the others are written", async () => {
    const { code, stdout, stderr } = await run([
      "read",
      "absent.txt",
      "letter.txt",
      "empty.txt",
      "many/1.txt",
    ]);
    expect(code).toBe(3);
    expect(records(stdout).map(({ document }) => document.file)).toEqual([
      "letter.txt",
      "many/1.txt",
    ]);
    expect(stderr).toMatch(
      /^onrecord: 2 of 4 inputs failed:\n {2}absent\.txt: .+\n {2}empty\.txt: .+\n$/,
    );
  });

  test("lines that failed have their errors in their places", async () => {
    const { code, stdout, stderr } = await run(["read", "lines.ndjson"]);
    expect(code).toBe(3);
    expect(records(stdout).map(({ id, error }) => [id, error?.code])).toEqual([
      ["a", undefined],
      [null, "bad-json"],
      ["c", undefined],
      ["d", "bad-line"],
      ["e", undefined],
    ]);
    expect(stderr).toMatch(
      /^onrecord: 2 of 5 lines failed:\n {2}lines\.ndjson:2: .+\n {2}lines\.ndjson:4: .+\n$/,
    );
  });

  test("as text, lines that failed are on standard error only", async () => {
    const { code, stdout, stderr } = await run(["read", "--format", "text", "lines.ndjson"]);
    expect(code).toBe(3);
    expect(stdout).not.toContain("not JSON");
    expect(stderr).toContain("2 of 5 lines failed");
  });

  test("every line failed: they are answered all the same", async () => {
    const { code, stdout } = await run(["read", "--from", "ndjson"], "x\ny\n");
    expect(code).toBe(3);
    expect(records(stdout)).toHaveLength(2);
  });

  test("of many failed lines the first ten are listed", async () => {
    const { code, stderr } = await run(["read", "--from", "ndjson"], "x\n".repeat(25));
    expect(code).toBe(3);
    const lines = stderr.split("\n");
    expect(lines[0]).toBe("onrecord: 25 of 25 lines failed:");
    expect(lines.slice(11)).toEqual(["  and 15 more", ""]);
  });
});

describe("streams", () => {
  const LINE = `${JSON.stringify({ id: "x", text: LETTER })}\n`;

  test("a reader that goes away ends it quietly", async () => {
    const child = start(["read", "--from", "ndjson"]);
    child.stdin!.on("error", () => {});
    child.stdin!.write(LINE.repeat(5_000));
    const done = outcome(child);
    child.stdout!.once("data", () => child.stdout!.destroy());
    const { code, stderr } = await done;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s ends it at a whole line", async (signal, code) => {
    const child = start(["read", "--from", "ndjson"]);
    child.stdin!.on("error", () => {});
    child.stdin!.write(LINE.repeat(2_000));
    child.stdout!.once("data", () => child.kill(signal));
    const answer = await outcome(child);
    expect({ code: answer.code, stderr: answer.stderr }).toEqual({ code, stderr: "" });
    expect(records(answer.stdout).length).toBeGreaterThan(0);
  });

  test("SIGINT ends it while it waits for input", async () => {
    const child = start(["read", "--from", "ndjson"]);
    child.stdin!.write(LINE);
    child.stdout!.once("data", () => child.kill("SIGINT"));
    const { code, stdout, stderr } = await outcome(child);
    expect({ code, stderr }).toEqual({ code: 130, stderr: "" });
    expect(records(stdout)).toHaveLength(1);
  });

  test.skipIf(skipsWithout("/dev/full", existsSync("/dev/full")))(
    "a full disk is a failure with a message",
    async () => {
      const full = openSync("/dev/full", "w");
      const child = spawn(process.execPath, [MAIN, "read", "letter.txt"], {
        cwd: folder,
        stdio: ["ignore", full, "pipe"],
      });
      let stderr = "";
      child.stderr!.on("data", (chunk) => {
        stderr += chunk;
      });
      const code = await new Promise((done) => child.on("close", done));
      closeSync(full);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^onrecord: standard output cannot be written \(ENOSPC: .+\)\.\n$/);
    },
  );

  test("a line is answered before the next one comes", async () => {
    const child = start(["read", "--from", "ndjson"]);
    let answers = 0;
    child.stdout!.on("data", () => {
      answers++;
      if (answers < 3) child.stdin!.write(LINE);
      else child.stdin!.end();
    });
    child.stdin!.write(LINE);
    expect((await outcome(child)).code).toBe(0);
    expect(answers).toBe(3);
  });
});

const hasScript = (() => {
  try {
    return execFileSync("script", ["--version"], { encoding: "utf8" }).includes("util-linux");
  } catch {
    return false;
  }
})();

describe.skipIf(skipsWithout("script of util-linux", hasScript))("on a terminal", () => {
  /** What a command line shows on a terminal of 64 columns, and its exit code. */
  async function onTerminal(line: string, env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    const command = `stty cols 64; ${line.replaceAll("onrecord", `'${process.execPath}' '${MAIN}'`)}`;
    const clean = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, TERM: "xterm" };
    const args = ["-qec", command, "/dev/null"];
    const child = spawn("script", args, { cwd: folder, env: { ...clean, ...env } });
    return outcome(child);
  }

  test("text with colours, as wide as the terminal", async () => {
    const { code, stdout } = await onTerminal("onrecord read letter.txt </dev/null");
    expect(code).toBe(0);
    expect(stdout).toContain("\u001b[1mHarbour closes\u001b[22m");
    const lines = stdout.replaceAll(/\u001b\[\d+m/g, "").split("\r\n");
    expect(Math.max(...lines.map((line) => line.length))).toBe(64);
  });

  test("NO_COLOR", async () => {
    const { stdout } = await onTerminal("onrecord read letter.txt", { NO_COLOR: "1" });
    expect(stdout).not.toContain("\u001b");
  });

  test("nothing to read", async () => {
    const { code, stdout } = await onTerminal("onrecord read");
    expect(code).toBe(2);
    expect(stdout).toContain("onrecord: there is nothing to read.");
  });

  test("a progress bar for many files that leaves the cursor as it was", async () => {
    const { code, stdout } = await onTerminal("onrecord read many > many.out");
    expect(code).toBe(0);
    expect(stdout).toContain("of 8 files");
    expect(stdout.lastIndexOf("\u001b[?25h")).toBeGreaterThan(stdout.lastIndexOf("\u001b[?25l"));
    expect(records(readFileSync(join(folder, "many.out"), "utf8"))).toHaveLength(8);
  });

  test("no progress bar for a few", async () => {
    const { stdout } = await onTerminal("onrecord read many/0.txt many/1.txt > few.out");
    expect(stdout).toBe("");
  });
});
