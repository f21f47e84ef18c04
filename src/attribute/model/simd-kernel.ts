import type { Kernel } from "./kernel.ts";
import { KERNEL_BINARY } from "./kernel-binary.ts";

const PAGE = 65536;

/** The part of WebAssembly used here; its types belong to lib.dom, which is not loaded. */
interface WebAssemblyApi {
  validate(bytes: Uint8Array): boolean;
  readonly Memory: new (options: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
}

interface Exports {
  affine(...values: number[]): void;
  affineStates(...values: number[]): void;
  addRows(...values: number[]): void;
  recur(...values: number[]): void;
}

/** The kernel in WebAssembly SIMD; `null` where the runtime has none. Compiles 2 kB, synchronously. */
export function simdKernel(size: number): Kernel | null {
  const { WebAssembly } = globalThis as { WebAssembly?: WebAssemblyApi };
  const binary = Uint8Array.from(atob(KERNEL_BINARY), (c) => c.charCodeAt(0));
  if (WebAssembly === undefined || !WebAssembly.validate(binary)) return null;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((size * 4) / PAGE) });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } });
  const wasm = instance.exports as unknown as Exports;
  return {
    name: "simd",
    heap: new Float32Array(memory.buffer),
    integers: new Int32Array(memory.buffer),
    affine: (x, w, bias, y, rows, inner, cols) =>
      wasm.affine(4 * x, 4 * w, 4 * bias, 4 * y, rows, inner, cols),
    addRows: (a, b, pairs, y, rows, cols) =>
      wasm.addRows(4 * a, 4 * b, 4 * pairs, 4 * y, rows, cols),
    affineStates: (x, w, scale, bias, y, rounded, rows, inner, cols) =>
      wasm.affineStates(4 * x, 4 * w, 4 * scale, 4 * bias, 4 * y, 4 * rounded, rows, inner, cols),
    recur: (input, weights, scale, bias, output, lengths, work, steps, hidden, backward) =>
      wasm.recur(
        4 * input,
        4 * weights,
        4 * scale,
        4 * bias,
        4 * output,
        4 * lengths,
        4 * work,
        steps,
        hidden,
        backward ? 1 : 0,
      ),
  };
}
