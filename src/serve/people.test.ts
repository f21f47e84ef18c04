import type { Hono } from "hono";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { attribution, entity, record } from "../../test/fixtures/records.ts";
import { addRecord, closeStore, openStore, type Store } from "../store/index.ts";
import { type AppOptions, createApp } from "./app.ts";

const HERE = { host: "127.0.0.1:4170" };
const SIGNED = { by: "Ida", why: "introduced on the same day" };

let store: Store;
let app: Hono;
let keys: string[];
const bugs: unknown[] = [];

function open(access: Partial<AppOptions["access"]> = {}): Hono {
  return createApp({
    store,
    page: { assets: { script: "/s.js", style: "/s.css" }, read: async () => null },
    access: { token: null, readOnly: false, ...access },
    version: "0.0.0",
    onBug: (error) => bugs.push(error),
  });
}

beforeEach(async () => {
  if (store !== undefined) await closeStore(store);
  store = await openStore(":memory:", { create: true });
  keys = [];
  for (const [i, name] of ["Tobin Arkwell", "Arkwell", "Ines Lorck"].entries()) {
    const text = `${name} said it is late.`;
    const source: [number, number] = [0, name.length];
    const statement = attribution({
      source: [source],
      cue: [[name.length + 1, name.length + 5]],
      content: [[name.length + 6, text.length - 1]],
      sourceEntity: "e1",
    });
    const given = {
      text,
      attributions: [statement],
      entities: [entity({ name, mentions: [source] })],
    };
    const made = record(
      { id: `d${i}`, ...given },
      { title: `No. ${i}`, sha256: `${i}`.repeat(64) },
    );
    keys.push((await addRecord(store, made, "test")).key);
  }
  app = open();
});
afterAll(() => closeStore(store));

async function get(path: string): Promise<Response> {
  return app.request(path, { headers: HERE });
}

async function post(path: string, body: object, headers = {}, to = app): Promise<Response> {
  return to.request(path, {
    method: "POST",
    headers: { ...HERE, "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

async function postForm(path: string, fields: Record<string, string>): Promise<Response> {
  return app.request(path, {
    method: "POST",
    headers: { ...HERE, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields).toString(),
  });
}

describe("who is who", () => {
  const both = () => [{ name: "Tobin Arkwell" }, { name: `${keys[1]}#0-7` }];

  test("who may be one is told, and joined when a person says so, until it is undone", async () => {
    const before = await (await get("/api/decisions/suggestions?name=Tobin+Arkwell")).json();
    expect(before.suggestions.map(({ why }: { why: string }) => why)).toEqual(["a surname alone"]);
    const made = await post("/api/decisions", { action: "merge", actors: both(), ...SIGNED });
    expect(made.status).toBe(201);
    const { id } = await made.json();
    const one = await (await get("/api/who?name=Tobin+Arkwell")).json();
    expect(one.actor.documentCount).toBe(2);
    const undo = { action: "undo", undoes: id, by: "Bo", why: "his brother" };
    expect((await post("/api/decisions", undo)).status).toBe(201);
    expect((await (await get("/api/who?name=Tobin+Arkwell")).json()).actor.documentCount).toBe(1);
    const { decisions } = await (await get("/api/decisions")).json();
    expect(decisions.map(({ action }: { action: string }) => action)).toEqual(["merge", "undo"]);
  });

  test("one is set apart again", async () => {
    await post("/api/decisions", { action: "merge", actors: both(), ...SIGNED });
    const split = { action: "split", actor: { name: `${keys[1]}#0-7` }, ...SIGNED };
    expect((await post("/api/decisions", split)).status).toBe(201);
    expect((await (await get("/api/who?name=Tobin+Arkwell")).json()).actor.documentCount).toBe(1);
  });

  test.each<[string, object, number, string | undefined]>([
    ["one alone", { action: "merge", actors: [{ name: "Tobin Arkwell" }] }, 400, "actors"],
    ["nobody", { action: "split", actor: { name: "Nobody" } }, 404, "actor"],
    ["a name of several", { action: "split", actor: { name: "Arkwell" } }, 400, "actor"],
    ["an unknown decision", { action: "undo", undoes: 7 }, 400, undefined],
    ["no reason", { action: "undo", undoes: 7, why: "" }, 400, "why"],
  ])("%s is a problem", async (_, body, status, field) => {
    const answer = await post("/api/decisions", { ...SIGNED, ...body });
    const said = await answer.json();
    expect([answer.status, said.field]).toEqual([status, field]);
    expect(said.detail).not.toMatch(/--|"onrecord/);
  });

  test("the page shows both sides, and decides without script", async () => {
    const html = await (await get("/same?name=Tobin+Arkwell")).text();
    expect(html).toContain("a surname alone");
    expect(html.match(/class="side"/g)).toHaveLength(2);
    const [, name] = /name="name" value="([^"]*)"/.exec(html)!;
    const [, other] = /name="other" value="([^"]*)"/.exec(html)!;
    const unsigned = await postForm("/same", {
      do: "merge",
      name: name!,
      other: other!,
      by: "Ida",
    });
    expect([unsigned.status, await unsigned.text()]).toEqual([
      400,
      expect.stringContaining("Say why."),
    ]);
    const done = await postForm("/same", { do: "merge", name: name!, other: other!, ...SIGNED });
    expect(done.status).toBe(303);
    const after = await (await get(done.headers.get("location")!)).text();
    expect(after).toContain("Taken to be one");
    const [, identity] = /name="identity" value="([^"]*)"/.exec(after)!;
    const split = { do: "split", name: name!, identity: identity!.replaceAll("&quot;", '"') };
    expect((await postForm("/same", { ...split, ...SIGNED })).status).toBe(303);
  });
});

describe("protecting", () => {
  test("a name, from where the text has it: it is in no answer from then on", async () => {
    const form = await (await get(`/protect?document=${keys[0]}&entry=e1`)).text();
    expect(form).toContain('value="Tobin Arkwell"');
    expect(form).toContain("The original stays in the record itself");
    await post("/api/decisions", {
      action: "merge",
      actors: [{ name: "Tobin Arkwell" }, { name: `${keys[1]}#0-7` }],
      by: "Tobin Arkwell",
      why: "Arkwell is Arkwell",
    });
    const sent = { name: "Tobin Arkwell", by: "Ida", why: "Tobin Arkwell asked for it" };
    const done = await postForm("/protect", sent);
    expect(done.status).toBe(201);
    expect(await done.text()).toContain("[protected 1]");
    const again = await postForm("/protect", sent);
    expect(again.status).toBe(400);
    const { documents } = await (await get("/api/documents")).json();
    const paths = documents
      .map(({ key }: { key: string }) => key)
      .flatMap((key: string) => [
        `/d/${key}`,
        `/d/${key}/correct`,
        `/d/${key}/correct?entry=a1`,
        `/d/${key}/correct?entry=e1`,
        `/protect?document=${key}&entry=e1`,
        `/api/documents/${key}/corrections`,
      ]);
    const others = ["/protect", "/api/protections", "/api/decisions", "/same?name=Lorck", "/"];
    for (const path of [...paths, ...others]) {
      expect([path, await (await get(path)).text()]).toEqual([
        path,
        expect.not.stringMatching(/arkwell/i),
      ]);
    }
    expect(await again.text()).not.toMatch(/arkwell/i);
  });

  test("words of one document, over HTTP", async () => {
    const span = { document: keys[2], span: [0, 10], label: "Witness B" };
    const answer = await post("/api/protections", { ...span, ...SIGNED });
    expect(await answer.json()).toMatchObject({ label: "[Witness B]", documents: 1 });
    const { protections } = await (await get("/api/protections")).json();
    expect(protections).toMatchObject([{ type: "span", label: "[Witness B]", by: "Ida" }]);
    expect(JSON.stringify(protections)).not.toContain("Lorck");
  });

  test.each<[string, object, string]>([
    ["too short a name", { name: "X." }, "name"],
    ["a label itself", { name: "[protected 1]" }, "name"],
    ["a label that tells", { name: "Ines Lorck", label: "Ms Lorck" }, "label"],
    ["a span outside", { document: "KEY", span: [0, 999] }, "span"],
  ])("%s is a problem", async (_, body, field) => {
    const given = JSON.parse(JSON.stringify(body).replace("KEY", keys[2]!));
    const answer = await post("/api/protections", { ...given, ...SIGNED });
    expect([answer.status, (await answer.json()).field]).toEqual([400, field]);
  });

  test("cannot be lifted from here", async () => {
    await post("/api/protections", { name: "Ines Lorck", ...SIGNED });
    for (const path of ["/api/protections/1", "/api/protections/1/lift", "/protect/1"]) {
      expect((await post(path, SIGNED)).status).toBe(404);
    }
  });
});

test.each(["/api/decisions", "/api/protections", "/same", "/protect"])(
  "%s takes nothing from another site, or where the record is only read",
  async (path) => {
    expect((await post(path, {}, { origin: "https://evil.example" })).status).toBe(403);
    expect((await post(path, {}, {}, open({ readOnly: true }))).status).toBe(403);
  },
);

test("read-only shows no form that changes anything", async () => {
  const to = open({ readOnly: true });
  const paths = [
    `/d/${keys[0]}`,
    `/d/${keys[0]}/correct?entry=a1`,
    "/protect",
    "/same?name=Tobin+Arkwell",
  ];
  for (const path of paths) {
    const html = await (await to.request(path, { headers: HERE })).text();
    expect(html).not.toContain('method="post"');
    expect(html).not.toContain("data-correct");
  }
});

test("nothing here was a bug", () => expect(bugs).toEqual([]));
