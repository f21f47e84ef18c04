export { type Added, addRecord, isOnRecord } from "./add.ts";
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
export { closeStore, type OpenOptions, openStore } from "./open-store.ts";
export {
  documentToRead,
  giveUp,
  type HandedIn,
  handIn,
  keysToRead,
  type Progress,
  progressOf,
} from "./pending.ts";
export { type Dialect, type Store, transact } from "./store.ts";
export { sayThere, type WorkerRow, workersOf } from "./workers.ts";
