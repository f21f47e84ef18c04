import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { indexPlaces, resolveActors } from "../actors/index.ts";
import { attribute } from "../attribute/index.ts";
import type { Event } from "../document/index.ts";
import { findEvents } from "../events/index.ts";
import { analyse, parse } from "../language/index.ts";
import { bundledLanguage } from "../models.ts";
import { textDocument } from "../read/text-document.ts";

/*
 * The development sentences of data/events, coded and scored by the scorer that lies beside them,
 * in three parts. "A" was read from the start and "B1" later; "B2" is reported only, so that
 * fitting to the others shows as a difference from it.
 */

const SUITES = ["plover-gsr", "petr2-gsr", "cameo-manual"] as const;

interface GoldSentence {
  readonly id: string;
  readonly suite: string;
  readonly text: string;
  readonly events: readonly GoldEvent[];
}

interface GoldEvent {
  readonly source?: string | null;
  readonly target?: string | null;
  readonly code?: string | null;
  readonly plover?: string | null;
}

interface CodedEvent {
  readonly source: string | null;
  readonly target: string | null;
  readonly code: string | null;
  readonly plover: string;
  readonly spans: Event["spans"];
  readonly by: string;
  readonly status: Event["status"];
}

export function benchEvents(data: string, options: { errors: boolean }): string {
  const gold = ["dev.ndjson", "dev-cameo-manual.ndjson"]
    .flatMap((file) => readLines(join(data, "events", file)))
    .filter(({ suite }) => SUITES.some((known) => known === suite));
  const code = coder();
  const coded = new Map(gold.map((sentence) => [sentence.id, code(sentence.text)]));
  const inPart = (part: Part) => gold.filter(({ id }) => partOf(id) === part);
  const parts = [
    ["all", gold],
    ["A, tuned on from the start", inPart("A")],
    ["B1, tuned on later", inPart("B1")],
    ["B2, only reported", inPart("B2")],
  ] as const;
  const scores = parts.map(([name, sentences]) => `${name}\n${score(data, sentences, coded)}`);
  if (options.errors) scores.push(errorsOf([...parts[1][1], ...parts[2][1]], coded));
  return scores.join("\n");
}

function readLines(file: string): GoldSentence[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line.trim() !== "").map((line) => JSON.parse(line));
}

/** What happened or is announced; not what is denied, asked or only imagined. */
function coder(): (text: string) => CodedEvent[] {
  const model = bundledLanguage();
  const places = indexPlaces([]);
  return (text) => {
    const doc = textDocument(text);
    const language = analyse(doc);
    const parsed = parse(model, language);
    const relations = attribute(doc, language, parsed, null);
    const actors = resolveActors(doc, language, parsed, relations, places);
    const events = findEvents({
      language,
      parsed,
      relations,
      actors,
      times: { mentions: [] },
      places,
    });
    return events
      .filter(({ status }) => status === "happened" || status === "announced")
      .map((event) => ({
        source: event.sourceCode,
        target: event.targetCode,
        code: event.code,
        plover: event.plover ?? "STATEMENT",
        spans: event.spans,
        by: event.by,
        status: event.status,
      }));
  };
}

type Part = "A" | "B1" | "B2";

/** By FNV-1a of the id: of the 230 sentences A holds 113, always the same ones. */
function partOf(id: string): Part {
  let hash = 2166136261;
  for (let i = 0; i < id.length; i++) {
    hash = Math.imul(hash ^ id.charCodeAt(i), 16777619) >>> 0;
  }
  if (((hash >>> 16) & 1) === 0 || (hash >>> 17) % 15 === 0) return "A";
  return ((hash >>> 8) & 1) === 0 ? "B1" : "B2";
}

function score(
  data: string,
  sentences: readonly GoldSentence[],
  coded: ReadonlyMap<string, CodedEvent[]>,
): string {
  const folder = mkdtempSync(join(tmpdir(), "onrecord-events-"));
  try {
    const gold = join(folder, "gold.ndjson");
    const predicted = join(folder, "predicted.ndjson");
    writeFileSync(gold, sentences.map((sentence) => JSON.stringify(sentence)).join("\n"));
    const lines = sentences.map(({ id }) => JSON.stringify({ id, events: coded.get(id) }));
    writeFileSync(predicted, lines.join("\n"));
    return execFileSync("python3", [join(data, "events", "score.py"), gold, predicted], {
      encoding: "utf8",
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Each sentence of which some gold event is not found with its type and both countries. */
function errorsOf(
  sentences: readonly GoldSentence[],
  coded: ReadonlyMap<string, CodedEvent[]>,
): string {
  const lines: string[] = [];
  for (const { id, suite, text, events } of sentences) {
    const found = coded.get(id)!;
    const missed = events.filter((event) => !found.some((other) => isFound(event, other)));
    if (missed.length === 0 && (events.length > 0 || found.length === 0)) continue;
    lines.push("", `${suite}: ${text}`);
    for (const event of missed) lines.push(`  gold  ${line(event)}`);
    for (const event of found) lines.push(`  coded ${line(event)}  ${event.status}  ${event.by}`);
  }
  return lines.join("\n");
}

function isFound(gold: GoldEvent, coded: CodedEvent): boolean {
  if (gold.plover !== coded.plover) return false;
  if (gold.source === undefined || (!gold.source && !gold.target)) return true;
  const country = (actor: string | null | undefined) => actor?.slice(0, 3) ?? "---";
  return (
    country(gold.source) === country(coded.source) && country(gold.target) === country(coded.target)
  );
}

function line({ source, target, code, plover }: GoldEvent): string {
  return `${source ?? "---"} > ${target ?? "---"}  ${code} ${plover}`;
}
