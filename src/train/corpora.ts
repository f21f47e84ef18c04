import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";

/** Where the corpora lie: `--data DIR`, else `ONRECORD_DATA`, else `../shared/data`. */
export function dataFolder(option: string | undefined): string {
  return resolve(option ?? process.env.ONRECORD_DATA ?? join("..", "shared", "data"));
}

/**
 * A file of the corpora.
 *
 * @throws Error saying which one is missing and how to point to it
 */
export function dataFile(folder: string, ...path: string[]): string {
  const file = join(folder, ...path);
  if (!existsSync(file)) {
    throw new Error(`${file} is not there. Point to the corpora with --data DIR or ONRECORD_DATA.`);
  }
  return file;
}

/** The lines of a file of JSON lines, gzipped or not. */
export function readLines<T>(file: string): T[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as T);
}
