import { gzipSync } from "node:zlib";
import { type Browser, chromium, type Page } from "playwright-core";
import type { Attribution, DocumentRecord, Entity, SpanPair } from "../document/index.ts";
import { type BuiltPage, createApp, listen, loadPage } from "../serve/index.ts";
import { renderDocument } from "../serve/pages/reading.tsx";
import { viewOf } from "../serve/view.ts";
import { addRecord, closeStore, openStore } from "../store/index.ts";
import { formatTable } from "./table.ts";

const LOADS = 15;
const EACH = 10;

/**
 * What the reading view of a report of 3,000 words with 80 statements costs: what is sent, how long
 * rendering takes, and in a browser on this machine when the first words are painted, how far they
 * move afterwards, and how long it takes until a key, the pointer or a click shows.
 */
export async function benchPage(): Promise<string> {
  const record = longReport();
  const page = loadPage();
  const store = await openStore(":memory:", { create: true });
  const { key } = await addRecord(store, record, "bench");
  const access = { token: null, readOnly: true };
  const app = createApp({ store, page, access, version: "bench", onBug: console.error });
  const { address, close } = await listen(app, "127.0.0.1", 0);
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  try {
    const html = renderDocument(viewOf(record, key), { assets: page.assets });
    const words = record.text.split(/\s+/).length;
    const rows: (readonly [string, string])[] = [
      ["words, statements", `${words}, ${record.attributions.length}`],
      ["script, gzipped", await sizeOf(page, page.assets.script)],
      ["style sheet, gzipped", await sizeOf(page, page.assets.style)],
      ["page, gzipped", kilobytes(gzipSync(html).length)],
      ["rendering it", renderingTime(record, key)],
      ...(await inBrowser(browser, `${address}d/${key}`)),
    ];
    return formatTable(["a report of 3,000 words", ""], rows);
  } finally {
    await browser.close();
    await close();
    await closeStore(store);
  }
}

async function sizeOf(page: BuiltPage, address: string): Promise<string> {
  const file = await page.read(address.replace("/assets/", ""));
  return kilobytes(gzipSync(file!.body).length);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

function milliseconds(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[sorted.length >> 1]!;
  return `${middle.toFixed(0)} ms (at most ${sorted.at(-1)!.toFixed(0)})`;
}

function renderingTime(record: DocumentRecord, key: string): string {
  const assets = { script: "/s.js", style: "/s.css" };
  const times = Array.from({ length: LOADS }, () => {
    const startedAt = performance.now();
    renderDocument(viewOf(record, key), { assets });
    return performance.now() - startedAt;
  });
  return milliseconds(times);
}

// What a page measures of itself, kept where it can be asked for. Event Timing tells only of what
// takes 16 ms or more; what is not told is counted as 16.
const WATCH = `
  window.measured = { shift: 0, events: [] };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) measured.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) measured.events.push([name, duration]);
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
`;

interface Measured {
  readonly shift: number;
  /** Their names, and from each to the next picture, in milliseconds. */
  readonly events: readonly (readonly [name: string, duration: number])[];
}

/** What a reader does, and by which events the browser tells how long it took to show. */
const DOINGS: readonly {
  readonly what: string;
  readonly events: readonly string[];
  readonly act: (page: Page, i: number) => Promise<void>;
}[] = [
  {
    what: "keys j and k",
    events: ["keydown"],
    act: (page, i) => page.keyboard.press("jjjk"[i % 4]!),
  },
  {
    what: "pointing at words",
    events: ["pointerover", "mouseover", "pointerenter"],
    act: (page, i) => page.locator(".t .cue").nth(i).hover(),
  },
  {
    what: "opening a statement's grounds",
    events: ["pointerdown", "pointerup", "click"],
    act: (page, i) => page.locator(".statement summary").nth(i).click(),
  },
];

async function inBrowser(browser: Browser, address: string) {
  const paints: number[] = [];
  const shifts: number[] = [];
  const elsewhere = new Set<string>();
  const took = new Map<string, number[]>(DOINGS.map(({ what }) => [what, []]));
  for (let load = 0; load < LOADS; load++) {
    // A new one each time, which has nothing in its cache.
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    page.on("request", (request) => {
      const { host } = new URL(request.url());
      if (host !== new URL(address).host) elsewhere.add(host);
    });
    await page.addInitScript(WATCH);
    await page.goto(address, { waitUntil: "load" });
    paints.push(await firstPaint(page));
    for (const { what, events, act } of DOINGS) {
      const before = ((await page.evaluate("measured")) as Measured).events.length;
      for (let i = 0; i < EACH; i++) {
        await act(page, i);
        await page.waitForTimeout(40);
      }
      const measured = (await page.evaluate("measured")) as Measured;
      const told = measured.events.slice(before).filter(([name]) => events.includes(name));
      const times = told.map(([, duration]) => duration);
      while (times.length < EACH) times.push(16);
      took.get(what)!.push(...times);
    }
    shifts.push(((await page.evaluate("measured")) as Measured).shift);
    await context.close();
  }
  return [
    ["first contentful paint", milliseconds(paints)],
    ["layout shift", Math.max(...shifts).toFixed(4)],
    ...[...took].map(([what, times]) => [what, milliseconds(times)] as const),
    ["other hosts asked", String(elsewhere.size)],
  ] as const;
}

async function firstPaint(page: Page): Promise<number> {
  for (;;) {
    const [paint] = (await page.evaluate(
      `performance.getEntriesByName("first-contentful-paint").map(({ startTime }) => startTime)`,
    )) as number[];
    if (paint !== undefined) return paint;
    await page.waitForTimeout(20);
  }
}

const NAMES = ["Ines Lorck", "Bram Ostrey", "Maud Esteren", "Pell Andary", "Ada Lorne"] as const;
const CUES = ["said", "denied", "warned", "told reporters", "wrote"] as const;
const CONTENTS = [
  "that the harbour would stay open until the fog had lifted",
  '"We saw two boats turn back, and nobody told us why"',
  "that the figures had been read out before they were counted",
  '"The grounds belong to the next crews as much as to us"',
] as const;
const REST =
  "The council meets again on the second day of the month, in the hall beside the old fish market. ";

/** Sixty paragraphs of fifty words, with one or two statements in each; all of it invented. */
function longReport(): DocumentRecord {
  let text = "";
  const attributions: Attribution[] = [];
  const mentions: SpanPair[][] = NAMES.map(() => []);
  const blocks: { kind: "headline" | "paragraph"; span: SpanPair }[] = [];
  const ownVoice: { span: SpanPair }[] = [];
  const write = (words: string): SpanPair => {
    const start = text.length;
    text += words;
    return [start, text.length];
  };
  const say = (n: number) => {
    const content = write(CONTENTS[n % CONTENTS.length]!);
    write(", ");
    const source = write(NAMES[n % NAMES.length]!);
    write(" ");
    const cue = write(CUES[n % CUES.length]!);
    write(". ");
    mentions[n % NAMES.length]!.push(source);
    attributions.push({
      id: `a${attributions.length + 1}`,
      kind: n % 2 === 0 ? "indirect" : "direct",
      source: [source],
      cue: [cue],
      content: [content],
      sourceEntity: `e${(n % NAMES.length) + 1}`,
      sourceType: "named",
      onBehalfOf: null,
      act: "assert",
      addressee: [],
      saidAt: null,
      occasion: null,
      within: null,
      confidence: 0.9,
      by: "bench@1",
    });
  };
  blocks.push({ kind: "headline", span: write("Harbours wait for the fog to lift") });
  write("\n\n");
  for (let i = 0; i < 60; i++) {
    const start = text.length;
    say(i);
    if (i % 3 === 0) say(i + 1);
    ownVoice.push({ span: write(REST.trimEnd()) });
    write(" ");
    ownVoice.push({ span: write(REST.trimEnd()) });
    blocks.push({ kind: "paragraph", span: [start, text.length] });
    write("\n\n");
  }
  const entities = NAMES.map(
    (name, i): Entity => ({
      id: `e${i + 1}`,
      name,
      kind: "person",
      named: true,
      country: null,
      sector: null,
      count: null,
      roles: [],
      mentions: mentions[i]!,
    }),
  );
  return {
    schema: "onrecord/1",
    id: "bench",
    offsets: "utf16",
    text,
    document: {
      title: "Harbours wait for the fog to lift",
      outlet: null,
      byline: [],
      published: "2031-03-11",
      updated: null,
      language: "en",
      genre: "report",
      url: null,
      file: null,
      sha256: "0".repeat(64),
    },
    blocks,
    attributions,
    ownVoice,
    entities,
    occasions: [],
    times: [],
    events: [],
    relations: [],
    lists: [],
  };
}
