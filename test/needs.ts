/**
 * Whether to skip a test for something this machine lacks. Where `ONRECORD_REQUIRE_ALL=1` is set,
 * as in CI, nothing is skipped: what is missing is an error that names it.
 */
export function skipsWithout(thing: string, isThere: boolean): boolean {
  if (isThere || process.env.ONRECORD_REQUIRE_ALL !== "1") return !isThere;
  throw new Error(
    `${thing} is missing, and ONRECORD_REQUIRE_ALL=1 asks for every test. Install it.`,
  );
}
