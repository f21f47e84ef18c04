import { once } from "node:events";
import { connect } from "node:net";
import { Hono } from "hono";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Listening, listen } from "../serve/listen.ts";
import { healthRoutes } from "./health.ts";
import { createLog } from "./log.ts";
import { requestMetrics, workMetrics } from "./metrics.ts";
import { type Observer, observed } from "./observe.ts";

type Heard = Parameters<Observer["end"]>[0];

let listening: Listening | null = null;

afterEach(async () => {
  await listening?.close();
  listening = null;
});

describe("readiness", () => {
  test.each<[string, () => Promise<void>, boolean, number, string]>([
    ["the record answers", async () => {}, false, 200, "ready\n"],
    [
      "the record is away",
      async () => Promise.reject(new Error("Ines Lorck")),
      false,
      503,
      "not ready\n",
    ],
    ["it was asked to stop", async () => {}, true, 503, "stopping\n"],
  ])("%s", async (_, ask, stopping, status, text) => {
    const app = healthRoutes({ ask, isStopping: () => stopping });
    const answer = await app.request("/readyz");
    expect([answer.status, await answer.text()]).toEqual([status, text]);
    expect((await app.request("/healthz")).status).toBe(200);
  });

  test("a record that does not answer is not waited for", async () => {
    vi.useFakeTimers();
    try {
      const app = healthRoutes({ ask: () => new Promise(() => {}), isStopping: () => false });
      const asked = app.request("/readyz");
      await vi.advanceTimersByTimeAsync(2000);
      expect((await asked).status).toBe(503);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("requests", () => {
  function observing(): { app: Hono; heard: Heard[]; flight: number[] } {
    const heard: Heard[] = [];
    const flight: number[] = [];
    let now = 0;
    const begin = () => flight.push(++now);
    const end = (answered: Heard) => {
      now--;
      heard.push(answered);
    };
    const app = new Hono();
    app.use(observed({ begin, end }));
    app.get("/d/:key", (context) => context.text("x".repeat(1000)));
    app.get("/breaks", () => {
      throw new Error("Ines Lorck");
    });
    app.onError((_, context) => context.text("sorry", 500));
    return { app, heard, flight };
  }

  test.each([
    ["GET", "/d/abc?q=harbour", "GET /d/:key 200"],
    ["GET", "/breaks", "GET /breaks 500"],
    ["GET", "/Ines-Lorck", "GET none 404"],
    ["BREW", "/d/abc", "other none 404"],
  ])("%s %s is told as %s", async (method, path, told) => {
    const { app, heard, flight } = observing();
    await app.request(path, { method });
    const [{ milliseconds, ...facts }] = heard as [Heard];
    expect(`${facts.method} ${facts.route} ${facts.status}`).toBe(told);
    expect(milliseconds).toBeGreaterThanOrEqual(0);
    expect(flight).toEqual([1]);
  });

  test("over a network the bytes of each answer are counted, on a kept connection too", async () => {
    const { app, heard } = observing();
    listening = await listen(app, "127.0.0.1", 0);
    for (let i = 0; i < 2; i++) await (await fetch(`${listening.address}d/abc`)).text();
    expect(heard.map(({ bytes }) => bytes > 1000 && bytes < 1400)).toEqual([true, true]);
  });

  test("a client that goes before its answer is counted out again", async () => {
    const { app, heard } = observing();
    let release: (() => void) | null = null;
    app.get("/waits", async (context) => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return context.text("late");
    });
    listening = await listen(app, "127.0.0.1", 0);
    const socket = connect(Number(new URL(listening.address).port), "127.0.0.1");
    await once(socket, "connect");
    socket.write("GET /waits HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    await vi.waitFor(() => expect(release).not.toBeNull());
    expect(heard).toEqual([]);
    socket.destroy();
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    release!();
    expect(heard[0]).toMatchObject({ route: "/waits", status: 499 });
  });
});

describe("figures", () => {
  test("of requests and of the record", async () => {
    const metrics = requestMetrics(async () => ({ documents: 3, statements: 17 }));
    metrics.begin();
    metrics.begin();
    metrics.end({ method: "GET", route: "/d/:key", status: 200, milliseconds: 30 });
    const text = await metrics.text();
    for (const line of [
      'onrecord_http_requests_total{method="GET",route="/d/:key",status="200"} 1',
      'onrecord_http_request_duration_seconds_bucket{le="0.025",method="GET",route="/d/:key"} 0',
      'onrecord_http_request_duration_seconds_bucket{le="0.05",method="GET",route="/d/:key"} 1',
      "onrecord_http_requests_in_flight 1",
      'onrecord_record_rows{kind="documents"} 3',
      'onrecord_record_rows{kind="statements"} 17',
    ]) {
      expect(text.split("\n")).toContain(line);
    }
    for (const name of ["nodejs_heap_size_used_bytes", "nodejs_eventloop_lag_p99_seconds"]) {
      expect(text).toMatch(new RegExp(`^${name} [\\d.e+-]+$`, "m"));
    }
  });

  test("a record that is away leaves the figures of the process", async () => {
    const text = await requestMetrics(() => Promise.reject(new Error("away"))).text();
    expect(text).toContain("nodejs_heap_size_used_bytes");
    expect(text).not.toContain("onrecord_record_rows{");
  });

  test("of documents that are read", async () => {
    const metrics = workMetrics();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const read = metrics.timed(async (name: string) => {
      if (name === "waits") await held;
      else throw new Error(name);
    });
    const waiting = read("waits");
    await read("fails").catch(() => metrics.finished("failed"));
    expect(await metrics.text()).toContain("onrecord_work_documents_in_hand 1\n");
    release();
    await waiting;
    metrics.finished("read");
    const text = await metrics.text();
    expect(text).toContain("onrecord_work_documents_in_hand 0\n");
    expect(text).toContain('onrecord_work_documents_total{outcome="read"} 1\n');
    expect(text).toContain('onrecord_work_documents_total{outcome="failed"} 1\n');
    expect(text).toContain("onrecord_work_document_seconds_count 2\n");
  });
});

describe("the log", () => {
  function said(format: "text" | "json"): string[] {
    const lines: string[] = [];
    const log = createLog(format, (line) => lines.push(line));
    log.say("open");
    log.request({ method: "GET", route: "/", status: 200, milliseconds: 1.26, bytes: 5 });
    log.document({ key: "ab", outcome: "read" });
    log.document({ key: "cd", outcome: "failed", error: "no text" });
    return lines;
  }

  test("as text is for people: what went well is not told", () => {
    expect(said("text")).toEqual(["onrecord: open\n", "onrecord: cd given up: no text\n"]);
  });

  test("as JSON has a line for everything", () => {
    const lines = said("json").map((line) => JSON.parse(line));
    expect(lines.map(({ time, ...rest }) => rest)).toEqual([
      { level: "info", event: "message", message: "open" },
      {
        ...{ level: "info", event: "request", method: "GET", route: "/", status: 200 },
        ...{ ms: 1.3, bytes: 5 },
      },
      { level: "info", event: "document", key: "ab", outcome: "read" },
      { level: "error", event: "document", key: "cd", outcome: "failed", error: "no text" },
    ]);
    for (const { time } of lines) expect(new Date(time).toISOString()).toBe(time);
  });
});
