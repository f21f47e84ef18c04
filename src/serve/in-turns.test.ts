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
