import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Whether a source reads as a pattern: `*`, `?`, `[abc]` or `{a,b}` stand in it. */
export function isGlob(source: string): boolean {
  return /[*?]|\[[^\]]+\]|\{[^}]*,[^}]*\}/.test(source);
}

/**
 * The paths a pattern stands for, sorted. `*` and `?` stay inside one name, `**` spans folders,
 * `[a-c]` and `{a,b}` as in a shell. Hidden names match only where the pattern shows the dot.
 */
export async function* expandGlob(pattern: string): AsyncGenerator<string> {
  const seen = new Set<string>();
  for (const plain of expandBraces(pattern)) {
    const rooted = plain.startsWith("/");
    const parts = plain.split("/").filter((part) => part !== "");
    for await (const path of matchParts(rooted ? "/" : "", parts)) {
      if (!seen.has(path)) yield path;
      seen.add(path);
    }
  }
}

/** "a{b,c}d" as "abd" and "acd"; nested and repeated braces expand too. */
function expandBraces(pattern: string): string[] {
  const match = /\{([^{}]*,[^{}]*)\}/.exec(pattern);
  if (!match) return [pattern];
  const [before, after] = [
    pattern.slice(0, match.index),
    pattern.slice(match.index + match[0].length),
  ];
  return match[1]!.split(",").flatMap((choice) => expandBraces(`${before}${choice}${after}`));
}

async function* matchParts(folder: string, parts: readonly string[]): AsyncGenerator<string> {
  const [part, ...rest] = parts;
  if (part === undefined) {
    yield folder;
  } else if (part === "**") {
    yield* matchParts(folder, rest);
    for (const name of await namesIn(folder, true)) {
      if (!name.startsWith(".")) yield* matchParts(join(folder, name), parts);
    }
  } else if (!isGlob(part)) {
    const path = folder === "" ? part : join(folder, part);
    if (rest.length > 0 || (await exists(path))) yield* matchParts(path, rest);
  } else {
    const fits = namePattern(part);
    for (const name of await namesIn(folder, rest.length > 0)) {
      if (fits.test(name) && (part.startsWith(".") || !name.startsWith("."))) {
        yield* matchParts(folder === "" ? name : join(folder, name), rest);
      }
    }
  }
}

/** Names in a folder, sorted; none for a folder that cannot be read, which then matches nothing. */
async function namesIn(folder: string, foldersOnly: boolean): Promise<string[]> {
  const entries = await readdir(folder === "" ? "." : folder, { withFileTypes: true }).catch(
    () => [],
  );
  return entries
    .filter((entry) => !foldersOnly || entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** A regular expression for one name of a path. */
function namePattern(part: string): RegExp {
  const source = part.replace(/\*+|\?|\[!?[^\]]+\]|[\\^$.|+(){}[\]]/g, (sign) => {
    if (sign.startsWith("*")) return ".*";
    if (sign === "?") return ".";
    if (sign.length > 2) return `[${sign.slice(1, -1).replace(/^!/, "^").replace(/\\/g, "\\\\")}]`;
    return `\\${sign}`;
  });
  return new RegExp(`^${source}$`, "su");
}
