import type { Attribution, DocumentRecord, Entity, SpanPair } from "../../document/index.ts";
import type { StatementRow } from "../schema.ts";
import { timeKey } from "../time-key.ts";
import { derivedTable } from "./derived-table.ts";

export const statements = derivedTable("statements", ({ seq, shown }) => {
  const entities = new Map<string | null, Entity>(
    shown.entities.map((entity) => [entity.id, entity]),
  );
  return shown.attributions.map(
    (attribution) => (number) => statementRow(seq, shown, attribution, entities, number),
  );
});

function statementRow(
  seq: number,
  shown: DocumentRecord,
  attribution: Attribution,
  entities: ReadonlyMap<string | null, Entity>,
  number: number,
): StatementRow {
  const { published, updated } = shown.document;
  const { source, cue, content, saidAt } = attribution;
  const entity = entities.get(attribution.sourceEntity);
  return {
    key: timeKey(saidAt?.from ?? published ?? updated, number),
    document: seq,
    entry: attribution.id,
    kind: attribution.kind,
    act: attribution.act,
    source: wordsOf(shown, source),
    sourceName: entity?.name ?? null,
    sourceType: attribution.sourceType,
    country: entity?.country ?? null,
    sector: entity?.sector ?? null,
    onBehalfOf: entities.get(attribution.onBehalfOf)?.name ?? null,
    content: contentOf(shown, attribution),
    spans: JSON.stringify([source, cue, content]),
    saidFrom: saidAt?.from ?? null,
    saidTo: saidAt?.to ?? null,
    confidence: attribution.confidence,
    human: Number(attribution.by.startsWith("person/")),
  };
}

/** The words credited, as they are searched and shown. */
export function contentOf(shown: DocumentRecord, { content }: Attribution): string {
  return wordsOf(shown, content);
}

function wordsOf({ text }: DocumentRecord, spans: readonly SpanPair[]): string {
  return spans.map(([start, end]) => text.slice(start, end)).join(" … ");
}
