import { COLUMNS, type Features, WORD_COLUMNS } from "./features.ts";
import type { ByteMatrix } from "./format.ts";
import { CHUNK_ROWS, FORM_BLOCK, LANES } from "./layout.ts";
import { contextOf, type Model } from "./model.ts";
import { BREAK, type Window } from "./windows.ts";

/** Index of the paragraph break in the vocabulary. */
const BREAK_WORD = 1;

/**
 * Runs the recurrent layers over the windows and calls `read` for each while its states and label
 * scores lie in the heap: row t of it at row `LANES * t + lane`. Windows come out of order.
 *
 * Windows of like length run side by side. Each word form of a chunk is projected once, however
 * often it stands there: half of the first layer's cost.
 */
export function encodeWindows(
  model: Model,
  features: Features,
  windows: readonly Window[],
  read: (window: number, lane: number) => void,
): void {
  for (const chunk of chunksOf(windows)) {
    const forms = projectForms(
      model,
      features,
      chunk.map((w) => windows[w]!),
    );
    const order = [...chunk].sort((a, b) => windows[b]!.tokens.length - windows[a]!.tokens.length);
    for (let i = 0; i < order.length; i += LANES) {
      const batch = order.slice(i, i + LANES);
      runBatch(
        model,
        features,
        forms,
        batch.map((w) => windows[w]!),
      );
      batch.forEach(read);
    }
  }
}

/** Numbers of consecutive windows that together have up to CHUNK_ROWS rows. */
function chunksOf(windows: readonly Window[]): number[][] {
  const chunks: number[][] = [];
  let rows = CHUNK_ROWS;
  windows.forEach(({ tokens }, i) => {
    if (rows + tokens.length > CHUNK_ROWS) {
      chunks.push([]);
      rows = 0;
    }
    chunks.at(-1)!.push(i);
    rows += tokens.length;
  });
  return chunks;
}

/** Row of the form table for each token of the chunk; row 0 is the break. */
type FormRows = (token: number) => number;

function projectForms(model: Model, features: Features, chunk: readonly Window[]): FormRows {
  const first = chunk[0]!.tokens[0]!;
  const end = chunk.at(-1)!.tokens.at(-1)! + 1;
  const rows = new Int32Array(end - first);
  const known = new Map<string, number>();
  const examples: number[] = [BREAK];
  for (let i = first; i < end; i++) {
    // A form's shape is not in its spelling: "May" and "may" are two rows.
    const key = features.form[i]! + features.columns[i * COLUMNS.length + WORD_COLUMNS - 1]!;
    let row = known.get(key);
    if (row === undefined) {
      row = examples.push(i) - 1;
      known.set(key, row);
    }
    rows[i - first] = row;
  }
  for (let from = 0; from < examples.length; from += FORM_BLOCK) {
    projectBlock(model, features, examples.slice(from, from + FORM_BLOCK), from);
  }
  return (token) => rows[token - first]!;
}

function projectBlock(
  { kernel, layout, words, header, vectors, learned, columns }: Model,
  features: Features,
  tokens: readonly number[],
  from: number,
): void {
  const { at, formWidth, hidden } = layout;
  tokens.forEach((token, k) => {
    const word = token === BREAK ? BREAK_WORD : (words.get(features.form[token]!) ?? 0);
    let x = at.formInput + k * formWidth;
    x = copyRow(vectors, word, kernel.heap, x);
    x = copyRow(learned, word < header.learned ? word : 0, kernel.heap, x);
    columns.forEach((table, c) => {
      const value = token === BREAK ? 0 : features.columns[token * COLUMNS.length + c]!;
      x = copyRow(table, value, kernel.heap, x);
    });
  });
  const rows = Math.ceil(tokens.length / LANES) * LANES;
  const target = at.forms + from * 6 * hidden;
  kernel.affine(at.formInput, at.formWeights, at.formBias, target, rows, formWidth, 6 * hidden);
}

/** Writes a row as floats at `x`; returns where the next value goes. */
function copyRow(table: ByteMatrix, row: number, heap: Float32Array, x: number): number {
  const { columns, bytes, scales } = table;
  for (let c = 0; c < columns; c++) heap[x + c] = bytes[row * columns + c]! * scales[c]!;
  return x + columns;
}

function runBatch(
  { kernel, layout }: Model,
  features: Features,
  formRow: FormRows,
  batch: readonly Window[],
): void {
  const { at, hidden } = layout;
  const steps = batch[0]!.tokens.length;
  for (let lane = 0; lane < LANES; lane++) {
    const tokens = batch[lane]?.tokens;
    kernel.integers[at.lengths + lane] = tokens?.length ?? 0;
    for (let t = 0; t < steps; t++) {
      const token = tokens?.[t] ?? BREAK;
      const pair = at.pairs + 2 * (LANES * t + lane);
      const isWord = token !== BREAK;
      kernel.integers[pair] = isWord ? formRow(token) : 0;
      kernel.integers[pair + 1] = isWord ? contextOf(features.columns, token * COLUMNS.length) : 0;
    }
  }
  const rows = LANES * steps;
  kernel.addRows(at.forms, at.contexts, at.pairs, at.projected, rows, 6 * hidden);
  const run = (weights: number, scale: number, bias: number, output: number, backward: boolean) =>
    kernel.recur(
      at.projected,
      weights,
      scale,
      bias,
      output,
      at.lengths,
      at.work,
      steps,
      hidden,
      backward,
    );
  run(at.recurrent1Forward, at.scale1Forward, at.bias1Forward, at.states1, false);
  run(at.recurrent1Backward, at.scale1Backward, at.bias1Backward, at.states1, true);
  kernel.affineStates(
    at.states1,
    at.input2,
    at.inputScale2,
    at.inputBias2,
    at.projected,
    at.rounded,
    rows,
    2 * hidden,
    6 * hidden,
  );
  run(at.recurrent2Forward, at.scale2Forward, at.bias2Forward, at.states2, false);
  run(at.recurrent2Backward, at.scale2Backward, at.bias2Backward, at.states2, true);
  kernel.affine(at.states2, at.out, at.outBias, at.scores, rows, 2 * hidden, 8);
}
