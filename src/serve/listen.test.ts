import { once } from "node:events";
import { connect } from "node:net";
import { Hono } from "hono";
import { afterEach, expect, test } from "vitest";
import { type Listening, listen } from "./listen.ts";

let listening: Listening | null = null;

afterEach(async () => {
  await listening?.close();
  listening = null;
});

/** What a client is told that sends these bytes and then no more, and when it is let go. */
async function sends(bytes: string): Promise<{ answer: string; after: number }> {
  const app = new Hono();
  app.all("*", async (context) => context.text(`${(await context.req.text()).length}`));
  app.onError((_, context) => context.body(null, 400));
  const times = { head: 200, request: 400, idle: 3_000, last: 200, look: 50 };
  listening = await listen(app, "127.0.0.1", 0, times);
  const startedAt = performance.now();
  const socket = connect(Number(new URL(listening.address).port), "127.0.0.1");
  let answer = "";
  socket.setEncoding("utf8").on("data", (chunk) => {
    answer += chunk;
  });
  socket.on("error", () => {});
  socket.write(bytes);
  await once(socket, "close");
  return { answer, after: performance.now() - startedAt };
}

test.each([
  ["a head that does not end", "GET / HTTP/1.1\r\nHost: here\r\nX-Slow: "],
  ["a body that does not come", "POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 100\r\n\r\nhalf"],
])("%s is not waited for", async (_, bytes) => {
  const { answer, after } = await sends(bytes);
  expect(answer).toMatch(/^HTTP\/1\.1 408/);
  expect(after).toBeLessThan(2_500);
});

test("clients that send nothing more keep nobody waiting, and are let go", async () => {
  const app = new Hono().get("/", (context) => context.text("here"));
  const times = { head: 4_000, request: 4_000, idle: 9_000, last: 200, look: 50 };
  listening = await listen(app, "127.0.0.1", 0, times);
  const port = Number(new URL(listening.address).port);
  const closed = Array.from({ length: 500 }, () => {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ");
    socket.resume();
    return once(socket, "close");
  });
  let open = closed.length;
  for (const one of closed) void one.then(() => open--);
  const startedAt = performance.now();
  for (let i = 0; i < 20; i++) expect(await (await fetch(listening.address)).text()).toBe("here");
  // Answered beside them, not after them.
  expect(open).toBe(500);
  expect(performance.now() - startedAt).toBeLessThan(times.head);
  await Promise.all(closed);
}, 20_000);

test("a client that does not take its answer is let go", async () => {
  const app = new Hono().get("/", (context) => context.body(new Uint8Array(50_000_000)));
  const times = { head: 200, request: 400, idle: 300, last: 200, look: 50 };
  listening = await listen(app, "127.0.0.1", 0, times);
  const socket = connect(Number(new URL(listening.address).port), "127.0.0.1");
  socket.on("error", () => {});
  socket.pause();
  socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  let taken = 0;
  socket.on("data", ({ length }) => {
    taken += length;
  });
  socket.resume();
  await once(socket, "close");
  expect(taken).toBeLessThan(50_000_000);
});

test("a head without end is refused", async () => {
  const { answer } = await sends(`GET / HTTP/1.1\r\nX-Long: ${"x".repeat(40_000)}`);
  expect(answer).toMatch(/^HTTP\/1\.1 431/);
});
