export { entityFinder, type StatementAct, speechActs } from "./acts.ts";
export { holds, type Statement, statementsOf } from "./statement.ts";
export { Trees } from "./tree.ts";
