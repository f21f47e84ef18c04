export { type Added, addRecord, isOnRecord } from "./add.ts";
export {
  type BackupEnd,
  type BackupHead,
  type BackupRow,
  backup,
  isBackupHead,
  restore,
} from "./backup.ts";
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
export { withSnapshot } from "./snapshot.ts";
export type { Dialect, Store } from "./store.ts";
