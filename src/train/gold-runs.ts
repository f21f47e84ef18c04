import type { Tokens } from "../language/index.ts";

type Pair = readonly [number, number];

/** Token runs (half-open) that the spans touch, in order; runs that meet are joined. */
export function tokenRuns(tokens: Tokens, spans: readonly Pair[] | null): [number, number][] {
  const runs: [number, number][] = [];
  for (const [start, end] of [...(spans ?? [])].sort((a, b) => a[0] - b[0])) {
    let from = 0;
    while (from < tokens.length && tokens.end[from]! <= start) from++;
    let to = from;
    while (to < tokens.length && tokens.start[to]! < end) to++;
    const last = runs.at(-1);
    if (from === to) continue;
    if (last !== undefined && from <= last[1]) last[1] = Math.max(to, last[1]);
    else runs.push([from, to]);
  }
  return runs;
}
