import type { Hono } from "hono";
import { createApp, loadPage } from "../serve/index.ts";
import { closeStore, documentPage, openStore, type Store } from "../store/index.ts";
import { formatTable } from "./table.ts";

/** Different questions of each kind. */
const QUESTIONS = 20;

/** Documents of that day and after it are asked about: the middle of the made record. */
const FROM = "2025-06-15";

interface Asked {
  readonly what: string;
  readonly paths: readonly string[];
}

/**
 * How long the first page of each view takes over a record that is there: the whole answer, each
 * address asked for once, so that nothing is kept. Views that the program does not have are left out.
 */
export async function benchFirstPages(record: string, only = ""): Promise<string> {
  const store = await openStore(record);
  const access = { token: null, readOnly: true };
  const options = { store, page: loadPage(), access, version: "bench", onBug: console.error };
  try {
    const rows: string[][] = [];
    // Another app for each kind: what one view has made another must not find.
    for (const { what, paths } of await questionsOf(store)) {
      if (!what.startsWith(only)) continue;
      const app = createApp(options);
      if ((await ask(app, paths[0]!)) === 404) continue;
      const figures = await timesOf(createApp(options), paths.slice(1));
      rows.push([what, String(paths.length - 1), ...figures]);
      console.error(rows.at(-1)!.join("  "));
    }
    return formatTable(["ms", "asked", "p50", "p95", "most", "CPU p50", "CPU p95"], rows);
  } finally {
    await closeStore(store);
  }
}

async function timesOf(app: Hono, paths: readonly string[]): Promise<string[]> {
  const clock: number[] = [];
  const cpu: number[] = [];
  for (const path of paths) {
    const startedAt = performance.now();
    const before = process.cpuUsage();
    const status = await ask(app, path);
    const { user, system } = process.cpuUsage(before);
    if (status >= 400) throw new Error(`${path} gives ${status}`);
    clock.push(performance.now() - startedAt);
    cpu.push((user + system) / 1000);
  }
  const [sorted, used] = [clock, cpu].map((times) => times.toSorted((a, b) => a - b)) as [
    number[],
    number[],
  ];
  return [at(sorted, 0.5), at(sorted, 0.95), sorted.at(-1)!, at(used, 0.5), at(used, 0.95)].map(
    (time) => time.toFixed(1),
  );
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(sorted.length * share) - 1]!;
}

async function ask(app: Hono, path: string): Promise<number> {
  const headers = { host: "127.0.0.1", "accept-encoding": "gzip" };
  const answer = await app.request(path, { headers });
  await answer.arrayBuffer();
  return answer.status;
}

/** One more of each than is measured: the first one warms. */
async function questionsOf(store: Store): Promise<Asked[]> {
  const count = QUESTIONS + 1;
  const documents = await documentPage(store, { from: FROM }, null, 2 * count);
  const statements = await store.db
    .selectFrom("statements")
    .select(["content", "sourceName", "entry", "document", "kind", "country"])
    .where(
      "document",
      "in",
      documents.map(({ seq }) => seq),
    )
    .where("sourceName", "is not", null)
    .where("kind", "=", "direct")
    .limit(count)
    .execute();
  const each = (make: (i: number) => string) => Array.from({ length: count }, (_, i) => make(i));
  const query = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
  const key = (i: number) => documents[i]!.key;
  const words = (i: number, n: number, from = 0) =>
    (statements[i]!.content.match(/\p{L}+/gu) ?? []).slice(from, from + n).join(" ");
  const source = (i: number) => statements[i]!.sourceName!;
  const outlet = (i: number) => documents[i]!.outlet!;
  const month = (i: number) => `${2021 + (i % 10)}-${String(1 + (i % 12)).padStart(2, "0")}`;
  const searches = (path: string): Asked[] => [
    { what: `${path}: a word`, paths: each((i) => `${path}?${query({ q: words(i, 1, 3) })}`) },
    { what: `${path}: two words`, paths: each((i) => `${path}?${query({ q: words(i, 2, 2) })}`) },
    {
      what: `${path}: a phrase`,
      paths: each((i) => `${path}?${query({ q: `"${words(i, 3, 1)}"` })}`),
    },
    {
      what: `${path}: the beginning of a word`,
      paths: each((i) => `${path}?${query({ q: `${words(i, 1, 4).slice(0, 3)}*` })}`),
    },
    {
      what: `${path}: a source`,
      paths: each((i) => `${path}?${query({ by: source(i) })}`),
    },
    {
      what: `${path}: a word, an outlet, a month`,
      paths: each((i) => {
        const fields = { q: words(i, 1, 3), outlet: outlet(i), from: month(i), to: month(i) };
        return `${path}?${query(fields)}`;
      }),
    },
    { what: `${path}: acts`, paths: each((i) => `${path}?act=deny&from=${month(i)}`) },
  ];
  return [
    { what: "/: documents", paths: each((i) => `/?limit=${i + 30}`) },
    { what: "/: from a month", paths: each((i) => `/?from=${month(i)}`) },
    { what: "/: of an outlet", paths: each((i) => `/?${query({ outlet: outlet(i) })}`) },
    {
      what: "/: of an outlet, a month",
      paths: each((i) => `/?${query({ outlet: outlet(i), from: month(i), to: month(i) })}`),
    },
    { what: "/d: a document", paths: each((i) => `/d/${key(i)}`) },
    ...searches("/search"),
    { what: "/who", paths: each((i) => `/who?${query({ name: source(i) })}`) },
    {
      what: "/who: from a month",
      paths: each((i) => `/who?${query({ name: source(i), from: month(i) })}`),
    },
    {
      what: "/who: one word of a name",
      paths: each((i) => `/who?${query({ name: source(i).split(" ")[0]! })}`),
    },
    { what: "/timeline", paths: each((i) => `/timeline?limit=${i + 80}`) },
    { what: "/timeline: from a month", paths: each((i) => `/timeline?from=${month(i)}`) },
    {
      what: "/timeline: of an actor",
      paths: each((i) => `/timeline?${query({ name: source(i) })}`),
    },
    {
      what: "/compare: two documents",
      paths: each((i) => `/compare?d=${key(i)}&d=${key(i + count)}`),
    },
    { what: "/quote: words", paths: each((i) => `/quote?${query({ words: words(i, 12) })}`) },
    { what: "/quote: of a document", paths: each((i) => `/quote?d=${key(i)}`) },
    { what: "/letters", paths: each((i) => `/letters?limit=${i + 30}`) },
    { what: "/sources: an outlet", paths: each((i) => `/sources?${query({ outlet: outlet(i) })}`) },
    { what: "/api/documents", paths: each((i) => `/api/documents?limit=${i + 30}`) },
    { what: "/api/documents/{key}", paths: each((i) => `/api/documents/${key(i)}`) },
    ...searches("/api/statements").slice(0, 3),
    {
      what: "/api/search/documents: a word",
      paths: each((i) => `/api/search/documents?${query({ q: words(i, 1, 3) })}`),
    },
    {
      what: "/api/search/documents: two words",
      paths: each((i) => `/api/search/documents?${query({ q: words(i, 2, 2) })}`),
    },
    { what: "/api/who", paths: each((i) => `/api/who?${query({ name: source(i) })}`) },
    { what: "/api/timeline", paths: each((i) => `/api/timeline?limit=${i + 80}`) },
    {
      what: "/api/comparison",
      paths: each((i) => `/api/comparison?d=${key(i)}&d=${key(i + count)}`),
    },
  ];
}
