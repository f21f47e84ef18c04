export {
  type Block,
  type BlockKind,
  type Document,
  isBody,
  type PageMark,
  type SourceRun,
} from "./document.ts";
export { documentOf } from "./document-of.ts";
export { type ErrorCode, OnRecordError } from "./errors.ts";
export { type OffsetConverter, type OffsetUnit, offsetConverter } from "./offsets.ts";
export type {
  Attribution,
  AttributionKind,
  Correction,
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
  Role,
  SourceType,
  SpanPair,
  SpeechAct,
  TimeExpression,
} from "./record.ts";
export { recordFaults } from "./record-faults.ts";
export { compareSpans, isWhiteSpace, type Span, spansOverlap, trimSpan } from "./span.ts";
export { ATTRIBUTION_KINDS, SOURCE_TYPES, SPEECH_ACTS } from "./vocabulary.ts";
