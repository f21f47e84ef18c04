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
  versionsOf,
} from "./documents.ts";
export { closeStore, type OpenOptions, openStore } from "./open-store.ts";
export type { Dialect, Store } from "./store.ts";
