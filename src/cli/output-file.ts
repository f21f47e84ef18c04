import { existsSync, statSync, unlinkSync } from "node:fs";
import { type FileHandle, open, rename } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { OnRecordError } from "../document/index.ts";

/**
 * Writes a file as a whole or not at all: under another name beside it, which takes its name at the
 * end. A device or a pipe is written as it is. Without any chunk no file is made.
 *
 * @throws OnRecordError `not-writable`
 */
export async function writeFileWhole(
  file: string,
  chunks: AsyncIterable<string | Uint8Array>,
): Promise<void> {
  const isPlain = !existsSync(file) || statSync(file).isFile();
  const written = isPlain ? join(dirname(file), `.${basename(file)}.${process.pid}.part`) : file;
  const clear = () => {
    if (isPlain && existsSync(written)) unlinkSync(written);
  };
  let handle: FileHandle | null = null;
  // Ctrl-C ends the process at once.
  process.on("exit", clear);
  try {
    for await (const chunk of chunks) {
      handle ??= await writable(file, () => open(written, isPlain ? "wx" : "w"));
      const target = handle;
      await writable(file, () => target.writeFile(chunk));
    }
    if (handle === null) return;
    if (isPlain) await writable(file, handle.sync.bind(handle));
    await handle.close();
    if (isPlain) await writable(file, () => rename(written, file));
  } finally {
    process.off("exit", clear);
    await handle?.close().catch(() => {});
    clear();
  }
}

async function writable<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "its folder is not there" : code;
    throw new OnRecordError(
      "not-writable",
      `${file} cannot be written (${why}). Name another file with --output.`,
      { file },
      { cause },
    );
  }
}
