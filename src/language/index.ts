export { analyse, type Language } from "./language.ts";
export { findQuotations, type Quotation } from "./quotations.ts";
export { splitSentences } from "./sentences.ts";
export { isWordCharacter, type TokenRange, type Tokens, tokenize } from "./tokens.ts";
