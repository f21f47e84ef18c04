/** The compiled kernel, as bytes. */
export function compileKernel(): Promise<Uint8Array>;
