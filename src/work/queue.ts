import { createHash } from "node:crypto";
import {
  AckPolicy,
  type Consumer,
  DeliverPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamClient,
  type JsMsg,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
} from "@nats-io/jetstream";
import { AuthorizationError, connect, type NatsConnection, nanos } from "@nats-io/transport-node";
import { OnRecordError } from "../document/index.ts";
import { parseQueueAddress } from "./queue-address.ts";

/** One document to read, by its key in the record; the record holds the document itself. */
export interface Job {
  readonly key: string;
  /** When it was handed in: a document that is handed in anew is another job. */
  readonly handed?: string;
}

const STREAM = "onrecord";

/** How long, in milliseconds, a job may be silent before another worker gets it. */
export const ACK_WAIT = 30_000;

/** How often, in milliseconds, a server is asked whether it is there; after two without answer, another. */
const PING = 15_000;

/** How long a message of the same id is taken for the same job. Later ones find it done. */
const DUPLICATES = 10 * 60_000;

/**
 * The queue of jobs: a JetStream stream in which each pipeline has a subject of its own, so that
 * workers of one version never get another's. It may be lost at any time: the record knows what is
 * still to be read (`documentsToRead`).
 */
export class Queue {
  readonly #connection: NatsConnection;
  readonly #jetstream: JetStreamClient;
  readonly #subject: string;

  private constructor(connection: NatsConnection, pipeline: string) {
    this.#connection = connection;
    this.#jetstream = jetstream(connection);
    this.#subject = `${STREAM}.${digest(pipeline)}`;
  }

  /**
   * Connects, and makes the stream where it is not there.
   *
   * @param replicas of the stream, where this makes it: 1, or 3 in a cluster
   * @throws OnRecordError `unavailable`, `access-denied`, or `bad-option` for an address that is none
   */
  static async open(url: string, pipeline: string, replicas = 1): Promise<Queue> {
    const { connection: address, name } = parseQueueAddress(url);
    try {
      const connection = await connect({
        ...address,
        name: "onrecord",
        maxReconnectAttempts: -1,
        pingInterval: PING,
      });
      const queue = new Queue(connection, pipeline);
      await queue.#make(replicas);
      return queue;
    } catch (cause) {
      throw queueError(name, cause);
    }
  }

  async #make(replicas: number): Promise<void> {
    const manager = await jetstreamManager(this.#connection);
    await patiently(async () => {
      if (await isThere(manager.streams.info(STREAM))) return;
      await manager.streams.add({
        name: STREAM,
        subjects: [`${STREAM}.*`],
        retention: RetentionPolicy.Workqueue,
        storage: StorageType.File,
        num_replicas: replicas,
        duplicate_window: nanos(DUPLICATES),
      });
    });
    await patiently(() =>
      manager.consumers.add(STREAM, {
        durable_name: this.#subject.slice(STREAM.length + 1),
        filter_subject: this.#subject,
        ack_policy: AckPolicy.Explicit,
        deliver_policy: DeliverPolicy.All,
        ack_wait: nanos(ACK_WAIT),
        max_ack_pending: 10_000,
      }),
    );
  }

  /** Hands a job out. Handed out again within ten minutes, it is the same job. */
  async publish({ key, handed = "" }: Job): Promise<void> {
    await patiently(() =>
      this.#jetstream.publish(this.#subject, JSON.stringify({ key }), {
        msgID: `${this.#subject}.${key}.${handed}`,
      }),
    );
  }

  async consumer(): Promise<Consumer> {
    const name = this.#subject.slice(STREAM.length + 1);
    return patiently(() => this.#jetstream.consumers.get(STREAM, name));
  }

  /** Jobs that no worker has finished. */
  async waiting(): Promise<number> {
    const { num_pending, num_ack_pending } = await (await this.consumer()).info();
    return num_pending + num_ack_pending;
  }

  async close(): Promise<void> {
    if (this.#connection.isClosed()) return;
    try {
      await this.#connection.drain();
    } catch {
      // The server is away. Nothing is lost: what was done was said and confirmed one by one.
      await this.#connection.close();
    }
  }
}

function queueError(name: string, cause: unknown): OnRecordError {
  if (cause instanceof AuthorizationError) {
    const says = `${name} does not let this user in. Check the name and password, or the token.`;
    return new OnRecordError("access-denied", says, {}, { cause });
  }
  const why = cause instanceof Error ? cause.message : String(cause);
  return new OnRecordError(
    "unavailable",
    `${name} cannot be used as a queue (${why}). Is nats-server running there, with JetStream (-js)?`,
    {},
    { cause },
  );
}

export function jobOf(message: JsMsg): Job {
  return message.json<Job>();
}

function digest(pipeline: string): string {
  return createHash("sha256").update(pipeline).digest("hex").slice(0, 16);
}

async function isThere(info: Promise<unknown>): Promise<boolean> {
  try {
    await info;
    return true;
  } catch (error) {
    const { StreamNotFound } = JetStreamApiCodes;
    if (error instanceof JetStreamApiError && error.code === StreamNotFound) return false;
    throw error;
  }
}

/** A cluster that has just lost a node answers late, or not at all the first time. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (tries === 6) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** tries));
    }
  }
}
