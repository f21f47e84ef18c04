export { type Place, parsePlaces } from "./actors/index.ts";
export {
  type Attribution,
  type Document,
  type DocumentRecord,
  type Entity,
  OnRecordError,
  offsetConverter,
} from "./document/index.ts";
export { htmlDocument, readSources, textDocument } from "./read/index.ts";
export { type RecordOptions, read } from "./record.ts";
