import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { skipsWithout } from "../../../test/needs.ts";
import { type Kernel, packWeights, STATE_ONE } from "./kernel.ts";
import { KERNEL_BINARY } from "./kernel-binary.ts";
import { plainKernel } from "./plain-kernel.ts";
import { simdKernel } from "./simd-kernel.ts";

/** Numbers in -1..1 that repeat from run to run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2147483648 - 1;
  };
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]!)), 0);
}

function bothAfter(size: number, run: (kernel: Kernel) => void): [Float32Array, Float32Array] {
  const next = randomNumbers(size);
  const values = Float32Array.from({ length: size }, next);
  return [simdKernel(size)!, plainKernel(size)].map((kernel) => {
    kernel.heap.set(values);
    run(kernel);
    return kernel.heap.slice(0, size);
  }) as [Float32Array, Float32Array];
}

describe("the kernels", () => {
  const compiler = existsSync("train/kernel/node_modules/assemblyscript");
  it.skipIf(skipsWithout('the kernel\'s compiler ("npm ci --prefix train/kernel")', compiler))(
    "are built from the source in the repository",
    async () => {
      const { compileKernel } = await import("../../../train/kernel/build.mjs");
      expect(Buffer.from(await compileKernel()).toString("base64")).toBe(KERNEL_BINARY);
    },
  );

  it("multiply a known matrix", () => {
    for (const kernel of [simdKernel(256)!, plainKernel(256)]) {
      // Four rows (1, 2), a 2 × 8 matrix of ones and twos, bias 10.
      for (let r = 0; r < 4; r++) kernel.heap.set([1, 2], 2 * r);
      kernel.heap.fill(1, 16, 24).fill(2, 24, 32).fill(10, 32, 40);
      kernel.affine(0, 16, 32, 64, 4, 2, 8);
      expect([...kernel.heap.subarray(64, 96)]).toEqual(new Array(32).fill(15));
    }
  });

  it("agree on products", () => {
    const [a, b] = bothAfter(4000, (kernel) => kernel.affine(0, 400, 1200, 2000, 8, 37, 16));
    expect(largestDifference(a, b)).toBeLessThan(1e-5);
  });

  it("agree on sums of rows", () => {
    const [a, b] = bothAfter(400, (kernel) => {
      kernel.integers.set([2, 0, 1, 3, 0, 1], 300);
      kernel.addRows(0, 100, 300, 200, 3, 16);
    });
    expect(largestDifference(a.subarray(0, 300), b.subarray(0, 300))).toBe(0);
  });

  it("agree exactly on products of rounded states", () => {
    const bytes = Int8Array.from({ length: 16 * 8 }, (_, i) => ((i * 37) % 255) - 127);
    const [a, b] = bothAfter(1000, (kernel) => {
      packWeights(kernel.heap, 200, { rows: 16, columns: 8, bytes });
      kernel.heap.fill(1 / STATE_ONE, 300, 308);
      kernel.affineStates(0, 200, 300, 310, 400, 500, 4, 16, 8);
    });
    let sum = 0;
    for (let k = 0; k < 16; k++) sum += a[k]! * bytes[8 * k]!;
    expect(a[400]).toBeCloseTo(sum + a[310]!, 1);
    expect(largestDifference(a.subarray(400, 432), b.subarray(400, 432))).toBeLessThan(1e-4);
  });

  it.each([false, true])("agree on a recurrent layer, backward %s", (backward) => {
    const hidden = 8;
    const steps = 9;
    const at = { input: 0, weights: 2000, scale: 2200, bias: 2250, lengths: 2300, work: 2400 };
    const output = 3000;
    const bytes = Int8Array.from({ length: hidden * 3 * hidden }, (_, i) => ((i * 91) % 255) - 127);
    const [a, b] = bothAfter(4000, (kernel) => {
      packWeights(kernel.heap, at.weights, { rows: hidden, columns: 3 * hidden, bytes });
      kernel.heap.fill(0.01 / STATE_ONE, at.scale, at.scale + 3 * hidden);
      kernel.integers.set([9, 7, 1, 0], at.lengths);
      kernel.recur(
        at.input,
        at.weights,
        at.scale,
        at.bias,
        output,
        at.lengths,
        at.work,
        steps,
        hidden,
        backward,
      );
    });
    expect(largestDifference(a.subarray(output), b.subarray(output))).toBeLessThan(1e-4);
    const row = (t: number, lane: number) =>
      output + ((4 * t + lane) * 2 + (backward ? 1 : 0)) * hidden;
    expect([...a.subarray(row(7, 1), row(7, 1) + hidden)]).toEqual(new Array(hidden).fill(0));
    expect(a[row(6, 1)]).not.toBe(0);
  });
});
