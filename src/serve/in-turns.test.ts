import { Hono } from "hono";
import { expect, test } from "vitest";
import { inTurns } from "./in-turns.ts";

test("requests that come together begin one at a turn, in their order, and all are answered", async () => {
  let turn = 0;
  const count = () => {
    turn++;
    if (turn < 1000) setImmediate(count);
  };
  setImmediate(count);
  const app = new Hono().use(inTurns()).get("/:id", (context) => {
    return context.text(`${context.req.param("id")} ${turn}`);
  });
  const ids = ["a", "b", "c", "d"];
  const answers = await Promise.all(ids.map(async (id) => (await app.request(`/${id}`)).text()));
  expect(answers.map((answer) => answer[0])).toEqual(ids);
  const turns = answers.map((answer) => Number(answer.slice(2)));
  expect(new Set(turns).size).toBe(4);
  expect(turns).toEqual(turns.toSorted((a, b) => a - b));
  expect(await (await app.request("/e")).text()).toMatch(/^e /);
});

test.each([
  [false, 1],
  [true, 0],
])("of a client that has gone: %s, work is done %i times", async (destroyed, times) => {
  let done = 0;
  const app = new Hono().use(inTurns()).get("/", (context) => {
    done++;
    return context.text("");
  });
  await app.request("/", {}, { incoming: { socket: { destroyed } } });
  expect(done).toBe(times);
});
