export { type CompareOptions, compareAccounts } from "./compare.ts";
export type {
  Account,
  AccountDate,
  Cell,
  Comparison,
  CrossRelation,
  DateMention,
  Difference,
  EntryOf,
  Firmer,
  NumberMention,
  Row,
  RowKind,
  Source,
  Voice,
  Words,
} from "./comparison.ts";
export { alignEntities, type EntityKey, type EntityKeys, foldName } from "./entities.ts";
