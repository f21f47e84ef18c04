// Compiles kernel.ts and writes src/attribute/model/kernel-binary.ts.
//   npm ci --prefix train/kernel && npm run build --prefix train/kernel
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

/** The compiled kernel, as bytes. */
export async function compileKernel() {
  const source = readFileSync(new URL("kernel.ts", import.meta.url), "utf8");
  let binary;
  const { error, stderr } = await asc.main(
    ["kernel.ts", "--outFile", "kernel.wasm", "-O3", "--runtime", "stub", "--noAssert", "--importMemory", "--enable", "simd,bulk-memory", "--initialMemory", "0"],
    {
      readFile: (name) => (name === "kernel.ts" ? source : null),
      writeFile: (name, data) => { if (name === "kernel.wasm") binary = data; },
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`kernel.ts does not compile: ${stderr.toString()}`, { cause: error });
  return binary;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = Buffer.from(await compileKernel()).toString("base64").replace(/.{1,90}/g, "  \"$&\",\n");
  const target = new URL("../../src/attribute/model/kernel-binary.ts", import.meta.url);
  writeFileSync(
    target,
    `/** The kernel of train/kernel/kernel.ts, compiled by train/kernel/build.mjs; base64. */\nexport const KERNEL_BINARY: string = [\n${text}].join("");\n`,
  );
}
