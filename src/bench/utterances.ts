import { existsSync, readFileSync } from "node:fs";
import type { DocumentRecord, SpanPair } from "../document/index.ts";
import { linkDocuments, type UtteranceLink } from "../quotes/index.ts";
import { seededRandom, shuffle } from "../train/random.ts";
import { formatTable, percent } from "./table.ts";

/** Links that were read by a person, with the answer: is it one utterance that both tell? */
export interface JudgedLink {
  readonly from: Place;
  readonly to: Place;
  readonly same: boolean;
}

/** An article and the spans of the common words. */
interface Place {
  readonly id: string;
  readonly spans: readonly SpanPair[];
}

/** The second draw: what the first one showed went into the rules (docs/evaluation.md). */
const DRAW = 2;

/** Further links that are drawn to be read. */
const DRAWN = 100;

/**
 * Statements of different articles that are linked, the gold attributions given.
 *
 * Two articles are a *pair* where contents of theirs share a run of eight words (letters and digits,
 * lower case). *Further* links are all but the longest of each pair; of them 100 are drawn by the
 * seed, and judged in `goldFile`.
 */
export function benchUtterances(
  records: readonly DocumentRecord[],
  goldFile: string,
  { half, show }: { readonly half: "a" | "b" | undefined; readonly show: boolean },
): string {
  const ours = records.filter((_, i) => half === undefined || (i % 2 === 0) === (half === "a"));
  const links = linkDocuments(ours.map((record) => ({ key: record.id, record })));
  const pairs = pairsOf(ours);
  const byPair = new Map<string, UtteranceLink[]>();
  for (const link of links) push(byPair, pairName(link.from.document, link.to.document), link);
  const linked = [...pairs].filter((pair) => byPair.has(pair)).length;
  const further = [...byPair].flatMap(([pair, ofPair]) => {
    const sorted = ofPair.toSorted((a, b) => b.words - a.words);
    return pairs.has(pair) ? sorted.slice(1) : sorted;
  });
  const drawn = shuffle(further.toSorted(byName), seededRandom(DRAW)).slice(0, DRAWN);
  const judged = judgementsIn(goldFile);
  const answers = drawn.map((link) => judged.get(nameOf(link)));
  const known = answers.filter((answer) => answer !== undefined);
  const count = (source: UtteranceLink["source"]) =>
    String(links.filter((link) => link.source === source).length);
  const table = formatTable(
    ["", "", "%"],
    [
      ["pairs of articles with eight common words", String(pairs.size), ""],
      ["  of them linked", String(linked), percent(linked / pairs.size)],
      ["links between statements", String(links.length), ""],
      ["  both name the same source", count("same"), ""],
      ["  not known", count("unknown"), ""],
      ["  given to somebody else", count("other"), ""],
      ["further links", String(further.length), ""],
      [`  drawn, and judged in ${goldFile}`, String(known.length), ""],
      [
        "  the same utterance",
        String(known.filter(Boolean).length),
        percent(known.filter(Boolean).length / known.length),
      ],
    ],
  );
  return [
    `Statements with the same words, ${ours.length} articles of PolNeAR train`,
    table,
    ...(show ? drawn.map((link) => shown(link, ours)) : []),
  ].join("\n\n");
}

function pairsOf(records: readonly DocumentRecord[]): Set<string> {
  const users = new Map<string, Set<string>>();
  for (const { id, text, attributions } of records) {
    for (const [start, end] of attributions.flatMap(({ content }) => content)) {
      const words =
        text
          .slice(start, end)
          .toLowerCase()
          .match(/[\p{L}\p{N}]+/gu) ?? [];
      for (let i = 0; i + 8 <= words.length; i++) {
        const run = words.slice(i, i + 8).join(" ");
        const known = users.get(run);
        if (known === undefined) users.set(run, new Set([id]));
        else known.add(id);
      }
    }
  }
  const pairs = new Set<string>();
  for (const ids of users.values()) {
    const list = [...ids];
    for (const [i, a] of list.entries())
      for (const b of list.slice(0, i)) pairs.add(pairName(a, b));
  }
  return pairs;
}

function pairName(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

function nameOf({ from, to, evidence }: UtteranceLink): string {
  return JSON.stringify([from.document, evidence.from, to.document, evidence.to]);
}

function byName(a: UtteranceLink, b: UtteranceLink): number {
  return nameOf(a) < nameOf(b) ? -1 : 1;
}

function judgementsIn(file: string): Map<string, boolean> {
  if (!existsSync(file)) return new Map();
  const judged = JSON.parse(readFileSync(file, "utf8")) as JudgedLink[];
  return new Map(
    judged.map(({ from, to, same }) => [
      JSON.stringify([from.id, from.spans, to.id, to.spans]),
      same,
    ]),
  );
}

/** A drawn link as a person judges it: the offsets, and the words around them. */
function shown(link: UtteranceLink, records: readonly DocumentRecord[]): string {
  const side = (id: string, statement: string) => {
    const record = records.find((one) => one.id === id)!;
    const found = record.attributions.find((one) => one.id === statement)!;
    const source = record.entities.find((entity) => entity.id === found.sourceEntity)?.name ?? "-";
    const words = found.content.map(([start, end]) => record.text.slice(start, end)).join(" … ");
    return `  ${id} ${source}: ${words.replace(/\s+/g, " ").slice(0, 300)}`;
  };
  const { from, to, evidence } = link;
  const judged = {
    from: { id: from.document, spans: evidence.from },
    to: { id: to.document, spans: evidence.to },
  };
  return [
    JSON.stringify(judged),
    side(from.document, from.statement),
    side(to.document, to.statement),
  ].join("\n");
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
