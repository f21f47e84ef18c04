export { findBlocks } from "./blocks/find-blocks.ts";
export { isoDate } from "./dates.ts";
export type { KnownFacts } from "./facts.ts";
export { type Fetched, Fetcher, type FetcherOptions } from "./fetch/fetcher.ts";
export { GENRES, type Genre } from "./genre/index.ts";
export type { Origin, PageMetadata, Stated } from "./html/metadata.ts";
export { htmlDocument, pageMetadata } from "./html-document.ts";
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
  readBytes,
  readSources,
} from "./read-sources.ts";
export { openSnapshot, type Snapshot } from "./snapshot/snapshot.ts";
export { listSources } from "./sources.ts";
export { textDocument } from "./text-document.ts";
