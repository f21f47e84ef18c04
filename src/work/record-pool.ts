import { type ResourceLimits, Worker } from "node:worker_threads";
import { type Document, type DocumentRecord, OnRecordError } from "../document/index.ts";
import type { Answer, Held, Job, Setup, Upload } from "./record-worker.ts";

/** How often a document may end the worker that reads it before it counts as failed. */
const TRIES = 2;

interface Task {
  readonly job: Job;
  readonly resolve: (made: unknown) => void;
  readonly reject: (error: unknown) => void;
  tries: number;
  timer?: NodeJS.Timeout;
}

export interface PoolOptions {
  readonly limits?: ResourceLimits;
  /** Milliseconds that one job may take before its worker is ended; none unless given. */
  readonly patience?: number;
}

/**
 * Worker threads that make records, each with models of its own (some 170 MiB).
 *
 * A worker that dies is replaced, and the document it was at is tried once more.
 */
export class RecordPool {
  readonly #setup: Setup;
  readonly #options: PoolOptions;
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, Task>();
  readonly #waiting: Task[] = [];
  #isClosed = false;

  constructor(jobs: number, setup: Setup, options: PoolOptions = {}) {
    this.#setup = setup;
    this.#options = options;
    for (let i = 0; i < jobs; i++) this.#hire();
  }

  /** @throws OnRecordError `not-recorded` where it ended two workers, or took too long */
  record(document: Document): Promise<DocumentRecord> {
    return this.#do({ document }) as Promise<DocumentRecord>;
  }

  /**
   * What a file that was sent holds; an error where it cannot be read.
   *
   * @throws as `record`
   */
  read(upload: Upload): Promise<Held[]> {
    return this.#do({ upload }) as Promise<Held[]>;
  }

  #do(job: Job): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject, tries: 0 });
      this.#assign();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#idle, ...this.#busy.keys()].map((worker) => worker.terminate()));
  }

  #hire(): void {
    const worker = new Worker(new URL("./record-worker.js", import.meta.url), {
      workerData: this.#setup,
      resourceLimits: this.#options.limits,
    });
    let cause: unknown = null;
    worker.on("error", (error) => {
      cause = error;
    });
    worker.on("message", (answer: Answer) => this.#answered(worker, answer));
    worker.on("exit", () => this.#lost(worker, cause));
    // Nothing is at work between documents: the process may end then.
    worker.unref();
    this.#idle.push(worker);
    this.#assign();
  }

  #assign(): void {
    while (this.#idle.length > 0 && this.#waiting.length > 0) {
      const worker = this.#idle.pop()!;
      const task = this.#waiting.shift()!;
      task.tries++;
      this.#busy.set(worker, task);
      worker.ref();
      worker.postMessage(task.job);
      this.#time(worker, task);
    }
  }

  /** Ends a worker whose job takes too long. It would take as long again, so it is not tried again. */
  #time(worker: Worker, task: Task): void {
    const { patience } = this.#options;
    if (patience === undefined) return;
    task.timer = setTimeout(() => {
      this.#busy.delete(worker);
      task.reject(tooLong(task.job, patience));
      void worker.terminate();
    }, patience);
  }

  #answered(worker: Worker, answer: Answer): void {
    const task = this.#busy.get(worker);
    // It answers after all, when its time was up.
    if (task === undefined) return;
    this.#busy.delete(worker);
    clearTimeout(task.timer);
    worker.unref();
    this.#idle.push(worker);
    if ("json" in answer) task.resolve(JSON.parse(answer.json));
    else task.reject(answer.error);
    this.#assign();
  }

  #lost(worker: Worker, cause: unknown): void {
    if (this.#isClosed) return;
    const task = this.#busy.get(worker);
    this.#busy.delete(worker);
    clearTimeout(task?.timer);
    const at = this.#idle.indexOf(worker);
    if (at >= 0) this.#idle.splice(at, 1);
    if (task !== undefined && task.tries < TRIES) this.#waiting.unshift(task);
    else if (task !== undefined) task.reject(notRecorded(task.job, cause));
    this.#hire();
  }
}

function nameOf(job: Job): string {
  return "upload" in job ? job.upload.name : (job.document.file ?? job.document.id);
}

function tooLong(job: Job, patience: number): OnRecordError {
  return new OnRecordError(
    "not-recorded",
    `${nameOf(job)}: reading it took more than ${patience / 1000} s and was ended. Add it with "onrecord add".`,
  );
}

function notRecorded(job: Job, cause: unknown): OnRecordError {
  const why = cause instanceof Error ? cause.message : "it gave no reason";
  return new OnRecordError(
    "not-recorded",
    `${nameOf(job)}: reading it ended the worker twice (${why}). Try it alone, with --jobs 1.`,
    {},
    { cause },
  );
}
