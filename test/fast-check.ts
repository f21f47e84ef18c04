import fc from "fast-check";

/** What the properties of the ordinary suite draw from: a landing fails through its own change alone. */
const SEED = 20310311;

/** How many times as often as usual each property is tried. */
const FACTOR = Number(process.env.ONRECORD_RUNS ?? "1");

/** Milliseconds for one property where it is tried more often: it ends there, with what it had time for. */
const LONGEST = 20_000;

/** How often to try a property that is not tried the usual hundred times. */
export function runs(usual: number): number {
  return Math.ceil(usual * FACTOR);
}

fc.configureGlobal({
  seed: Number(process.env.ONRECORD_SEED ?? SEED),
  numRuns: runs(100),
  ...(FACTOR > 1 && { interruptAfterTimeLimit: LONGEST }),
});
