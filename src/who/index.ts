export { type ActorFilter, findActors, parseMention } from "./find-actors.ts";
export { type Matter, type MatterStatement, mattersOf } from "./matters.ts";
export { type Place, type Statement, statementOf, type When } from "./statements.ts";
export {
  doneEntry,
  isAbout,
  isWithin,
  type Lane,
  publishedEntry,
  saidEntry,
  type Timeline,
  type TimelineEntry,
  type TimelineFilter,
  timelineOf,
} from "./timeline.ts";
export { statementsBy } from "./who.ts";
