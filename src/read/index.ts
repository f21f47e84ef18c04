export { findBlocks } from "./blocks/find-blocks.ts";
export type { KnownFacts } from "./facts.ts";
export { GENRES, type Genre } from "./genre/index.ts";
export { htmlDocument } from "./html-document.ts";
export {
  type Change,
  compareVersions,
  NearDuplicates,
  type NearDuplicatesOptions,
  type Seen,
} from "./near-duplicates/index.ts";
export {
  type InputFormat,
  type ReadOptions,
  type ReadResult,
  readSources,
} from "./read-sources.ts";
export { listSources } from "./sources.ts";
export { textDocument } from "./text-document.ts";
