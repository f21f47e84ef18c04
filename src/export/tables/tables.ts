import { ENTITIES } from "./entities.ts";
import { EVENTS } from "./events.ts";
import { OWN_VOICE } from "./own-voice.ts";
import { SIGNATORIES } from "./signatories.ts";
import { STATEMENTS } from "./statements.ts";
import type { Table } from "./table.ts";

/** What a row of a table stands for. */
export type RowKind = "statements" | "events" | "entities" | "signatories" | "own-voice";

export const TABLES: Readonly<Record<RowKind, Table>> = {
  statements: STATEMENTS,
  events: EVENTS,
  entities: ENTITIES,
  signatories: SIGNATORIES,
  "own-voice": OWN_VOICE,
};
