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

test("a head without end is refused", async () => {
  const { answer } = await sends(`GET / HTTP/1.1\r\nX-Long: ${"x".repeat(40_000)}`);
  expect(answer).toMatch(/^HTTP\/1\.1 431/);
});
