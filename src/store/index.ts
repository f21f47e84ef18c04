export { type Added, addRecord, isOnRecord } from "./add.ts";
export {
  type CorrectionResult,
  type CorrectionSignature,
  correct,
  type ExamplesOf,
  examplesOf,
  history,
  unplacedCorrections,
} from "./correct.ts";
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
export { type Forgotten, forget } from "./forget.ts";
export { closeStore, type OpenOptions, openStore } from "./open-store.ts";
export { type ProtectionRequest, type ProtectionResult, protect, unprotect } from "./protect.ts";
export { type ListedProtection, protections, type Signed } from "./protections.ts";
export type { Dialect, Store } from "./store.ts";
