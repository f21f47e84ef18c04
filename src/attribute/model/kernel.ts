/**
 * The arithmetic of the model over one heap of float32. All addresses are indexes into `heap`
 * (and `integers`, the same memory as int32), multiples of 4, so that both kernels share one
 * layout. `recur` and `affine` are described in train/kernel/kernel.ts.
 */
export interface Kernel {
  readonly name: "simd" | "plain";
  readonly heap: Float32Array;
  readonly integers: Int32Array;
  /** y[r] = bias + x[r]·w; rows a multiple of 4, cols of 8. */
  affine(
    x: number,
    w: number,
    bias: number,
    y: number,
    rows: number,
    inner: number,
    cols: number,
  ): void;
  /**
   * y[r] = bias + scale · (x[r]·w) for states, in -1..1, and weights of the packed form that
   * `packWeights` writes; room for 2 × inner floats at `rounded`. rows a multiple of 4, inner and
   * cols of 8.
   */
  affineStates(
    x: number,
    w: number,
    scale: number,
    bias: number,
    y: number,
    rounded: number,
    rows: number,
    inner: number,
    cols: number,
  ): void;
  /** y[r] = a[i] + b[j] for the pairs of row numbers at `pairs`; cols a multiple of 4. */
  addRows(a: number, b: number, pairs: number, y: number, rows: number, cols: number): void;
  /** One direction of a GRU over four sequences; room for 18 × hidden floats at `work`. */
  recur(
    input: number,
    weights: number,
    scale: number,
    bias: number,
    output: number,
    lengths: number,
    work: number,
    steps: number,
    hidden: number,
    backward: boolean,
  ): void;
}

/** One in the fixed-point numbers that states are rounded to. */
export const STATE_ONE = 16384;

/**
 * Lays a matrix of bytes out at `w` as int16: blocks of eight columns, in each the pairs of rows
 * (k, k + 1), eight pairs side by side. Takes rows × columns / 2 floats of room.
 */
export function packWeights(
  heap: Float32Array,
  w: number,
  { rows, columns, bytes }: { rows: number; columns: number; bytes: Int8Array },
): void {
  const packed = new Int16Array(heap.buffer, 4 * w, rows * columns);
  let at = 0;
  for (let c = 0; c < columns; c += 8) {
    for (let k = 0; k < rows; k += 2) {
      for (let j = c; j < c + 8; j++) {
        packed[at++] = bytes[k * columns + j]!;
        packed[at++] = bytes[(k + 1) * columns + j]!;
      }
    }
  }
}
