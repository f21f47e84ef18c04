export { type Place, parsePlaces } from "./actors/index.ts";
export { loadAttribution } from "./attribute/model/index.ts";
export {
  type Attribution,
  type Document,
  type DocumentRecord,
  type Entity,
  type ErrorCode,
  OnRecordError,
  offsetConverter,
  type SpanPair,
} from "./document/index.ts";
export { bundledModels } from "./models.ts";
export {
  type Genre,
  htmlDocument,
  type KnownFacts,
  type ReadOptions,
  type ReadResult,
  readSources,
  textDocument,
} from "./read/index.ts";
export { type ReadTextOptions, read } from "./read-text.ts";
export { type Models, type RecordOptions, recordOf } from "./record.ts";
