import { entities } from "./entities.ts";
import { events } from "./events.ts";
import type { Projection } from "./projection.ts";
import { statements } from "./statements.ts";

/** All that is derived from documents, in the order of insertion; removal goes backwards. */
export const PROJECTIONS: readonly Projection[] = [entities, statements, events];
