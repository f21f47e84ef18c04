import type { Consumer, JsMsg } from "@nats-io/jetstream";
import { type Document, type DocumentRecord, OnRecordError } from "../document/index.ts";
import { addRecords } from "../store/index.ts";
import { countFailure, countReturn, documentToRead } from "../store/pending.ts";
import type { Store } from "../store/store.ts";
import { ACK_WAIT, jobOf, type Queue } from "./queue.ts";
import { Writer } from "./writer.ts";

/** How often a document may fail before it is given up. */
const TRIES = 3;

/**
 * How often a document may come back unfinished, the record being there, before it is given up. It
 * may be what ends its workers; or they were ended for other reasons, which happens more than once.
 */
const RETURNS = 10;

/** Jobs a worker holds beyond those it is at: read and not put in, or not begun. */
const AHEAD = 10;

/** How long, in milliseconds, a job is put back where the record cannot be reached. */
const AWAY = 5000;

export interface WorkOptions {
  readonly pipeline: string;
  /** Documents read at once. */
  readonly jobs: number;
  readonly record: (doc: Document) => Promise<DocumentRecord>;
  /** Takes no further job, finishes those at hand, and returns. */
  readonly signal: AbortSignal;
  /** Whether to return when the queue is empty. */
  readonly untilEmpty?: boolean;
  readonly onDone?: (job: Finished) => void;
}

export interface Finished {
  readonly key: string;
  /** `done`: nothing was left to do. */
  readonly outcome: "read" | "done" | "failed";
  readonly error?: string;
}

/** How long, in milliseconds, an empty queue is listened to. */
const LISTEN = 1000;

/** What all jobs of one worker share. */
interface Bench {
  readonly store: Store;
  readonly writer: Writer;
  /** One after the other. */
  readonly alone: <T>(task: () => Promise<T>) => Promise<T>;
}

/**
 * Reads what the queue hands out. A job is acknowledged when its document is in the record, and the
 * acknowledgement itself is confirmed; one that is handed out twice finds its work done.
 */
export async function work(store: Store, queue: Queue, options: WorkOptions): Promise<void> {
  const { jobs, signal, untilEmpty = false } = options;
  const consumer = await queue.consumer();
  const put = (records: readonly DocumentRecord[]) => addRecords(store, records, options.pipeline);
  const bench: Bench = { store, writer: new Writer(put), alone: oneByOne() };
  const running = new Set<Promise<void>>();
  while (!signal.aborted) {
    const room = jobs + AHEAD - running.size;
    if (room <= 0) {
      await Promise.race(running);
      continue;
    }
    let got = 0;
    try {
      for await (const message of fetched(consumer, room)) {
        got++;
        const run = attend(bench, message, options).finally(() => running.delete(run));
        running.add(run);
      }
      if (got > 0 || !untilEmpty || running.size > 0) continue;
      if ((await queue.waiting()) === 0) break;
    } catch {
      // A queue that is away, leaderless or lost is waited for: it comes back, or is made anew.
      await pause(LISTEN, signal);
    }
  }
  await Promise.all(running);
}

/** A fetch whose server goes away is told nothing more, not even that its time is over. */
async function* fetched(consumer: Consumer, room: number): AsyncGenerator<JsMsg> {
  const messages = await consumer.fetch({ max_messages: room, expires: LISTEN });
  const late = setTimeout(() => messages.stop(), 3 * LISTEN);
  try {
    yield* messages;
  } finally {
    clearTimeout(late);
  }
}

/** One job from its message to its acknowledgement. Never rejects: what fails is handed out again. */
async function attend(bench: Bench, message: JsMsg, options: WorkOptions): Promise<void> {
  const keepAlive = setInterval(() => message.working(), ACK_WAIT / 3);
  const { key } = jobOf(message);
  try {
    const read = () => readOne(bench, message, options);
    const finished = await (message.redelivered ? bench.alone(read) : read());
    await message.ackAck();
    options.onDone?.(finished);
  } catch (error) {
    await putBack(bench, message, key, error, options);
  } finally {
    clearInterval(keepAlive);
  }
}

/**
 * What came back may be what ends its workers. So it is read when no other that came back is, and put
 * in at once: those that were only beside it are not counted with it again and again.
 */
async function readOne(
  { store, writer }: Bench,
  message: JsMsg,
  { pipeline, record }: WorkOptions,
): Promise<Finished> {
  const { key } = jobOf(message);
  const doc = await documentToRead(store, key, pipeline);
  if (doc === null) return { key, outcome: "done" };
  if (!message.redelivered) {
    await writer.add(await record(doc));
    return { key, outcome: "read" };
  }
  if ((await countReturn(store, key)) > RETURNS) {
    const error = `it was begun ${RETURNS + 1} times and never finished. Try it alone, with "onrecord add --jobs 1".`;
    await countFailure(store, key, { pipeline, error, allowed: 0 });
    return { key, outcome: "failed", error };
  }
  await addRecords(store, [await record(doc)], pipeline);
  return { key, outcome: "read" };
}

/** The document's fault counts against it; the record's or the queue's does not. */
async function putBack(
  { store }: Bench,
  message: JsMsg,
  key: string,
  reason: unknown,
  { pipeline, onDone }: WorkOptions,
): Promise<void> {
  const error = reason instanceof Error ? reason.message : String(reason);
  if (isOfTheRecord(reason)) return message.nak(AWAY);
  try {
    const failure = { pipeline, error, allowed: TRIES };
    const { failures, isGivenUp } = await countFailure(store, key, failure);
    if (!isGivenUp) return message.nak(1000 * 2 ** failures);
    await message.ackAck();
    onDone?.({ key, outcome: "failed", error });
  } catch {
    message.nak(AWAY);
  }
}

function isOfTheRecord(error: unknown): boolean {
  return !(error instanceof OnRecordError) ? isNetwork(error) : error.code !== "not-recorded";
}

/** An acknowledgement that was not confirmed: the job comes again, and finds itself done. */
function isNetwork(error: unknown): boolean {
  return error instanceof Error && /timeout|connection|disconnect|draining/i.test(error.message);
}

function oneByOne(): Bench["alone"] {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const next = last.then(task);
    last = next.catch(() => {});
    return next;
  };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
