import type { ConfidenceWeights } from "./confidence.ts";
import { COLUMNS, WORD_COLUMNS } from "./features.ts";
import { type ByteMatrix, type Header, type ModelFile, readModelFile } from "./format.ts";
import { type Kernel, packWeights, STATE_ONE } from "./kernel.ts";
import { constrain, LABELS, SCORE_STRIDE, type Transitions } from "./lattice.ts";
import { type Area, type Layout, layOut } from "./layout.ts";
import type { PairWeights } from "./links.ts";
import { plainKernel } from "./plain-kernel.ts";
import { simdKernel } from "./simd-kernel.ts";

/**
 * A loaded model: weights laid out in a kernel's memory, with room for one batch of windows. It
 * keeps nothing from one document to the next, but one model serves one call at a time.
 */
export interface Model {
  readonly header: Header;
  readonly kernel: Kernel;
  readonly layout: Layout;
  readonly words: ReadonlyMap<string, number>;
  readonly vectors: ByteMatrix;
  readonly learned: ByteMatrix;
  /** Tables of the columns that follow from the word, in order. */
  readonly columns: readonly ByteMatrix[];
  readonly transitions: Transitions;
  readonly confidence: ConfidenceWeights;
  readonly pairs: { readonly content: PairWeights; readonly source: PairWeights };
  /** Vectors that give a cue's, a source's and no source's own score. */
  readonly bias: Readonly<Record<"content" | "source" | "none", LinearScore>>;
}

export interface LinearScore {
  readonly weights: Float32Array;
  readonly constant: number;
}

/**
 * The model in a file of the format in format.ts. Synchronous; the same in Node and in a browser.
 * `kernel` chooses the arithmetic: SIMD where the runtime has it, unless "plain" is asked for.
 *
 * @throws Error where the bytes are no such file
 */
export function loadModel(bytes: Uint8Array, options: { kernel?: "plain" } = {}): Model {
  const file = readModelFile(bytes);
  const vectors = file.bytes("vectors");
  const learned = file.bytes("learned");
  const layout = layOut(file, vectors.columns, learned.columns);
  const kernel =
    (options.kernel === "plain" ? null : simdKernel(layout.size)) ?? plainKernel(layout.size);
  fillWeights(file, layout, kernel.heap);
  return {
    header: file.header,
    kernel,
    layout,
    words: new Map(file.words.map((word, i) => [word, i])),
    vectors,
    learned,
    columns: COLUMNS.slice(0, WORD_COLUMNS).map(({ name }) => file.bytes(name)),
    transitions: constrain(
      { between: file.floats("between"), start: file.floats("start") },
      file.header.begin,
    ),
    confidence: { evidence: file.header.confidence, signs: file.floats("signs") },
    pairs: { content: pairWeights(file, "content"), source: pairWeights(file, "source") },
    bias: {
      content: linearScore(file, "content"),
      source: linearScore(file, "source"),
      none: linearScore(file, "none"),
    },
  };
}

function pairWeights(file: ModelFile, role: "content" | "source"): PairWeights {
  const table = (i: number) => file.floats(`pair.${role}${i}`);
  return { gap: table(0), paragraphs: table(1), sentences: table(2), between: table(3) };
}

function linearScore(file: ModelFile, name: string): LinearScore {
  return { weights: file.floats(`bias.${name}`), constant: file.floats(`bias.${name}0`)[0]! };
}

/** Tensors that lie in the heap as they are. */
const COPIED: readonly [area: Area, tensor: string][] = [
  ["formBias", "input1.bias"],
  ["inputBias2", "input2.bias"],
  ["projectContent", "project.content"],
  ["projectCueContent", "project.cueContent"],
  ["projectCueSource", "project.cueSource"],
  ["projectSource", "project.source"],
  ["biasContent", "project.content.bias"],
  ["biasCueContent", "project.cueContent.bias"],
  ["biasCueSource", "project.cueSource.bias"],
  ["biasSource", "project.source.bias"],
  ["matchContent", "match.content"],
  ["matchSource", "match.source"],
];

/** Tensors that multiply states: packed, with their scales. */
const PACKED: readonly [area: Area, scale: Area, tensor: string][] = [
  ["recurrent1Forward", "scale1Forward", "recurrent1.forward"],
  ["recurrent1Backward", "scale1Backward", "recurrent1.backward"],
  ["input2", "inputScale2", "input2"],
  ["recurrent2Forward", "scale2Forward", "recurrent2.forward"],
  ["recurrent2Backward", "scale2Backward", "recurrent2.backward"],
];

/** Biases of the recurrent product: none for the gates, whose bias is in the input's. */
const INNER_BIASES: readonly [area: Area, tensor: string][] = [
  ["bias1Forward", "recurrent1.forward.bias"],
  ["bias1Backward", "recurrent1.backward.bias"],
  ["bias2Forward", "recurrent2.forward.bias"],
  ["bias2Backward", "recurrent2.backward.bias"],
];

function fillWeights(file: ModelFile, layout: Layout, heap: Float32Array): void {
  const { at, hidden, formWidth } = layout;
  for (const [area, tensor] of COPIED) heap.set(file.floats(tensor), at[area]);
  for (const [area, tensor] of INNER_BIASES) heap.set(file.floats(tensor), at[area] + 2 * hidden);
  for (const [area, scale, tensor] of PACKED) {
    const matrix = file.bytes(tensor);
    packWeights(heap, at[area], matrix);
    heap.set(
      matrix.scales.map((s) => s / STATE_ONE),
      at[scale],
    );
  }
  const out = file.floats("out");
  const outBias = file.floats("out.bias");
  for (let j = 0; j < LABELS; j++) {
    for (let i = 0; i < 2 * hidden; i++) heap[at.out + i * SCORE_STRIDE + j] = out[i * LABELS + j]!;
    heap[at.outBias + j] = outBias[j]!;
  }
  const input = file.floats("input1");
  heap.set(input.subarray(0, formWidth * 6 * hidden), at.formWeights);
  fillContexts(file, layout, input.subarray(formWidth * 6 * hidden), heap);
}

/**
 * What each combination of the columns beside the word adds to the first layer's input, so that a
 * token costs one addition of rows. Combinations count through the columns, the last one fastest.
 */
function fillContexts(
  file: ModelFile,
  { at, hidden, contexts }: Layout,
  weights: Float32Array,
  heap: Float32Array,
): void {
  const cols = 6 * hidden;
  let stride = contexts;
  let input = 0;
  for (const { name, size } of COLUMNS.slice(WORD_COLUMNS)) {
    const table = file.bytes(name);
    stride /= size;
    const shares = projectTable(table, weights.subarray(input * cols), cols);
    for (let k = 0; k < contexts; k++) {
      const value = Math.floor(k / stride) % size;
      for (let c = 0; c < cols; c++) heap[at.contexts + k * cols + c]! += shares[value * cols + c]!;
    }
    input += table.columns;
  }
}

function projectTable(table: ByteMatrix, weights: Float32Array, cols: number): Float32Array {
  const out = new Float32Array(table.rows * cols);
  for (let r = 0; r < table.rows; r++) {
    for (let i = 0; i < table.columns; i++) {
      const value = table.bytes[r * table.columns + i]! * table.scales[i]!;
      for (let c = 0; c < cols; c++) out[r * cols + c]! += value * weights[i * cols + c]!;
    }
  }
  return out;
}

/** Number of the combination of a token's columns beside the word; `at` is its row's first column. */
export function contextOf(columns: Uint16Array, at: number): number {
  let context = 0;
  for (let k = WORD_COLUMNS; k < COLUMNS.length; k++) {
    context = context * COLUMNS[k]!.size + columns[at + k]!;
  }
  return context;
}
