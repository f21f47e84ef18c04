export {
  firstFrom,
  holds,
  indexOfRange,
  type Statement,
  statementsOf,
  tokensIn,
} from "./statement.ts";
export { findTimes, type TimeMention, type Times } from "./times.ts";
export { cardinal } from "./words.ts";
