import type { Kysely } from "kysely";
import type { DocumentRecord } from "../../document/index.ts";
import type { Schema } from "../schema.ts";
import type { Store } from "../store.ts";

/** Derived rows of one document: made anew whenever what is shown of it changes. */
export interface Projection {
  /** What `check` calls its rows. */
  readonly name?: string;
  /**
   * Adds the rows of documents that have none. `db` is the transaction that writes the documents;
   * of many at once each costs far less than alone.
   */
  insert(db: Kysely<Schema>, documents: readonly Projected[], store: Store): Promise<void>;
  /** Takes them away again; rows that are not there are no error. */
  remove(db: Kysely<Schema>, seq: number, store: Store): Promise<void>;
  /** What of its rows is not as `insert` would make it now; changes nothing. */
  faults?(db: Kysely<Schema>, document: Projected, store: Store): Promise<string[]>;
  /** Puts right what removing and inserting the rows of a document leaves as it is. */
  correct?(db: Kysely<Schema>, document: Projected, store: Store): Promise<void>;
  /** How many rows belong to no document, or to one that is not the latest of its story. */
  countOrphans?(db: Kysely<Schema>, store: Store): Promise<number>;
  removeOrphans?(db: Kysely<Schema>, store: Store): Promise<void>;
}

export interface Projected {
  /** `documents.seq`. */
  readonly seq: number;
  readonly key: string;
  /** What is shown of it: with corrections, and without protected names. */
  readonly shown: DocumentRecord;
}
