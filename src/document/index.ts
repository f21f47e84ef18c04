export {
  type Block,
  type BlockKind,
  type Document,
  isBody,
  type PageMark,
  type SourceRun,
} from "./document.ts";
export { type ErrorCode, OnRecordError } from "./errors.ts";
export { type OffsetConverter, type OffsetUnit, offsetConverter } from "./offsets.ts";
export type {
  Attribution,
  AttributionKind,
  DocumentMetadata,
  DocumentRecord,
  Entity,
  EntityKind,
  ErrorRecord,
  Event,
  NameList,
  Occasion,
  OwnVoice,
  Relation,
  SourceType,
  SpanPair,
  SpeechAct,
  TimeExpression,
} from "./record.ts";
export { recordFaults } from "./record-faults.ts";
export { compareSpans, isWhiteSpace, type Span, spansOverlap, trimSpan } from "./span.ts";
