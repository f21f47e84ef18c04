export { type Added, addRecord, isOnRecord } from "./add.ts";
export { type CheckOptions, checkStore, countDocuments, type Problem } from "./check.ts";
export { documentKey, storyOf } from "./document-key.ts";
export {
  type DocumentEntry,
  type DocumentFilter,
  documentPage,
  documents,
  findDocument,
  openDocument,
  type StoredDocument,
} from "./documents.ts";
export { type Forgotten, forgetDocument } from "./forget.ts";
export { closeStore, type OpenOptions, openStore } from "./open-store.ts";
export {
  type DocumentHit,
  type DocumentWordsFilter,
  type SearchOptions,
  type SearchPage,
  type StatementFilter,
  type StatementHit,
  searchDocuments,
  searchStatements,
} from "./search/index.ts";
export { StoreShelf } from "./shelf.ts";
export { type Dialect, type Store, transact } from "./store.ts";
