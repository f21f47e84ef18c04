export {
  byDate,
  changeBetween,
  type Letter,
  type LetterChange,
  letterChanges,
  lettersOf,
  type Signatory,
  type SignatoryRow,
  signatoryTable,
} from "./letters.ts";
