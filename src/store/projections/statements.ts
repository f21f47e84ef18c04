import type { Attribution, DocumentRecord, SpanPair } from "../../document/index.ts";
import type { StatementRow } from "../schema.ts";
import { timeKey } from "../time-key.ts";
import type { Projection } from "./projection.ts";
import { takeRowNumbers } from "./row-numbers.ts";
import { inPieces, removeRows } from "./rows.ts";

export const statements: Projection = {
  async insert(db, { seq, shown }, store) {
    const numbers = await takeRowNumbers(db, store, shown.attributions.length);
    const rows = shown.attributions.map((attribution, i) =>
      statementRow(seq, shown, attribution, numbers[i]!),
    );
    for (const piece of inPieces(rows)) await db.insertInto("statements").values(piece).execute();
  },
  remove: (db, seq) => removeRows(db, "statements", seq),
};

function statementRow(
  seq: number,
  shown: DocumentRecord,
  attribution: Attribution,
  number: number,
): StatementRow {
  const { published, updated } = shown.document;
  const { source, cue, content, saidAt } = attribution;
  const entity = entityOf(shown, attribution.sourceEntity);
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
    onBehalfOf: entityOf(shown, attribution.onBehalfOf)?.name ?? null,
    content: wordsOf(shown, content),
    spans: JSON.stringify([source, cue, content]),
    saidFrom: saidAt?.from ?? null,
    saidTo: saidAt?.to ?? null,
    confidence: attribution.confidence,
    human: Number(attribution.by.startsWith("person/")),
  };
}

function entityOf({ entities }: DocumentRecord, id: string | null) {
  return id === null ? undefined : entities.find((entity) => entity.id === id);
}

function wordsOf({ text }: DocumentRecord, spans: readonly SpanPair[]): string {
  return spans.map(([start, end]) => text.slice(start, end)).join(" … ");
}
