/*
 * AssemblyScript source of the model's WebAssembly kernel; build.mjs compiles it. All pointers are
 * byte addresses of float32 (indexes: int32) in the imported memory. Four rows at a time: each
 * weight that is loaded serves four of them, which is what makes this faster than one at a time.
 * The same functions in plain TypeScript: src/attribute/model/plain-kernel.ts.
 */

/** y[r] = bias + x[r]·w for rows of `inner` values; w is inner × cols. rows % 4 == 0, cols % 8 == 0. */
export function affine(x: usize, w: usize, bias: usize, y: usize, rows: i32, inner: i32, cols: i32): void {
  const xs = <usize>inner << 2;
  const ys = <usize>cols << 2;
  for (let r = 0; r < rows; r += 4) {
    const x0 = x + <usize>r * xs;
    const y0 = y + <usize>r * ys;
    for (let c: usize = 0; c < ys; c += 32) {
      const b0 = v128.load(bias + c);
      const b1 = v128.load(bias + c, 16);
      let a00 = b0, a01 = b1, a10 = b0, a11 = b1, a20 = b0, a21 = b1, a30 = b0, a31 = b1;
      let p = x0;
      let q = w + c;
      const end = x0 + xs;
      while (p < end) {
        const w0 = v128.load(q);
        const w1 = v128.load(q, 16);
        const s0 = v128.load32_splat(p);
        a00 = f32x4.add(a00, f32x4.mul(s0, w0));
        a01 = f32x4.add(a01, f32x4.mul(s0, w1));
        const s1 = v128.load32_splat(p + xs);
        a10 = f32x4.add(a10, f32x4.mul(s1, w0));
        a11 = f32x4.add(a11, f32x4.mul(s1, w1));
        const s2 = v128.load32_splat(p + 2 * xs);
        a20 = f32x4.add(a20, f32x4.mul(s2, w0));
        a21 = f32x4.add(a21, f32x4.mul(s2, w1));
        const s3 = v128.load32_splat(p + 3 * xs);
        a30 = f32x4.add(a30, f32x4.mul(s3, w0));
        a31 = f32x4.add(a31, f32x4.mul(s3, w1));
        p += 4;
        q += ys;
      }
      const o = y0 + c;
      v128.store(o, a00);
      v128.store(o, a01, 16);
      v128.store(o + ys, a10);
      v128.store(o + ys, a11, 16);
      v128.store(o + 2 * ys, a20);
      v128.store(o + 2 * ys, a21, 16);
      v128.store(o + 3 * ys, a30);
      v128.store(o + 3 * ys, a31, 16);
    }
  }
}

/**
 * y[r] = bias + scale · (x[r]·w) for rows of states, which lie in -1..1: these are rounded to 1/16384,
 * the weights are bytes held as int16, and the sums are exact in int32 (inner <= 1024). One
 * instruction multiplies two pairs a lane, twice what floats give. w comes in blocks of eight columns:
 * inner / 2 times eight pairs (row k, row k + 1). scale has the 1/16384 in it. `rounded` is room for
 * 4 × inner int16. rows % 4 == 0, inner % 8 == 0, cols % 8 == 0.
 */
export function affineStates(
  x: usize, w: usize, scale: usize, bias: usize, y: usize, rounded: usize,
  rows: i32, inner: i32, cols: i32,
): void {
  const xs = <usize>inner << 1;
  const ys = <usize>cols << 2;
  const full = f32x4.splat(16384);
  for (let r = 0; r < rows; r += 4) {
    const from = x + <usize>r * <usize>inner * 4;
    for (let i: usize = 0; i < 4 * xs; i += 16) {
      const low = f32x4.nearest(f32x4.mul(v128.load(from + 2 * i), full));
      const high = f32x4.nearest(f32x4.mul(v128.load(from + 2 * i, 16), full));
      v128.store(rounded + i, i16x8.narrow_i32x4_s(i32x4.trunc_sat_f32x4_s(low), i32x4.trunc_sat_f32x4_s(high)));
    }
    const y0 = y + <usize>r * ys;
    let q = w;
    for (let c: usize = 0; c < ys; c += 32) {
      const none = i32x4.splat(0);
      let a00 = none, a01 = none, a10 = none, a11 = none, a20 = none, a21 = none, a30 = none, a31 = none;
      let p = rounded;
      const end = rounded + xs;
      while (p < end) {
        const w0 = v128.load(q);
        const w1 = v128.load(q, 16);
        const s0 = v128.load32_splat(p);
        a00 = i32x4.add(a00, i32x4.dot_i16x8_s(s0, w0));
        a01 = i32x4.add(a01, i32x4.dot_i16x8_s(s0, w1));
        const s1 = v128.load32_splat(p + xs);
        a10 = i32x4.add(a10, i32x4.dot_i16x8_s(s1, w0));
        a11 = i32x4.add(a11, i32x4.dot_i16x8_s(s1, w1));
        const s2 = v128.load32_splat(p + 2 * xs);
        a20 = i32x4.add(a20, i32x4.dot_i16x8_s(s2, w0));
        a21 = i32x4.add(a21, i32x4.dot_i16x8_s(s2, w1));
        const s3 = v128.load32_splat(p + 3 * xs);
        a30 = i32x4.add(a30, i32x4.dot_i16x8_s(s3, w0));
        a31 = i32x4.add(a31, i32x4.dot_i16x8_s(s3, w1));
        p += 4;
        q += 32;
      }
      const o = y0 + c;
      const k0 = v128.load(scale + c);
      const k1 = v128.load(scale + c, 16);
      const b0 = v128.load(bias + c);
      const b1 = v128.load(bias + c, 16);
      v128.store(o, scaled(a00, k0, b0));
      v128.store(o, scaled(a01, k1, b1), 16);
      v128.store(o + ys, scaled(a10, k0, b0));
      v128.store(o + ys, scaled(a11, k1, b1), 16);
      v128.store(o + 2 * ys, scaled(a20, k0, b0));
      v128.store(o + 2 * ys, scaled(a21, k1, b1), 16);
      v128.store(o + 3 * ys, scaled(a30, k0, b0));
      v128.store(o + 3 * ys, scaled(a31, k1, b1), 16);
    }
  }
}

// @ts-ignore: decorator
@inline
function scaled(sum: v128, scale: v128, bias: v128): v128 {
  return f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(sum), scale), bias);
}

/** y[r] = a[i] + b[j] for the pairs of row numbers (i, j) at `pairs`. cols % 4 == 0. */
export function addRows(a: usize, b: usize, pairs: usize, y: usize, rows: i32, cols: i32): void {
  const size = <usize>cols << 2;
  for (let r = 0; r < rows; r++) {
    const p = a + <usize>load<i32>(pairs + (<usize>r << 3)) * size;
    const q = b + <usize>load<i32>(pairs + (<usize>r << 3), 4) * size;
    const o = y + <usize>r * size;
    for (let c: usize = 0; c < size; c += 16) {
      v128.store(o + c, f32x4.add(v128.load(p + c), v128.load(q + c)));
    }
  }
}

/**
 * One direction of a GRU over four sequences. Row 4t + lane of `input` (6H wide) holds the projected
 * input: gates forward, gates backward (2H each: reset, update), candidates forward, backward. Row
 * 4t + lane of `output` (2H wide) takes the state, forward then backward. A lane is zero from its
 * length on. `weights` (H × 3H) and `scale` as in affineStates; `bias` has 3H values, of which the
 * candidate's stand inside its reset. `work` holds 4H + 12H + 2H floats: state, product, rounded state.
 */
export function recur(
  input: usize, weights: usize, scale: usize, bias: usize, output: usize, lengths: usize, work: usize,
  steps: i32, hidden: i32, backward: i32,
): void {
  const H = <usize>hidden << 2;
  const product = work + 4 * H;
  const rounded = work + 16 * H;
  memory.fill(work, 0, 4 * H);
  const side = backward ? <usize>1 : <usize>0;
  for (let k = 0; k < steps; k++) {
    const t = backward ? steps - 1 - k : k;
    affineStates(work, weights, scale, bias, product, rounded, 4, hidden, 3 * hidden);
    for (let lane = 0; lane < 4; lane++) {
      const row = <usize>(4 * t + lane);
      const gates = input + row * 6 * H + side * 2 * H;
      const cand = input + row * 6 * H + 4 * H + side * H;
      const g = product + <usize>lane * 3 * H;
      const h = work + <usize>lane * H;
      const o = output + row * 2 * H + side * H;
      if (t >= load<i32>(lengths + (<usize>lane << 2))) {
        memory.fill(h, 0, H);
        memory.fill(o, 0, H);
        continue;
      }
      for (let c: usize = 0; c < H; c += 16) {
        const r = sigmoid(f32x4.add(v128.load(gates + c), v128.load(g + c)));
        const z = sigmoid(f32x4.add(v128.load(gates + H + c), v128.load(g + H + c)));
        const n = tanh(f32x4.add(v128.load(cand + c), f32x4.mul(r, v128.load(g + 2 * H + c))));
        const next = f32x4.add(n, f32x4.mul(z, f32x4.sub(v128.load(h + c), n)));
        v128.store(h + c, next);
        v128.store(o + c, next);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp(f32x4.neg(x))));
}

// @ts-ignore: decorator
@inline
function tanh(x: v128): v128 {
  const two = f32x4.splat(2);
  const one = f32x4.splat(1);
  return f32x4.sub(f32x4.div(two, f32x4.add(one, exp(f32x4.mul(x, f32x4.splat(-2))))), one);
}

/** e^x to a relative error of 2e-7: 2^n by exponent bits, the rest by a polynomial (Cephes expf). */
// @ts-ignore: decorator
@inline
function exp(v: v128): v128 {
  const x = f32x4.min(f32x4.max(v, f32x4.splat(-87)), f32x4.splat(87));
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.44269504)));
  let f = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  f = f32x4.sub(f, f32x4.mul(n, f32x4.splat(-0.000212194440)));
  let p = f32x4.splat(0.00019875691500);
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.0013981999507));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.0083334519073));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.041665795894));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.16666665459));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.5));
  const e = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(f, f)), f), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(e, power);
}
