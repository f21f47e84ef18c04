export type { Days, DocumentWordsFilter, StatementFilter } from "./filter.ts";
export type { Passage } from "./highlight.ts";
export type { DocumentHit, StatementHit } from "./hits.ts";
export { parseQuery, type Query, type Term } from "./query.ts";
export {
  type SearchOptions,
  type SearchPage,
  searchDocuments,
  searchStatements,
} from "./search.ts";
export { foldWord, type Word, wordsIn } from "./words.ts";
