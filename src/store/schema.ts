import type { ColumnType, Generated, Insertable, Selectable } from "kysely";
import type { ActorTables } from "./actors/tables.ts";

/*
 * The tables of a record. `documents` holds what was read, and is the truth together with the
 * append-only logs of what people decided. All other tables are derived from what is shown of a
 * document (projections/), and can be made again at any time.
 *
 * Truth values are 0 and 1, lists are JSON, dates are text as in a record of one document: the
 * same in SQLite and PostgreSQL.
 */
export interface Schema extends ActorTables {
  migrations: MigrationTable;
  documents: DocumentTable;
  corrections: CorrectionTable;
  protections: ProtectionTable;
  lifts: LiftTable;
  settings: SettingTable;
  statements: StatementTable;
  entities: EntityTable;
  events: EventTable;
  document_rows: DocumentRowTable;
  pending: PendingTable;
  workers: WorkerTable;
  letters: LetterTable;
  shingles: ShingleTable;
  newShingles: ShinglesOfDocument;
  mergedShingles: ShinglesOfDocument;
}

export interface MigrationTable {
  name: string;
  /** When it was run, ISO 8601. */
  at: string;
}

export interface DocumentTable {
  /** Counts up in the order of adding; what derived rows refer to. Never leaves the record. */
  seq: Generated<number>;
  /**
   * The document's name. As `identity`, unless something in it is protected: then it says nothing
   * of the original. This and all columns to `file` are as they are shown.
   */
  key: string;
  /** See `documentKey`. By this it is known again when it is added again; never shown. */
  identity: string;
  /** The id in its record: the one the input gave, or the beginning of the hash. */
  id: string;
  /** What the versions of one page have in common; see `storyOf`. */
  story: string;
  /** Counted from 1 within the story, in the order of `inOrder`. */
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

export interface PendingTable {
  /** `documentKey` of what it will be. */
  key: string;
  /** The document as it was read from its source: `packJson`. */
  document: ColumnType<Uint8Array | ArrayBuffer, Uint8Array, Uint8Array>;
  /** When it was handed in, ISO 8601. */
  handed: string;
  /** How often it was begun again because whoever read it did not finish. */
  returns: number;
  /** How often `pipeline` could not read it. */
  failures: number;
  /** The one that could not read it last. */
  pipeline: string | null;
  /** Why that gave it up. */
  error: string | null;
}

export interface WorkerTable {
  /** Host and process id. */
  name: string;
  started: string;
  /** When it last said that it is there. */
  seen: string;
  done: number;
  failed: number;
}

/** The log of corrections (src/corrections/log.ts). Rows are only added. */
export interface CorrectionTable {
  /** The order they were made in. */
  n: Generated<number>;
  id: string;
  /** `documents.seq`. */
  document: number;
  at: string;
  who: string;
  why: string;
  target: string;
  /** JSON. */
  change: string;
  after: string | null;
  /** JSON. */
  words: string;
}

/** What is not to be shown (src/corrections/protect/protections.ts). Rows are only added. */
export interface ProtectionTable {
  number: Generated<number>;
  id: string;
  at: string;
  who: string;
  why: string;
  label: string | null;
  /** JSON. */
  what: string;
  /** `documents.seq` of the one in which a span is protected. */
  document: number | null;
}

/** That a protection no longer holds. Rows are only added. */
export interface LiftTable {
  id: string;
  /** `protections.number`. */
  protection: number;
  at: string;
  who: string;
  why: string;
}

export interface SettingTable {
  name: string;
  value: string;
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
  /** `null`: by a person. */
  confidence: number | null;
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
  /** `null`: by a person. */
  confidence: number | null;
}

/** The documents with a list of signatories. */
export interface LetterTable {
  /** When the document was published, else updated; empty where neither is known. */
  day: string;
  /** `documents.seq`. */
  document: number;
}

/** Documents by the day of publication: rows of their full-text index (search/document-rows.ts). */
export interface DocumentRowTable {
  key: number;
  /** `documents.seq`. */
  document: number;
}

/**
 * Where the words of quotations are looked up: see `shinglesToIndex`. In the order of hashes, so the
 * rows of one document lie far apart; those of new documents wait in `newShingles` and are merged
 * many documents at a time, or each would write nearly as many pages as it has rows.
 */
export interface ShingleTable {
  /** A signed 32-bit integer. */
  hash: number;
  /** 1 for a report of what was said, 0 for a text that is what was said itself. */
  report: number;
  /** `documents.seq`. */
  document: number;
}

/**
 * The shingles of a document. Its row is in `newShingles`, or in `mergedShingles` when they are in
 * `shingles`, where without this list nothing but a scan would find them.
 */
export interface ShinglesOfDocument {
  /** `documents.seq`. */
  document: number;
  report: number;
  /** 4 bytes each, little-endian, ascending. */
  hashes: ColumnType<Uint8Array | ArrayBuffer, Uint8Array, Uint8Array>;
}

export type DocumentRow = Selectable<DocumentTable>;
export type NewDocument = Insertable<DocumentTable>;
export type StatementRow = Selectable<StatementTable>;
export type EntityRow = Selectable<EntityTable>;
export type EventRow = Selectable<EventTable>;
