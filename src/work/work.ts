import type { JsMsg } from "@nats-io/jetstream";
import { type Document, type DocumentRecord, OnRecordError } from "../document/index.ts";
import { addRecord } from "../store/index.ts";
import { countReturn, documentToRead, giveUp } from "../store/pending.ts";
import type { Store } from "../store/store.ts";
import { ACK_WAIT, jobOf, type Queue } from "./queue.ts";

/** How often a document may fail before it is given up. */
const TRIES = 3;

/**
 * How often a document may come back unfinished, the record being there, before it is given up. It
 * may be what ends its workers; or they were ended for other reasons, which happens more than once.
 */
const RETURNS = 10;

/** Jobs a worker holds beyond those it is at. */
const AHEAD = 2;

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

/**
 * Reads what the queue hands out. A job is acknowledged when its document is in the record, and the
 * acknowledgement itself is confirmed; one that is handed out twice finds its work done.
 */
export async function work(store: Store, queue: Queue, options: WorkOptions): Promise<void> {
  const { jobs, signal, untilEmpty = false } = options;
  const consumer = await queue.consumer();
  const running = new Set<Promise<void>>();
  while (!signal.aborted) {
    const room = jobs + AHEAD - running.size;
    if (room <= 0) {
      await Promise.race(running);
      continue;
    }
    let got = 0;
    try {
      for await (const message of await consumer.fetch({ max_messages: room, expires: LISTEN })) {
        got++;
        const run = attend(store, message, options).finally(() => running.delete(run));
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

/** One job from its message to its acknowledgement. Never rejects: what fails is handed out again. */
async function attend(store: Store, message: JsMsg, options: WorkOptions): Promise<void> {
  const keepAlive = setInterval(() => message.working(), ACK_WAIT / 3);
  const { key } = jobOf(message);
  try {
    const outcome = await readOne(store, message, options);
    await message.ackAck();
    options.onDone?.({ key, outcome });
  } catch (error) {
    await putBack(store, message, key, error, options);
  } finally {
    clearInterval(keepAlive);
  }
}

async function readOne(
  store: Store,
  message: JsMsg,
  { pipeline, record }: WorkOptions,
): Promise<Finished["outcome"]> {
  const { key } = jobOf(message);
  const doc = await documentToRead(store, key, pipeline);
  if (doc === null) return "done";
  if (message.redelivered && (await countReturn(store, key)) > RETURNS) {
    const says = `it was begun ${RETURNS + 1} times and never finished. Try it alone, with "onrecord add --jobs 1".`;
    throw new OnRecordError("not-recorded", says);
  }
  await addRecord(store, await record(doc), pipeline);
  return "read";
}

/** The document's fault counts against it; the record's or the queue's does not. */
async function putBack(
  store: Store,
  message: JsMsg,
  key: string,
  error: unknown,
  { onDone }: WorkOptions,
): Promise<void> {
  const why = error instanceof Error ? error.message : String(error);
  if (isOfTheRecord(error)) return message.nak(AWAY);
  if (message.info.deliveryCount < TRIES)
    return message.nak(1000 * 2 ** message.info.deliveryCount);
  try {
    await giveUp(store, key, why);
    await message.ackAck();
    onDone?.({ key, outcome: "failed", error: why });
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

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
