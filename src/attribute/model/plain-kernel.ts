import { type Kernel, STATE_ONE } from "./kernel.ts";

/** The kernel without WebAssembly SIMD, for where that is missing: the same labels, slower. */
export function plainKernel(size: number): Kernel {
  const heap = new Float32Array(size);
  const integers = new Int32Array(heap.buffer);
  const shorts = new Int16Array(heap.buffer);
  const affine: Kernel["affine"] = (x, w, bias, y, rows, inner, cols) => {
    for (let r = 0; r < rows; r += 4)
      affineFour(heap, x + r * inner, w, bias, y + r * cols, inner, cols);
  };
  const affineStates: Kernel["affineStates"] = (
    x,
    w,
    scale,
    bias,
    y,
    rounded,
    rows,
    inner,
    cols,
  ) => {
    const states = 2 * rounded;
    for (let r = 0; r < rows; r += 4) {
      for (let i = 0; i < 4 * inner; i++) {
        shorts[states + i] = Math.round(heap[x + r * inner + i]! * STATE_ONE);
      }
      statesFour(heap, shorts, states, 2 * w, scale, bias, y + r * cols, inner, cols);
    }
  };
  return {
    name: "plain",
    heap,
    integers,
    affine,
    addRows(a, b, pairs, y, rows, cols) {
      for (let r = 0; r < rows; r++) {
        const p = a + integers[pairs + 2 * r]! * cols;
        const q = b + integers[pairs + 2 * r + 1]! * cols;
        const o = y + r * cols;
        for (let c = 0; c < cols; c++) heap[o + c] = heap[p + c]! + heap[q + c]!;
      }
    },
    affineStates,
    recur(input, weights, scale, bias, output, lengths, work, steps, hidden, backward) {
      const product = work + 4 * hidden;
      heap.fill(0, work, product);
      for (let k = 0; k < steps; k++) {
        const t = backward ? steps - 1 - k : k;
        affineStates(
          work,
          weights,
          scale,
          bias,
          product,
          work + 16 * hidden,
          4,
          hidden,
          3 * hidden,
        );
        for (let lane = 0; lane < 4; lane++) {
          const row = 4 * t + lane;
          const side = backward ? 1 : 0;
          const h = work + lane * hidden;
          const o = output + (2 * row + side) * hidden;
          if (t >= integers[lengths + lane]!) {
            heap.fill(0, h, h + hidden);
            heap.fill(0, o, o + hidden);
          } else {
            const gates = input + (6 * row + 2 * side) * hidden;
            const candidate = input + (6 * row + 4 + side) * hidden;
            advance(heap, gates, candidate, product + lane * 3 * hidden, h, hidden);
            heap.copyWithin(o, h, h + hidden);
          }
        }
      }
    },
  };
}

/** Four rows by two columns at a time, sums in registers. */
function affineFour(
  heap: Float32Array,
  x: number,
  w: number,
  bias: number,
  y: number,
  inner: number,
  cols: number,
): void {
  for (let c = 0; c < cols; c += 2) {
    const b0 = heap[bias + c]!;
    const b1 = heap[bias + c + 1]!;
    let a0 = b0;
    let a1 = b0;
    let a2 = b0;
    let a3 = b0;
    let d0 = b1;
    let d1 = b1;
    let d2 = b1;
    let d3 = b1;
    let q = w + c;
    for (let k = 0; k < inner; k++) {
      const w0 = heap[q]!;
      const w1 = heap[q + 1]!;
      const s0 = heap[x + k]!;
      const s1 = heap[x + inner + k]!;
      const s2 = heap[x + 2 * inner + k]!;
      const s3 = heap[x + 3 * inner + k]!;
      a0 += s0 * w0;
      a1 += s1 * w0;
      a2 += s2 * w0;
      a3 += s3 * w0;
      d0 += s0 * w1;
      d1 += s1 * w1;
      d2 += s2 * w1;
      d3 += s3 * w1;
      q += cols;
    }
    const o = y + c;
    heap[o] = a0;
    heap[o + cols] = a1;
    heap[o + 2 * cols] = a2;
    heap[o + 3 * cols] = a3;
    heap[o + 1] = d0;
    heap[o + 1 + cols] = d1;
    heap[o + 1 + 2 * cols] = d2;
    heap[o + 1 + 3 * cols] = d3;
  }
}

/** The same for rounded states and packed weights: int32 sums, exact. */
function statesFour(
  heap: Float32Array,
  shorts: Int16Array,
  x: number,
  w: number,
  scale: number,
  bias: number,
  y: number,
  inner: number,
  cols: number,
): void {
  for (let c = 0; c < cols; c += 2) {
    let a0 = 0;
    let a1 = 0;
    let a2 = 0;
    let a3 = 0;
    let d0 = 0;
    let d1 = 0;
    let d2 = 0;
    let d3 = 0;
    let q = w + (c >> 3) * 8 * inner + (c & 7) * 2;
    for (let k = 0; k < inner; k += 2) {
      const u0 = shorts[q]!;
      const u1 = shorts[q + 1]!;
      const v0 = shorts[q + 2]!;
      const v1 = shorts[q + 3]!;
      let p = x + k;
      let s = shorts[p]!;
      let t = shorts[p + 1]!;
      a0 = (a0 + Math.imul(s, u0) + Math.imul(t, u1)) | 0;
      d0 = (d0 + Math.imul(s, v0) + Math.imul(t, v1)) | 0;
      p += inner;
      s = shorts[p]!;
      t = shorts[p + 1]!;
      a1 = (a1 + Math.imul(s, u0) + Math.imul(t, u1)) | 0;
      d1 = (d1 + Math.imul(s, v0) + Math.imul(t, v1)) | 0;
      p += inner;
      s = shorts[p]!;
      t = shorts[p + 1]!;
      a2 = (a2 + Math.imul(s, u0) + Math.imul(t, u1)) | 0;
      d2 = (d2 + Math.imul(s, v0) + Math.imul(t, v1)) | 0;
      p += inner;
      s = shorts[p]!;
      t = shorts[p + 1]!;
      a3 = (a3 + Math.imul(s, u0) + Math.imul(t, u1)) | 0;
      d3 = (d3 + Math.imul(s, v0) + Math.imul(t, v1)) | 0;
      q += 16;
    }
    const o = y + c;
    const k0 = heap[scale + c]!;
    const k1 = heap[scale + c + 1]!;
    const b0 = heap[bias + c]!;
    const b1 = heap[bias + c + 1]!;
    heap[o] = a0 * k0 + b0;
    heap[o + 1] = d0 * k1 + b1;
    heap[o + cols] = a1 * k0 + b0;
    heap[o + cols + 1] = d1 * k1 + b1;
    heap[o + 2 * cols] = a2 * k0 + b0;
    heap[o + 2 * cols + 1] = d2 * k1 + b1;
    heap[o + 3 * cols] = a3 * k0 + b0;
    heap[o + 3 * cols + 1] = d3 * k1 + b1;
  }
}

/** The state at `h` one step on. */
function advance(
  heap: Float32Array,
  gates: number,
  candidate: number,
  product: number,
  h: number,
  hidden: number,
): void {
  for (let c = 0; c < hidden; c++) {
    const reset = sigmoid(heap[gates + c]! + heap[product + c]!);
    const update = sigmoid(heap[gates + hidden + c]! + heap[product + hidden + c]!);
    const next = Math.tanh(heap[candidate + c]! + reset * heap[product + 2 * hidden + c]!);
    heap[h + c] = next + update * (heap[h + c]! - next);
  }
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
