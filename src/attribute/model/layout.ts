import { COLUMNS, WORD_COLUMNS } from "./features.ts";
import type { ModelFile } from "./format.ts";
import { SCORE_STRIDE } from "./lattice.ts";
import { WINDOW } from "./windows.ts";

/** Sequences the kernel runs side by side. */
export const LANES = 4;

/** Tokens read before the table of word forms is begun anew: bounds the memory of a long document. */
export const CHUNK_ROWS = 16 * WINDOW;

/** Word forms projected at once. */
export const FORM_BLOCK = 64;

/** Where everything lies in the kernel's heap, in floats. */
export interface Layout {
  readonly hidden: number;
  /** Width of what a word form alone gives to the first layer. */
  readonly formWidth: number;
  readonly linkWidth: number;
  /** Number of combinations of the columns that do not follow from the word. */
  readonly contexts: number;
  readonly at: Readonly<Record<Area, number>>;
  readonly size: number;
}

const AREAS = [
  "formWeights",
  "formBias",
  "contexts",
  "recurrent1Forward",
  "recurrent1Backward",
  "scale1Forward",
  "scale1Backward",
  "bias1Forward",
  "bias1Backward",
  "input2",
  "inputScale2",
  "inputBias2",
  "recurrent2Forward",
  "recurrent2Backward",
  "scale2Forward",
  "scale2Backward",
  "bias2Forward",
  "bias2Backward",
  "out",
  "outBias",
  "projectContent",
  "projectCueContent",
  "projectCueSource",
  "projectSource",
  "biasContent",
  "biasCueContent",
  "biasCueSource",
  "biasSource",
  "matchContent",
  "matchSource",
  "zeros",
  "work",
  "rounded",
  "formInput",
  "forms",
  "pairs",
  "lengths",
  "projected",
  "states1",
  "states2",
  "scores",
  "ends",
  "content",
  "cueContent",
  "cueSource",
  "source",
  "matched",
] as const;

export type Area = (typeof AREAS)[number];

export function layOut({ header }: ModelFile, vectorWidth: number, learnedWidth: number): Layout {
  const H = header.hidden;
  const link = header.linkWidth;
  const widths = header.widths.slice(0, WORD_COLUMNS);
  const formWidth = vectorWidth + learnedWidth + widths.reduce((sum, n) => sum + n, 0);
  const contexts = COLUMNS.slice(WORD_COLUMNS).reduce((product, { size }) => product * size, 1);
  const rows = LANES * WINDOW;
  const matrices = {
    formWeights: formWidth * 6 * H,
    formBias: 6 * H,
    contexts: contexts * 6 * H,
    // Packed: two weights take the room of a float.
    recurrent1Forward: (3 * H * H) / 2,
    recurrent1Backward: (3 * H * H) / 2,
    scale1Forward: 3 * H,
    scale1Backward: 3 * H,
    bias1Forward: 3 * H,
    bias1Backward: 3 * H,
    input2: 6 * H * H,
    inputScale2: 6 * H,
    inputBias2: 6 * H,
    recurrent2Forward: (3 * H * H) / 2,
    recurrent2Backward: (3 * H * H) / 2,
    scale2Forward: 3 * H,
    scale2Backward: 3 * H,
    bias2Forward: 3 * H,
    bias2Backward: 3 * H,
    out: 2 * H * SCORE_STRIDE,
    outBias: SCORE_STRIDE,
  };
  const linking = {
    projectContent: 4 * H * link,
    projectCueContent: 4 * H * link,
    projectCueSource: 4 * H * link,
    projectSource: 4 * H * link,
    biasContent: link,
    biasCueContent: link,
    biasCueSource: link,
    biasSource: link,
    matchContent: link * link,
    matchSource: link * link,
    zeros: link,
  };
  const buffers = {
    work: 18 * H,
    rounded: 4 * H,
    formInput: FORM_BLOCK * formWidth,
    forms: (CHUNK_ROWS + FORM_BLOCK) * 6 * H,
    pairs: 2 * rows,
    lengths: LANES,
    projected: rows * 6 * H,
    states1: rows * 2 * H,
    states2: rows * 2 * H,
    scores: rows * SCORE_STRIDE,
    ends: WINDOW * 4 * H,
    content: WINDOW * link,
    cueContent: WINDOW * link,
    cueSource: WINDOW * link,
    source: WINDOW * link,
    matched: WINDOW * link,
  };
  const sizes: Record<Area, number> = { ...matrices, ...linking, ...buffers };
  const at: Partial<Record<Area, number>> = {};
  let size = 0;
  for (const area of AREAS) {
    at[area] = size;
    size += Math.ceil(sizes[area] / 4) * 4;
  }
  return {
    hidden: H,
    formWidth,
    linkWidth: link,
    contexts,
    at: at as Record<Area, number>,
    size,
  };
}
