import type { ColumnType, Generated, Insertable, Selectable } from "kysely";

/*
 * The tables of a record. `documents` holds what was read, and is the truth together with the
 * append-only logs of what people decided. All other tables are derived from what is shown of a
 * document (projections/), and can be made again at any time.
 *
 * Truth values are 0 and 1, lists are JSON, dates are text as in a record of one document: the
 * same in SQLite and PostgreSQL.
 */
export interface Schema {
  migrations: MigrationTable;
  documents: DocumentTable;
  statements: StatementTable;
  entities: EntityTable;
  events: EventTable;
}

export interface MigrationTable {
  name: string;
  /** When it was run, ISO 8601. */
  at: string;
}

export interface DocumentTable {
  /** Counts up in the order of adding; what derived rows refer to. Never leaves the record. */
  seq: Generated<number>;
  /** See `documentKey`. */
  key: string;
  /** The id in its record: the one the input gave, or the beginning of the hash. */
  id: string;
  /** What the versions of one page have in common; see `storyOf`. */
  story: string;
  /** Counted from 1 within the story, in the order of adding. */
  version: number;
  /** Whether no later version is there. Only the latest has derived rows. */
  latest: number;
  sha256: string;
  title: string | null;
  outlet: string | null;
  published: string | null;
  updated: string | null;
  language: string | null;
  genre: string | null;
  url: string | null;
  file: string | null;
  /** When it was first added, ISO 8601. */
  added: string;
  /** What read it: version of the program and its models. */
  pipeline: string;
  /** The record as the machine made it: see `packRecord`. */
  record: ColumnType<Uint8Array | ArrayBuffer, Uint8Array, Uint8Array>;
}

export interface StatementTable {
  /**
   * Counts up with the day it was said, or else published: see `timeKey`. Later rows of the same
   * day come later. New with every projection, so it is no address.
   */
  key: number;
  /** `documents.seq`. */
  document: number;
  /** Id of the attribution in its document's record. */
  entry: string;
  kind: string;
  act: string | null;
  /** The text's words for the source; empty where it names none. */
  source: string;
  /** Name of the entity it is, `null` where it could not be told. */
  sourceName: string | null;
  sourceType: string;
  country: string | null;
  sector: string | null;
  /** Name of the entity it speaks for. */
  onBehalfOf: string | null;
  /** The words credited; pieces are joined by " … ". */
  content: string;
  /** JSON `[source, cue, content]`, each a list of `[start, end)`. */
  spans: string;
  saidFrom: string | null;
  saidTo: string | null;
  confidence: number;
  /** Whether a person made or changed it. */
  human: number;
}

export interface EntityTable {
  /** `documents.seq`. */
  document: number;
  /** Id of the entity in its document's record. */
  entry: string;
  name: string;
  kind: string | null;
  named: number;
  country: string | null;
  sector: string | null;
  count: number | null;
  /** JSON list of the roles' words. */
  roles: string;
}

export interface EventTable {
  /** As in statements, by the day of the event. */
  key: number;
  /** `documents.seq`. */
  document: number;
  /** Id of the event in its document's record. */
  entry: string;
  plover: string | null;
  mode: string | null;
  code: string | null;
  status: string;
  /** Ids of entities in the document's record. */
  source: string | null;
  target: string | null;
  sourceCode: string | null;
  targetCode: string | null;
  dateFrom: string | null;
  dateTo: string | null;
  /** Id of an attribution, or `outlet`. */
  accordingTo: string;
  confidence: number;
}

export type DocumentRow = Selectable<DocumentTable>;
export type NewDocument = Insertable<DocumentTable>;
export type StatementRow = Selectable<StatementTable>;
export type EntityRow = Selectable<EntityTable>;
export type EventRow = Selectable<EventTable>;
