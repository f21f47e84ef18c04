import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
// @ts-expect-error: a script without types
import * as script from "../../scripts/fixtures/mutate.mjs";
import { noneAdded } from "../cli/added.ts";
import { importFile } from "../cli/import.ts";
import { newTally } from "../cli/tally.ts";
import { applyCorrections, newCorrection, type Request } from "../corrections/index.ts";
import { type DocumentRecord, OnRecordError, recordFaults } from "../document/index.ts";
import { bundledModels, type Models, read, readSources, textDocument } from "../index.ts";
import { createApp } from "../serve/index.ts";
import {
  addRecord,
  backup,
  checkStore,
  closeStore,
  correct,
  documents,
  openStore,
  protect,
  type Store,
} from "../store/index.ts";
import type { Random } from "../train/random.ts";

/*
 * Parts of the program that take what strangers made, each with a way to make up an input. An
 * input is wrong where it is answered with anything but a result or an OnRecordError, or where the
 * result is not sound.
 */

export type FuzzTarget = () => Promise<OpenTarget>;

export interface OpenTarget {
  /**
   * Makes an input of these numbers, and gives it to the program. The same numbers make the same
   * input, whatever came before.
   *
   * @throws what is wrong
   */
  attempt(random: Random): Promise<void>;
  close(): Promise<void>;
}

export const TARGETS: Readonly<Record<string, FuzzTarget>> = {
  readers: openReaders,
  ndjson: openNdjson,
  api: openApi,
  corrections: openCorrections,
  import: openImport,
};

interface Seed {
  readonly bytes: Buffer;
  readonly pack: (inner: Buffer) => Buffer;
}

const { mutate, seedsOf } = script as {
  readonly mutate: (bytes: Buffer, random: Random, others: readonly Buffer[]) => Buffer;
  readonly seedsOf: (folder: string) => Seed[];
};

const pick = <T>(items: readonly T[], random: Random): T =>
  items[Math.floor(random() * items.length)]!;
const upTo = (most: number, random: Random) => Math.floor(random() * (most + 1));
const some = <T>(most: number, random: Random, make: () => T): T[] =>
  Array.from({ length: upTo(most, random) }, make);

function expectThat(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

// Readers

/** Files of all formats, damaged. Half of them are pages, which most of what is read will be. */
async function openReaders(): Promise<OpenTarget> {
  const pages = new URL("../../test/fixtures/pages/", import.meta.url);
  const html = readdirSync(pages)
    .filter((name) => name.endsWith(".html"))
    .map((name): Seed => ({ bytes: readFileSync(new URL(name, pages)), pack: (inner) => inner }));
  const formats = [html, ...["feed", "mail", "docx", "pdf", "warc"].map(seedsOf)];
  return {
    async attempt(random) {
      const seeds = random() < 0.5 ? html : pick(formats, random);
      const { bytes, pack } = pick(seeds, random);
      const others = seeds.map((seed) => seed.bytes);
      await readAll(pack(mutate(bytes, random, others)), "auto");
    },
    close: async () => {},
  };
}

async function readAll(bytes: Buffer, from: "auto" | "ndjson"): Promise<DocumentRecord[]> {
  const found: DocumentRecord[] = [];
  for await (const result of readSources(["-"], { from, stdin: chunksOf(bytes) })) {
    if ("error" in result) {
      expectThat(result.error instanceof OnRecordError, `no OnRecordError: ${result.error}`);
      continue;
    }
    const { text, blocks, sourceMap } = result.document;
    const spans = [
      ...blocks,
      ...(sourceMap ?? []).map(({ at, length }) => ({ start: at, end: at + length })),
    ];
    const isInside = spans.every(
      ({ start, end }) => 0 <= start && start <= end && end <= text.length,
    );
    expectThat(isInside, "a span outside the text");
    if (from === "ndjson") found.push(read(result.document, { models: rules }));
  }
  return found;
}

async function* chunksOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
}

// NDJSON

const rules: Models = { ...bundledModels(), predict: null };

/** Lines with fields of any kind; texts of words that the stages look for. Every document is read. */
async function openNdjson(): Promise<OpenTarget> {
  return {
    async attempt(random) {
      const lines = some(6, random, () => {
        const line = JSON.stringify({
          id: `${random()}`,
          text: words(40, random),
          ...fields(random),
        });
        return random() < 0.3 ? mutateLine(line, random).toString("latin1") : line;
      });
      for (const record of await readAll(Buffer.from(lines.join("\n")), "ndjson")) {
        const [fault] = recordFaults(record);
        expectThat(fault === undefined, `an unsound record: ${fault}`);
      }
    },
    close: async () => {},
  };
}

function fields(random: Random): Record<string, unknown> {
  const names = ["title", "published", "outlet", "url", "language", "id", "text", "other"];
  return Object.fromEntries(
    some(3, random, () => [pick(names, random), random() < 0.5 ? words(5, random) : odd(random)]),
  );
}

const WORDS =
  "Ines Lorck said that the minister of Orvania denied on Friday , \" “ ” ' ’ : ; ? ! - — ( ) . \n \n\n she They according to 22 countries Q: A: Dear Excellency Signatories : accused threatened would not \0 \ud800 👩 é ع 中 \u202e \u2028 <b> &amp; 2031-03-11 999999999999".split(
    " ",
  );

function words(most: number, random: Random): string {
  return some(most, random, () => pick(WORDS, random)).join(random() < 0.8 ? " " : "");
}

// The API

const SEGMENTS =
  "api documents statements search who timeline comparison compare quote letters profile d sources assets sign-in openapi.json healthz readyz metrics correct protect merge add history .. %2e%2e %00 %ff %F0%9F a1 e1".split(
    " ",
  );
const QUERIES =
  "q source kind act sourceType outlet from to document documents cursor limit order part name country key url after offset format sort page".split(
    " ",
  );
const METHODS = ["GET", "GET", "GET", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const HEADERS = [
  "accept",
  "accept-encoding",
  "if-none-match",
  "cookie",
  "authorization",
  "content-type",
  "content-length",
  "origin",
  "sec-fetch-site",
  "x-forwarded-for",
  "range",
];
const TYPES = [
  "application/json",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=a",
  "text/plain",
];

/** Requests of any kind to a small record; only answers below 500 will do, or 503. */
async function openApi(): Promise<OpenTarget> {
  let { store, keys } = await smallRecord();
  let failure: unknown = null;
  const openApp = () =>
    createApp({
      store,
      page: { assets: { script: "/assets/a.js", style: "/assets/a.css" }, read: async () => null },
      access: { token: null, readOnly: false },
      version: "0.0.0",
      onBug: (error) => {
        failure = error;
      },
    });
  let app = openApp();
  return {
    async attempt(random) {
      failure = null;
      const request = requestTo(keys, random);
      const answer = await app.fetch(request);
      await answer.arrayBuffer();
      const asked = `${request.method} ${request.url}`;
      if (failure !== null) throw new Error(`${asked}: a bug`, { cause: failure });
      expectThat(answer.status < 500 || answer.status === 503, `${asked}: ${answer.status}`);
      if (request.method === "GET" || request.method === "HEAD" || answer.status >= 400) return;
      // What is changed would be there for the next input.
      await closeStore(store);
      ({ store, keys } = await smallRecord());
      app = openApp();
    },
    close: () => closeStore(store),
  };
}

function requestTo(keys: readonly string[], random: Random): globalThis.Request {
  const segment = () => {
    const kind = random();
    if (kind < 0.6) return pick(SEGMENTS, random);
    return kind < 0.85
      ? pick(keys, random).slice(0, 6 + upTo(14, random))
      : encode(oddText(random));
  };
  const known = [
    "/api/documents",
    "/api/statements",
    "/api/who",
    "/api/timeline",
    "/search",
    "/who",
  ];
  const path = random() < 0.5 ? pick(known, random) : `/${some(4, random, segment).join("/")}`;
  const query = some(4, random, () => {
    const value =
      random() < 0.3 ? pick(keys, random) : random() < 0.5 ? words(3, random) : oddText(random);
    return `${pick(QUERIES, random)}=${encode(value)}`;
  });
  const method = pick(METHODS, random);
  const headers = new Headers({ host: "127.0.0.1" });
  for (const name of some(3, random, () => pick(HEADERS, random))) {
    const value = name === "content-type" ? pick(TYPES, random) : oddText(random);
    headers.set(name, value.replace(/[^\x20-\x7e]/g, "?"));
  }
  const body = JSON.stringify(random() < 0.5 ? fields(random) : odd(random));
  const hasBody = method !== "GET" && method !== "HEAD";
  const url = `http://127.0.0.1${path}?${query.join("&")}`;
  return new globalThis.Request(url, { method, headers, ...(hasBody && { body }) });
}

/** Percent-encoded, also where half a surrogate pair has no code. */
function encode(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

// Corrections

/**
 * Half of them are requests of any shape, which are refused or make an entry of the log that can
 * be applied; the others logs of which entries were damaged.
 */
async function openCorrections(): Promise<OpenTarget> {
  const { store, keys } = await smallRecord();
  const lines = await backupOf(store);
  await closeStore(store);
  const importing = await importer();
  return {
    async attempt(random) {
      if (random() < 0.3) {
        const kept = lines.map((line) =>
          /"table":"(documents|settings)"/.test(line) ? line : damage(line, random),
        );
        return importing.take(kept);
      }
      const machine = pick(records, random);
      const request = requestFor(machine, random);
      const signature = {
        id: "c1",
        by: words(2, random) || "Ines",
        why: "seen",
        at: "2031-03-11T00:00:00Z",
      };
      try {
        const entry = newCorrection(keys[0]!, machine, [], request, signature);
        const { record } = applyCorrections(machine, [entry]);
        const [fault] = recordFaults(record);
        expectThat(fault === undefined, `an unsound record: ${fault} ${JSON.stringify(request)}`);
      } catch (error) {
        if (error instanceof OnRecordError) return;
        throw new Error(`${JSON.stringify(request)}: ${error}`, { cause: error });
      }
    },
    close: importing.close,
  };
}

function requestFor(record: DocumentRecord, random: Random): Request {
  const { attributions, entities, events } = record;
  const entry = pick([...attributions, ...entities, ...events], random);
  const change = () => {
    const name = pick(Object.keys(entry), random);
    return [name, bent(entry[name as never], random)];
  };
  const fields = Object.fromEntries([change(), ...some(2, random, change)]) as never;
  const id = random() < 0.9 ? entry.id : oddText(random);
  const kind = pick(["attribution", "entity", "event"] as const, random);
  return pick<Request>(
    [
      { type: "set", entry: id, fields },
      { type: "set", entry: id, fields },
      { type: "reject", entry: id },
      {
        type: "add",
        kind,
        fields: { ...(random() < 0.7 && entry), ...(fields as object) } as never,
      },
      { type: "undo", undoes: oddText(random) },
    ],
    random,
  );
}

// Import

/** Exports and backups, damaged as bytes or as JSON. What was taken has to be sound and shown. */
async function openImport(): Promise<OpenTarget> {
  const { store } = await smallRecord();
  const saved = await backupOf(store);
  const exported: string[] = [];
  for await (const { shown } of documents(store)) exported.push(JSON.stringify(shown));
  await closeStore(store);
  const importing = await importer();
  return {
    async attempt(random) {
      const lines = random() < 0.5 ? saved : exported;
      const at = Math.floor(random() * lines.length);
      const changed = lines.map((line, i) => (i === at ? damage(line, random) : line));
      await importing.take(changed);
    },
    close: importing.close,
  };
}

async function importer() {
  const folder = mkdtempSync(join(tmpdir(), "onrecord-fuzz-"));
  const file = join(folder, "lines.ndjson");
  const output = { write: async () => {}, finish: async () => {} };
  return {
    async take(lines: readonly string[]): Promise<void> {
      writeFileSync(file, lines.join("\n"));
      const store = await openStore(":memory:", { create: true });
      try {
        const options = { record: ":memory:" };
        await importFile(file, { store, tally: newTally(), counts: noneAdded(), options, output });
      } catch (error) {
        if (!(error instanceof OnRecordError)) throw error;
      }
      try {
        for await (const { shown } of documents(store)) {
          const [fault] = recordFaults(shown);
          expectThat(fault === undefined, `an unsound record is shown: ${fault}`);
        }
        for await (const { what } of checkStore(store)) throw new Error(`check: ${what}`);
      } finally {
        await closeStore(store);
      }
    },
    close: async () => rmSync(folder, { recursive: true }),
  };
}

function mutateLine(line: string, random: Random): Buffer {
  const bytes = Buffer.from(line);
  return mutate(bytes, random, [bytes]);
}

function damage(line: string, random: Random): string {
  const kind = random();
  if (kind < 0.1) return line;
  if (kind < 0.3) return mutateLine(line, random).toString("utf8");
  return JSON.stringify(damaged(JSON.parse(line), random));
}

/** The value with something in it changed, left out or put in; JSON in texts too. */
function damaged(value: unknown, random: Random): unknown {
  if (random() < 0.1) return odd(random);
  if (Array.isArray(value) && value.length > 0) {
    const at = Math.floor(random() * value.length);
    if (random() < 0.1) return value.filter((_, i) => i !== at);
    if (random() < 0.1) return [...value, value[at]];
    return value.map((item, i) => (i === at ? damaged(item, random) : item));
  }
  if (typeof value === "object" && value !== null && Object.keys(value).length > 0) {
    const name = pick(Object.keys(value), random);
    const { [name]: inner, ...rest } = value as Record<string, unknown>;
    if (random() < 0.1) return rest;
    return { ...rest, [name]: damaged(inner, random) };
  }
  if (typeof value === "string" && /^[[{]/.test(value) && random() < 0.8) {
    try {
      return JSON.stringify(damaged(JSON.parse(value), random));
    } catch {
      return odd(random);
    }
  }
  if (typeof value === "number" && random() < 0.5) return value + pick([-1, 1, 100, 0.5], random);
  return odd(random);
}

/** Another value of the same types, as whoever calls the library in TypeScript might give it. */
function bent(value: unknown, random: Random): unknown {
  if (random() < 0.2) return value;
  if (typeof value === "number") return value + pick([-1, 1, 100, -1000, 0.5], random);
  if (typeof value === "string") return oddText(random);
  if (Array.isArray(value)) {
    const [item] = value as unknown[];
    if (random() < 0.2) return typeof item === "number" ? value.toReversed() : value.slice(1);
    return value.map((item) => bent(item, random));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, bent(inner, random)]),
  );
}

// Values

const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  2 ** 53,
  0.5,
  [],
  {},
  [[0, 5]],
  [[5, 0]],
  [[0, 1e9]],
  [null],
  { from: "2031" },
  { __proto__: null, constructor: "a" },
];
const TEXTS = [
  "",
  "\0",
  "\ud800",
  "a@0-5",
  "e@0-10",
  "e1",
  "a1",
  "outlet",
  "2031-03-11",
  "2031-02-30",
  "constructor",
  "__proto__",
  "' or 1=1 --",
  '"unclosed',
  "a* -b OR (c",
  "<script>",
  "-1",
  "1e9",
  "99999999999999999999",
  'W/"a", *',
  "x".repeat(3000),
];

function odd(random: Random): unknown {
  return random() < 0.5 ? pick(ODD, random) : oddText(random);
}

function oddText(random: Random): string {
  return random() < 0.7 ? pick(TEXTS, random) : words(4, random);
}

// A small record

const REPORTS = [
  'Harbour closes\n\n"We close the harbour," Ines Lorck, a minister of Orvania, said on Friday. Veit Amsel denied that boats were lost.\n\n"It was late," she added.\n',
  "Orvania rejects letter\n\nThe Foreign Ministry of Orvania rejected a letter by 22 countries on Monday, according to Corin Tarrade. He accused them of theft.\n",
  'Dear Excellency,\n\nWe, the undersigned, call on Orvania to open the harbour.\n\nSignatories:\n\nHalmark\nIlmaria\nOrvania\n\n"We regret it," Ines Lorck said.\n',
];

/** Three documents, with what people decided on them. */
async function smallRecord(): Promise<{ readonly store: Store; readonly keys: string[] }> {
  const store = await openStore(":memory:", { create: true });
  const keys: string[] = [];
  for (const [i, text] of REPORTS.entries()) {
    const facts = { published: `2031-03-1${i}`, outlet: "The Ollan Courier" };
    records[i] ??= read(textDocument(text, facts));
    keys.push((await addRecord(store, records[i], "fuzz@1")).key);
  }
  const signed = { by: "Ines", why: "seen" };
  const request = { type: "set", entry: "a1", fields: { act: "deny" } } as const;
  await correct(store, keys[0]!, request, signed);
  await correct(store, keys[1]!, { type: "reject", entry: "e1" }, signed);
  await protect(store, { ...signed, protect: { name: "Veit Amsel" } });
  return { store, keys };
}

/** Read once: a record is made for every request that changes one. */
const records: DocumentRecord[] = [];

async function backupOf(store: Store): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of backup(store)) lines.push(JSON.stringify(line));
  return lines;
}
