import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { OnRecordError } from "../../document/index.ts";
import { damaged } from "../input.ts";
import type { PageItem } from "./page-lines.ts";
import { type Answer, type PaintedText, work } from "./worker.ts";

/**
 * Milliseconds of work without another page, for each MiB of the file. On a busy machine work takes
 * longer than that by the clock, so that the processor's time counts, up to six times this by the clock.
 */
const PATIENCE = 5000;
const BY_THE_CLOCK = 6;

/** MiB of memory that a PDF may take, and pages that it may have. */
const MEMORY = 320;
const MOST_PAGES = 20_000;

/** A worker that waits for the next PDF: to start one takes longer than to read a short one. */
let idle: Worker | null = null;

/**
 * The text items of each page, in the order they are painted.
 *
 * They are read in a thread of their own, which is ended where a file takes too long or too much
 * memory: a damaged one can keep the parser busy for ever, or throw where nobody can catch it.
 *
 * @throws OnRecordError `encrypted`, `damaged`
 */
export async function pageItems(bytes: Uint8Array, name: string): Promise<PageItem[][]> {
  const worker = idle ?? (await startWorker());
  idle = null;
  worker.ref();
  try {
    const pages = await ask(worker, bytes, name);
    worker.unref();
    idle ??= worker;
    if (pages instanceof OnRecordError) throw pages;
    return pages;
  } finally {
    if (idle !== worker) await worker.terminate();
  }
}

async function startWorker(): Promise<Worker> {
  const unpdf = createRequire(import.meta.url).resolve("unpdf");
  const worker = new Worker(`(${work})(require, ${JSON.stringify(unpdf)})`, {
    eval: true,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY },
  });
  await new Promise((done, fail) => {
    worker.once("message", done);
    worker.once("error", fail);
  });
  return silenced(worker);
}

/** A worker that nobody listens to; an error of one that is being ended has to be heard by somebody. */
function silenced(worker: Worker): Worker {
  worker.removeAllListeners("message");
  worker.removeAllListeners("error");
  return worker.on("error", () => {});
}

/** The pages, or why the parser cannot read them; fails where the thread is of no more use. */
function ask(
  worker: Worker,
  bytes: Uint8Array,
  name: string,
): Promise<PageItem[][] | OnRecordError> {
  const patience = PATIENCE * Math.ceil(bytes.length / 2 ** 20);
  return new Promise((done, fail) => {
    const pages: PageItem[][] = [];
    let since = { clock: performance.now(), work: process.cpuUsage() };
    const timer = setInterval(() => {
      const { user, system } = process.cpuUsage(since.work);
      const clock = performance.now() - since.clock;
      if ((user + system) / 1000 > patience || clock > patience * BY_THE_CLOCK) {
        giveUp(tooSlow(name, patience));
      }
    }, 100);
    const stop = () => {
      clearInterval(timer);
      silenced(worker);
    };
    const end = (result: PageItem[][] | OnRecordError) => {
      stop();
      done(result);
    };
    const giveUp = (error: OnRecordError) => {
      stop();
      fail(error);
    };
    worker.on("error", (cause) => giveUp(broken(name, cause)));
    worker.on("message", (answer: Answer) => {
      since = { clock: performance.now(), work: process.cpuUsage() };
      if (answer.type === "failed") end(failureOf(name, answer));
      else if (answer.type === "done") end(pages);
      else if (answer.type === "page") pages.push(answer.items.flatMap(itemOf));
      if (pages.length > MOST_PAGES) giveUp(tooLong(name));
    });
    // A copy: the parser takes the memory it is given away.
    worker.postMessage(Uint8Array.from(bytes));
  });
}

/** None for text that runs upwards or downwards, which is a stamp in the margin. */
function itemOf({ str, transform, width, height, fontName }: PaintedText): PageItem[] {
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = transform;
  if (Math.abs(b) > Math.abs(a)) return [];
  const size = height || Math.hypot(c, d);
  if (!Number.isFinite(x + y + size + width) || size <= 0) return [];
  return [{ text: str.replaceAll("\0", ""), x, y, width, size, font: fontName }];
}

function failureOf(
  file: string,
  { name, message, page }: Extract<Answer, { type: "failed" }>,
): OnRecordError {
  const cause = Object.assign(new Error(message), { name });
  if (name === "PasswordException") {
    const asked = `${file}: this PDF asks for a password. Save it without one, for example with "qpdf --decrypt --password=…".`;
    return new OnRecordError("encrypted", asked, { file }, { cause });
  }
  return page === 0
    ? damaged(file, "this PDF is damaged and cannot be opened. Get it anew.", cause)
    : damaged(file, `page ${page} of this PDF is damaged. Get the file anew.`, cause);
}

function broken(name: string, cause: Error): OnRecordError {
  const { code } = cause as NodeJS.ErrnoException;
  if (code !== "ERR_WORKER_OUT_OF_MEMORY") {
    return damaged(name, "this PDF is damaged and cannot be read. Get it anew.", cause);
  }
  return damaged(
    name,
    `reading this PDF takes more than ${MEMORY} MiB. Save it anew, or split it.`,
    cause,
  );
}

function tooSlow(name: string, patience: number): OnRecordError {
  const seconds = patience / 1000;
  return damaged(
    name,
    `reading this PDF takes longer than ${seconds} s for a page. Save it anew, or split it.`,
  );
}

function tooLong(name: string): OnRecordError {
  return new OnRecordError(
    "too-large",
    `${name}: it has more than ${MOST_PAGES} pages. Split it.`,
    { file: name },
  );
}
