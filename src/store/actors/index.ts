export { decideStored, type NewDecision } from "./decide-stored.ts";
export { findStoredActors, type StoredActor } from "./find-stored.ts";
export { actorLog, type ShownDecision, type ShownReference, shownLog } from "./log.ts";
export { actorStatements, type StatementPage } from "./pages.ts";
export { type TimelineCursor, type TimelinePage, timelinePage } from "./timeline-page.ts";
