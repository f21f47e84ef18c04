export {
  addressOf,
  type EntryKind,
  kindOfAddress,
  kindOfId,
  type RecordEntry,
} from "./address.ts";
export { applyCorrections, type Corrected, type Unplaced, type UnplacedReason } from "./apply.ts";
export {
  checkSpan,
  describeChange,
  findEntry,
  findEntryAt,
  newCorrection,
  type Request,
  type Signature,
  targetOf,
} from "./correction.ts";
export { spansOf } from "./fields.ts";
export { findWords, readSpans } from "./find-words.ts";
export { type HistoryEntry, historyOf, seen, shownHistory } from "./history.ts";
export {
  type Address,
  type AttributionFields,
  type Change,
  type EntityFields,
  type EventFields,
  type Fields,
  inForce,
  type LogEntry,
  lastAbout,
  type SomeFields,
} from "./log.ts";
export { mapAddress, mapSpans } from "./map-spans.ts";
export {
  type ProtectedView,
  protectedView,
  protectRecord,
  withoutProtected,
} from "./protect/protect.ts";
export {
  checkLabel,
  checkName,
  labelOf,
  type ProtectedName,
  type ProtectedSpan,
  type Protection,
} from "./protect/protections.ts";
export { type TrainingExample, trainingExamples } from "./training-examples.ts";
export { VALUES } from "./values.ts";
