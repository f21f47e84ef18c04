import type { BlockKind, DocumentRecord } from "../../document/index.ts";
import { type Row, wrap } from "../wrap.ts";
import type { Page } from "./page.ts";
import { type Unknown, unknownSource } from "./parties.ts";
import { countOf, narrator } from "./words.ts";

// Singular and plural of what is left out of the body. The blocks that say what the document is
// (headline, byline, timestamp, dateline) are read, and those of the body are not left out.
const LEFT_OUT: Partial<Record<BlockKind, readonly [one: string, many: string]>> = {
  salutation: ["salutation", "salutations"],
  signature: ["signature", "signatures"],
  signatories: ["list of signatories", "lists of signatories"],
  related: ["related headline", "related headlines"],
  promotion: ["promotion", "promotions"],
  caption: ["caption", "captions"],
  credit: ["credit line", "credit lines"],
  note: ["note", "notes"],
  boilerplate: ["block of standing text", "blocks of standing text"],
};

export function leftOutRows({ record, columns }: Page): Row[] {
  const counts = Object.entries(LEFT_OUT).map(([kind, [one, many]]) => {
    const count = record.blocks.filter((block) => block.kind === kind).length;
    return count === 0 ? null : countOf(count, one, many);
  });
  const parts = counts.filter((part) => part !== null);
  if (parts.length === 0) return [];
  return wrap([{ text: `Not read as body: ${parts.join(", ")}`, style: "dim" }], columns);
}

export function summaryRows(page: Page): Row[] {
  const { attributions, ownVoice, events } = page.record;
  const parts: string[] = [];
  if (attributions.length > 0) parts.push(`${statementCount(page.record)}${sourceCount(page)}`);
  if (ownVoice.length > 0) {
    const sentences = countOf(ownVoice.length, "sentence", "sentences");
    parts.push(`${sentences} in ${narrator(page)}'s own voice`);
  }
  if (events.length > 0) parts.push(countOf(events.length, "event", "events"));
  return parts.length === 0 ? [] : wrap([{ text: parts.join(" · ") }], page.columns);
}

function statementCount({ attributions }: DocumentRecord): string {
  const kinds = (["direct", "mixed", "indirect"] as const).map((kind) => {
    return { kind, count: attributions.filter((attribution) => attribution.kind === kind).length };
  });
  const given = kinds.filter(({ count }) => count > 0).map(({ kind, count }) => `${count} ${kind}`);
  return `${countOf(attributions.length, "statement", "statements")} (${given.join(", ")})`;
}

const UNKNOWN: Readonly<Record<Unknown, string>> = {
  "not identified": "a source not identified",
  "not given": "no source given",
  "not read": "a source not read",
};

function sourceCount({ record, entities }: Page): string {
  const sources = new Set<string>();
  const counts: Record<Unknown, number> = { "not identified": 0, "not given": 0, "not read": 0 };
  for (const attribution of record.attributions) {
    const { sourceEntity } = attribution;
    if (sourceEntity !== null && entities.has(sourceEntity)) sources.add(sourceEntity);
    else counts[unknownSource(attribution)]++;
  }
  const parts = [
    sources.size === 0 ? "" : ` by ${countOf(sources.size, "source", "sources")}`,
    ...(Object.keys(UNKNOWN) as Unknown[]).map((unknown) =>
      counts[unknown] === 0 ? "" : `, ${counts[unknown]} with ${UNKNOWN[unknown]}`,
    ),
  ];
  return parts.join("");
}
