export type { Entity, EntityType } from "./entities.ts";
export {
  isEnglish,
  loadLanguageNames,
  type NameLanguage,
  readsAsEnglish,
  withLanguage,
} from "./find-language.ts";
export { analyse, type Language } from "./language.ts";
export { type LanguageModel, loadLanguageModel } from "./model.ts";
export { type Parse, parse } from "./parse.ts";
export { findQuotations, type Quotation } from "./quotations.ts";
export { isInitialStop, splitSentences } from "./sentences.ts";
export { UPOS, type Upos } from "./tagset.ts";
export {
  isWordCharacter,
  overlaps,
  spanOf,
  type TokenRange,
  type Tokens,
  tokenize,
} from "./tokens.ts";
export { DependencyTree } from "./tree.ts";
