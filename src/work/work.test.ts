import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasNats, type NatsServers, startNats } from "../../test/nats.ts";
import { skipsWithout } from "../../test/needs.ts";
import { type Document, OnRecordError } from "../document/index.ts";
import { read } from "../index.ts";
import { textDocument } from "../read/index.ts";
import {
  addRecord,
  closeStore,
  countReturn,
  documentKey,
  documents,
  documentsToRead,
  handIn,
  openStore,
  progressOf,
  type Store,
} from "../store/index.ts";
import { Queue } from "./queue.ts";
import { type Finished, type WorkOptions, work } from "./work.ts";

const skips = skipsWithout("nats-server", hasNats());

describe.skipIf(skips)("work handed out by a queue", () => {
  let folder: string;
  let nats: NatsServers;
  let stores = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "onrecord-work-"));
    nats = await startNats();
  });
  afterAll(async () => {
    await nats.remove();
    rmSync(folder, { recursive: true });
  });

  const docs = Array.from({ length: 12 }, (_, i) =>
    textDocument(`"We close harbour ${i}," Ines Lorck said on Friday.`),
  );

  /** A pipeline of its own for each test: nothing is left in its queue from another. */
  async function withBoth(work: (store: Store, queue: Queue, pipeline: string) => Promise<void>) {
    const store = await openStore(join(folder, `${++stores}.db`), { create: true });
    const pipeline = `p${stores}`;
    const queue = await Queue.open(nats.url, pipeline);
    try {
      await work(store, queue, pipeline);
    } finally {
      await queue.close();
      await closeStore(store);
    }
  }

  async function handOut(store: Store, queue: Queue, pipeline: string): Promise<void> {
    for (const doc of docs) {
      await queue.publish(await handIn(store, doc, pipeline));
    }
  }

  function working(pipeline: string, finished: Finished[]): WorkOptions {
    return {
      pipeline,
      jobs: 2,
      record: async (doc: Document) => read(doc),
      signal: new AbortController().signal,
      untilEmpty: true,
      onDone: (job) => finished.push(job),
    };
  }

  function documentKeyOf({ id, sha256, url, outlet }: Document): string {
    return documentKey({ id, document: { sha256, url, outlet } });
  }

  async function shownIn(store: Store): Promise<string[]> {
    const shown: string[] = [];
    for await (const document of documents(store)) shown.push(JSON.stringify(document.shown));
    return shown;
  }

  test("comes out as if one machine had read it, each document once", () =>
    withBoth(async (store, queue, pipeline) => {
      await handOut(store, queue, pipeline);
      expect(await progressOf(store, pipeline)).toEqual({
        done: 0,
        waiting: 12,
        givenUp: 0,
        failed: [],
      });
      const finished: Finished[] = [];
      await Promise.all([
        work(store, queue, working(pipeline, finished)),
        work(store, queue, working(pipeline, finished)),
      ]);
      expect(finished.map(({ outcome }) => outcome)).toEqual(new Array(12).fill("read"));
      expect(await progressOf(store, pipeline)).toEqual({
        done: 12,
        waiting: 0,
        givenUp: 0,
        failed: [],
      });

      const alone = await openStore(join(folder, "alone.db"), { create: true });
      for (const doc of docs) await addRecord(alone, read(doc), pipeline);
      expect(await shownIn(store)).toEqual(await shownIn(alone));
      await closeStore(alone);
    }));

  test("is done once, however often it is handed out", () =>
    withBoth(async (store, queue, pipeline) => {
      await handOut(store, queue, pipeline);
      const finished: Finished[] = [];
      await work(store, queue, working(pipeline, finished));
      expect(await handIn(store, docs[0]!, pipeline)).toMatchObject({ outcome: "read" });
      for await (const one of documentsToRead(store, pipeline)) await queue.publish(one);
      await queue.publish({ key: documentKeyOf(docs[0]!) });
      await work(store, queue, working(pipeline, finished));
      expect(finished.filter(({ outcome }) => outcome === "read")).toHaveLength(12);
    }));

  test("is handed out again for another pipeline", () =>
    withBoth(async (store, queue, pipeline) => {
      for (const doc of docs) await addRecord(store, read(doc), "an older one");
      const before = await shownIn(store);
      for await (const one of documentsToRead(store, pipeline)) await queue.publish(one);
      const finished: Finished[] = [];
      await work(store, queue, working(pipeline, finished));
      expect(finished).toHaveLength(12);
      expect(await progressOf(store, pipeline)).toMatchObject({ done: 12, waiting: 0 });
      expect(await shownIn(store)).toEqual(before);
    }));

  test("survives the loss of the whole queue", () =>
    withBoth(async (store, queue, pipeline) => {
      await handOut(store, queue, pipeline);
      await queue.close();
      await nats.lose();
      await nats.start();
      const anew = await Queue.open(nats.url, pipeline);
      for await (const one of documentsToRead(store, pipeline)) await anew.publish(one);
      const finished: Finished[] = [];
      await work(store, anew, working(pipeline, finished));
      await anew.close();
      expect(finished).toHaveLength(12);
      expect(await progressOf(store, pipeline)).toMatchObject({ done: 12, waiting: 0 });
    }));

  test("is given up after three failures, with what is wrong, and the rest goes on", () =>
    withBoth(async (store, queue, pipeline) => {
      await handOut(store, queue, pipeline);
      const bad = docs[3]!.id;
      const finished: Finished[] = [];
      await work(store, queue, {
        ...working(pipeline, finished),
        record: async (doc) => {
          if (doc.id === bad) throw new OnRecordError("not-recorded", "too much for anybody");
          return read(doc);
        },
      });
      const progress = await progressOf(store, pipeline);
      expect(progress).toMatchObject({ done: 11, waiting: 0 });
      expect(progress.failed).toMatchObject([{ error: "too much for anybody" }]);
      // Whoever hands it in again wants it tried again, at once.
      const again = await handIn(store, docs[3]!, pipeline);
      expect(again).toMatchObject({ outcome: "new" });
      expect(await progressOf(store, pipeline)).toMatchObject({ waiting: 1, failed: [] });
      await queue.publish(again);
      await work(store, queue, working(pipeline, finished));
      expect(await progressOf(store, pipeline)).toEqual({
        done: 12,
        waiting: 0,
        givenUp: 0,
        failed: [],
      });
    }));

  test("counts failures of its own, and not how often it was handed out", () =>
    withBoth(async (store, queue, pipeline) => {
      await queue.publish(await handIn(store, docs[0]!, pipeline));
      // As it is put back while the record is away.
      for (let i = 0; i < 5; i++) (await (await queue.consumer()).next())!.nak();
      const finished: Finished[] = [];
      let tries = 0;
      await work(store, queue, {
        ...working(pipeline, finished),
        record: async (doc) => {
          if (++tries < 3) throw new OnRecordError("not-recorded", "not this time");
          return read(doc);
        },
      });
      expect(finished).toMatchObject([{ outcome: "read" }]);
      expect(await progressOf(store, pipeline)).toMatchObject({ done: 1, waiting: 0, givenUp: 0 });
    }));

  test.each([
    [10, "failed"],
    [9, "read"],
  ] as const)("that came back %i times unfinished: %s", (returns, outcome) =>
    withBoth(async (store, queue, pipeline) => {
      const job = await handIn(store, docs[0]!, pipeline);
      await queue.publish(job);
      // As a worker leaves it that is ended.
      for (let i = 0; i < returns; i++) await countReturn(store, job.key);
      for (let i = 0; i < 2; i++) (await (await queue.consumer()).next())!.nak();
      const finished: Finished[] = [];
      await work(store, queue, working(pipeline, finished));
      expect(finished).toMatchObject([{ outcome }]);
      expect((await progressOf(store, pipeline)).failed).toHaveLength(outcome === "failed" ? 1 : 0);
    }),
  );

  test("is handed out when it is handed in again, where it never was", () =>
    withBoth(async (store, queue, pipeline) => {
      const first = await handIn(store, docs[0]!, pipeline);
      expect(first.outcome).toBe("new");
      const second = await handIn(store, docs[0]!, pipeline);
      expect(second).toEqual({ ...first, outcome: "waiting" });
      // Were the first handed out after all, they would be one job.
      await queue.publish(second);
      await queue.publish(first);
      expect(await queue.waiting()).toBe(1);
      const finished: Finished[] = [];
      await work(store, queue, working(pipeline, finished));
      expect(finished.map(({ outcome }) => outcome)).toEqual(["read"]);
      expect(await handIn(store, docs[0]!, pipeline)).toMatchObject({ outcome: "read" });
    }));

  test("is waited for while the queue is away", () =>
    withBoth(async (store, queue, pipeline) => {
      const stop = new AbortController();
      const finished: Finished[] = [];
      const working = work(store, queue, {
        pipeline,
        jobs: 2,
        record: async (doc) => read(doc),
        signal: stop.signal,
        onDone: (job) => finished.push(job) === docs.length && stop.abort(),
      });
      await nats.lose();
      await nats.start();
      const anew = await Queue.open(nats.url, pipeline);
      await handOut(store, anew, pipeline);
      await working;
      await anew.close();
      expect(finished.map(({ outcome }) => outcome)).toEqual(new Array(12).fill("read"));
    }));

  test("stops when asked to, with what it is at done", () =>
    withBoth(async (store, queue, pipeline) => {
      await handOut(store, queue, pipeline);
      const stop = new AbortController();
      const finished: Finished[] = [];
      await work(store, queue, {
        ...working(pipeline, finished),
        jobs: 1,
        signal: stop.signal,
        untilEmpty: false,
        onDone: (job) => {
          finished.push(job);
          stop.abort();
        },
      });
      const { done, waiting } = await progressOf(store, pipeline);
      expect(done).toBe(finished.length);
      expect(done + waiting).toBe(12);
      expect(waiting).toBeGreaterThan(0);
    }));
});

test.skipIf(skips)("a queue that is there is used as it was made", async () => {
  const nats = await startNats();
  const first = await Queue.open(nats.url, "p");
  // One server cannot keep three copies: asked to make such a queue, it would refuse.
  const second = await Queue.open(nats.url, "p", 3);
  await Promise.all([first.close(), second.close()]);
  await nats.remove();
});

test("a queue that is not there is an error that says so", async () => {
  await expect(Queue.open("nats://user:secret@127.0.0.1:9", "p")).rejects.toThrow(
    "nats://127.0.0.1:9 cannot be used as a queue",
  );
});
