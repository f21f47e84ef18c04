export {
  type CheckOptions,
  checkDocument,
  checkQuotation,
  type DocumentCheck,
  type Place,
  type PlacedPart,
  type Quotation,
  type QuotationCheck,
  quotationsToCheck,
} from "./check.ts";
export type { Difference, Kind, Part } from "./compare-words.ts";
export { compareParties, type Party } from "./credit.ts";
export {
  linkDocuments,
  linkUtterances,
  type StatementReference,
  type UtteranceLink,
} from "./link.ts";
export { documentCheckJson, permalink, quotationJson } from "./quotation-json.ts";
export { MemoryShelf, type Shelf, type Shelved } from "./shelf.ts";
