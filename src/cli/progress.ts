/** Counts what is done on standard error. */
export interface Progress {
  advance(): void;
  stop(): void;
}

/** A progress bar over so many things; it vanishes when it stops, and at the latest at exit. */
export async function startProgress(total: number, things = "files"): Promise<Progress> {
  const { SingleBar } = await import("cli-progress");
  const bar = new SingleBar({
    stream: process.stderr,
    format: `{bar} {value} of {total} ${things}`,
    barsize: 30,
    barCompleteChar: "━",
    barIncompleteChar: "─",
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(total, 0);
  const stop = () => bar.stop();
  process.once("exit", stop);
  return {
    advance: () => bar.increment(),
    stop: () => {
      process.off("exit", stop);
      stop();
    },
  };
}
