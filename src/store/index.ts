export { type Added, addRecord, addRecords, isOnRecord } from "./add.ts";
export {
  type BackupEnd,
  type BackupHead,
  type BackupRow,
  backup,
  isBackupHead,
  restore,
} from "./backup.ts";
export { type CheckOptions, checkStore, countDocuments, type Problem } from "./check.ts";
export {
  type CorrectionResult,
  type CorrectionSignature,
  correct,
  type ExamplesOf,
  examplesOf,
  history,
  unplacedCorrections,
} from "./correct.ts";
export { askRecord, countRows } from "./count-rows.ts";
export { documentKey, storyOf } from "./document-key.ts";
export {
  type DocumentEntry,
  type DocumentFilter,
  documentPage,
  documents,
  documentVersions,
  findDocument,
  openDocument,
  type StoredDocument,
} from "./documents.ts";
export { type Forgotten, findOrPending, forgetDocument } from "./forget.ts";
export {
  allLetters,
  type LetterCursor,
  type LetterFilter,
  type LetterPage,
  letterPage,
} from "./letters.ts";
export { closeStore, type OpenOptions, openStore } from "./open-store.ts";
export {
  countFailure,
  countReturn,
  documentsToRead,
  documentToRead,
  type HandedIn,
  handIn,
  type Progress,
  progressOf,
  type Waiting,
} from "./pending.ts";
export { outlets, type ProfileSet, type RecordedProfile, recordedProfile } from "./profile.ts";
export { type ProtectionRequest, type ProtectionResult, protect, unprotect } from "./protect.ts";
export {
  type ListedProtection,
  protections,
  type ShownProtection,
  type Signed,
  shownProtections,
  wordsShown,
} from "./protections.ts";
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
export { withSnapshot } from "./snapshot.ts";
export { decisionVersion, documentState, recordVersion } from "./state.ts";
export { type Dialect, type Store, transact } from "./store.ts";
export { wasWaitedFor } from "./store-error.ts";
export { sayThere, type WorkerRow, workersOf } from "./workers.ts";
