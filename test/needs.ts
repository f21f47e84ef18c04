import { existsSync } from "node:fs";

/**
 * Whether to skip a test for a program this machine lacks, which is said plainly. Where
 * `ONRECORD_REQUIRE_ALL=1` is set, as in CI, nothing is skipped: what is missing is an error.
 */
export function skipsWithout(thing: string, isThere: boolean): boolean {
  if (isThere) return false;
  if (process.env.ONRECORD_REQUIRE_ALL === "1") {
    throw new Error(
      `${thing} is missing, and ONRECORD_REQUIRE_ALL=1 asks for every test. Install it.`,
    );
  }
  console.warn(`SKIPPED, for want of ${thing}`);
  return true;
}

/** Whether to skip a test for a corpus that is not beside the project; that too is said. */
export function skipsWithoutCorpus(file: string): boolean {
  if (existsSync(file)) return false;
  console.warn(`SKIPPED, for want of ${file} (set ONRECORD_DATA)`);
  return true;
}
