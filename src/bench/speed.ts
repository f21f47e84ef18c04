import { read } from "../index.ts";
import { bundledModels, rulesOnly } from "../models.ts";
import { dataFile, readLines } from "../train/corpora.ts";
import { formatTable } from "./table.ts";

/** Enough text that start-up does not count, in characters. */
const ENOUGH = 8_000_000;

/**
 * Throughput of the chain on news text, beside a peer in the same run: the plainest way to split
 * the same text into words. CPU time of this process, so that a busy machine disturbs less.
 */
export function benchSpeed(data: string, trained: boolean): string {
  const models = trained ? bundledModels() : rulesOnly();
  const texts = readLines<{ text: string }>(dataFile(data, "polnear", "train.ndjson.gz")).map(
    (row) => row.text,
  );
  const input: string[] = [];
  for (let size = 0, i = 0; size < ENOUGH; i++) {
    const text = texts[i % texts.length]!;
    input.push(text);
    size += text.length;
  }
  const chain = measure(input, (text) => JSON.stringify(read(text, { models })).length);
  const words = measure(input, (text) => text.match(/\p{L}+/gu)?.length ?? 0);
  const row = (name: string, { seconds, bytes }: { seconds: number; bytes: number }) => [
    name,
    (bytes / 1e6 / seconds).toFixed(2),
    (seconds / words.seconds).toFixed(1),
  ];
  return formatTable(
    ["one core, CPU time", "MB/s", "times the peer's"],
    [
      row(`read, ${trained ? "trained" : "rules"}: text to record as JSON`, chain),
      row("peer: words by one regular expression", words),
    ],
  );
}

function measure(
  texts: readonly string[],
  work: (text: string) => number,
): { seconds: number; bytes: number } {
  for (const text of texts.slice(0, 100)) work(text);
  const before = process.cpuUsage();
  for (const text of texts) work(text);
  const { user, system } = process.cpuUsage(before);
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return { seconds: (user + system) / 1e6, bytes };
}
