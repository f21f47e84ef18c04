import type { Kysely } from "kysely";
import type { DocumentRecord } from "../../document/index.ts";
import type { Schema } from "../schema.ts";
import type { Store } from "../store.ts";

/** Derived rows of one document: made anew whenever what is shown of it changes. */
export interface Projection {
  /** Adds the rows. `db` is the transaction that writes the document. */
  insert(db: Kysely<Schema>, document: Projected, store: Store): Promise<void>;
  /** Takes them away again; rows that are not there are no error. */
  remove(db: Kysely<Schema>, seq: number, store: Store): Promise<void>;
}

export interface Projected {
  /** `documents.seq`. */
  readonly seq: number;
  readonly key: string;
  /** What is shown of it: with corrections, and without protected names. */
  readonly shown: DocumentRecord;
}
