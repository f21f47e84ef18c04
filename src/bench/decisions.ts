import {
  addressOf,
  applyCorrections,
  newCorrection,
  type Protection,
  protectRecord,
} from "../corrections/index.ts";
import type { DocumentRecord, Entity, SpanPair } from "../document/index.ts";
import { bundledModels, rulesOnly } from "../models.ts";
import { textDocument } from "../read/index.ts";
import { recordOf } from "../record.ts";
import { dataFile, readLines } from "../train/corpora.ts";
import { formatTable } from "./table.ts";

interface Article {
  readonly id: string;
  readonly date: string;
  readonly text: string;
}

/**
 * What protection hides and what corrections outlive, over articles of PolNeAR: each person named
 * there in two words or more is protected alone, and a correction of every statement that rules find
 * is applied to what the trained model finds.
 */
export function benchDecisions(data: string, split: string, sample: number): string {
  const file = split === "train" ? "train.ndjson.gz" : "dev.ndjson";
  const articles = readLines<Article>(dataFile(data, "polnear", file)).slice(0, sample);
  const trained = articles.map((article) => recordFor(article, bundledModels()));
  const byRules = articles.map((article) => recordFor(article, rulesOnly()));
  return [
    `PolNeAR ${split}, ${articles.length} articles`,
    formatTable(["protection", "figure"], protectionRows(trained)),
    formatTable(["corrections", "figure"], correctionRows(byRules, trained)),
  ].join("\n\n");
}

function recordFor({ text, date }: Article, models: Parameters<typeof recordOf>[1]) {
  return recordOf(textDocument(text, { published: date }), models);
}

/** Begins like a name; whether it is one is not asked. */
const NAME = /^\p{Lu}/u;
const NO_NAME = /^(?:he|she|they|it|we|i|you|who|his|her|their|him|them|my|our|the|an?)\b/i;

function protectionRows(records: readonly DocumentRecord[]): string[][] {
  let names = 0;
  let left = 0;
  let own = 0;
  let ownHidden = 0;
  let others = 0;
  let othersHidden = 0;
  let time = 0;
  for (const record of records) {
    for (const person of record.entities.filter(isNamedPerson)) {
      const started = performance.now();
      const shown = protectRecord(record, [protectionOf(person.name)]);
      time += performance.now() - started;
      names++;
      if (standsIn(shown, person.name)) left++;
      for (const [i, entity] of record.entities.entries()) {
        const now = shown.entities[i]!;
        for (const [k, mention] of entity.mentions.entries()) {
          const words = record.text.slice(...mention);
          if (!NAME.test(words) || NO_NAME.test(words)) continue;
          const isHidden = isLabelled(shown, now.mentions[k]!);
          if (entity === person) {
            own++;
            if (isHidden) ownHidden++;
          } else if (!sharesWord(entity.name, person.name)) {
            others++;
            if (isHidden) othersHidden++;
          }
        }
      }
    }
  }
  return [
    ["persons protected, one at a time", String(names)],
    ["of whom the full name still stands somewhere", String(left)],
    ["their mentions with a capital that are hidden", share(ownHidden, own)],
    ["mentions of others without a word of the name that are hidden", share(othersHidden, others)],
    ["milliseconds for each", (time / names).toFixed(1)],
  ];
}

function isNamedPerson({ kind, named, name }: Entity): boolean {
  return kind === "person" && named && name.includes(" ");
}

function protectionOf(name: string): Protection {
  const what = { type: "name", names: [name], kind: "person" } as const;
  return { id: "p1", at: "", by: "", why: "", number: 1, label: null, what };
}

function standsIn(shown: DocumentRecord, name: string): boolean {
  const words = plain(name).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${words}(?![\\p{L}\\p{N}])`, "u");
  return pattern.test(plain(JSON.stringify(shown)));
}

function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function isLabelled({ text }: DocumentRecord, span: SpanPair): boolean {
  return text.slice(...span).includes("[protected 1]");
}

function sharesWord(one: string, other: string): boolean {
  const words = new Set(wordsOf(other));
  return wordsOf(one).some((word) => words.has(word));
}

function wordsOf(name: string): string[] {
  return Array.from(plain(name).matchAll(/[\p{L}\p{N}]+/gu), ([word]) => word);
}

function correctionRows(
  before: readonly DocumentRecord[],
  after: readonly DocumentRecord[],
): string[][] {
  let statements = 0;
  let nameless = 0;
  let found = 0;
  let kept = 0;
  let givingWay = 0;
  let unplaced = 0;
  before.forEach((record, i) => {
    for (const entry of record.attributions) {
      statements++;
      const address = addressOf(record, entry);
      if (address === null) {
        nameless++;
        continue;
      }
      const act = entry.act === "deny" ? "warn" : "deny";
      const stamp = { id: "c1", by: "person", why: "measured", at: "" };
      const request = { type: "set", entry: entry.id, fields: { act } } as const;
      const correction = newCorrection("doc", record, [], request, stamp);
      const machine = after[i]!;
      const { record: shown, applied } = applyCorrections(machine, [correction]);
      if (applied.length === 0) unplaced++;
      else if (machine.attributions.some(({ id }) => id === correctedId(shown))) found++;
      else {
        kept++;
        givingWay += machine.attributions.length + 1 - shown.attributions.length;
      }
    }
  });
  return [
    ["statements of the rules, each corrected", String(statements)],
    ["without an address of their own", String(nameless)],
    ["the model finds with the same content", share(found, statements)],
    ["kept as corrected, though the model finds it not or otherwise", share(kept, statements)],
    ["readings of the model that give way to those", String(givingWay)],
    ["not applied", String(unplaced)],
  ];
}

function correctedId({ attributions }: DocumentRecord): string | undefined {
  return attributions.find(({ corrected }) => corrected !== undefined)?.id;
}

function share(some: number, all: number): string {
  return `${some} of ${all} (${((100 * some) / all).toFixed(1)}%)`;
}
