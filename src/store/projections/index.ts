import { actors } from "../actors/projection.ts";
import { entities } from "./entities.ts";
import { events } from "./events.ts";
import { fullText } from "./full-text.ts";
import { letters } from "./letters.ts";
import type { Projection } from "./projection.ts";
import { shingles } from "./shingles.ts";
import { statements } from "./statements.ts";

/**
 * All that is derived from documents, in the order of insertion; removal goes backwards. Actors
 * come last: in PostgreSQL they wait for other writers, and hold them up until the transaction ends.
 */
export const PROJECTIONS: readonly Projection[] = [
  entities,
  statements,
  events,
  fullText,
  letters,
  shingles,
  actors,
];
