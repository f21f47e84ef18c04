import { once } from "node:events";

/** Standard output, written piece by piece, as fast as its reader takes it. */
export interface Output {
  /** Resolves when the next piece may come, so that no more than one waits in memory. */
  write(chunk: string | Uint8Array): Promise<void>;
  /** Takes no further piece, and resolves when the last one is written to its end. */
  finish(): Promise<void>;
}

/**
 * The process's standard output. When its reader goes away (`| head`), the process ends there and
 * then with exit code 0: what was asked for has been delivered. Any other failure to write ends it
 * with 1 and a message.
 */
export function openOutput(stream: NodeJS.WriteStream): Output {
  let finished = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    process.stderr.write(`onrecord: standard output cannot be written (${error.message}).\n`);
    process.exit(1);
  });
  // Where even messages find no reader, the exit code still tells.
  process.stderr.on("error", () => {});
  return {
    async write(chunk) {
      // After `finish` the process is about to exit; a writer that comes too late waits for that.
      if (finished) await new Promise(() => {});
      if (!stream.write(chunk)) await once(stream, "drain");
    },
    async finish() {
      finished = true;
      await written(stream);
    },
  };
}

/** Resolves when everything written to the stream so far has been handed on. */
export async function written(stream: NodeJS.WriteStream): Promise<void> {
  await new Promise<void>((resolve) => {
    stream.write("", () => resolve());
  });
}
