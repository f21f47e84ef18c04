export { entityFinder, type StatementAct, speechActs } from "./acts.ts";
