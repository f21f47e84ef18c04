import type { Generated, Selectable } from "kysely";

/*
 * Who is who over documents. Identities (`identityOf`) never change; which of them are one actor is
 * derived from all of them and from what people decided, and stands beside them. An identity that
 * one document has for itself is here only where somebody of a name speaks or acts.
 */

export interface ActorTables {
  identities: IdentityTable;
  actorNames: ActorNameTable;
  actorWords: ActorWordTable;
  acronyms: AcronymTable;
  actorEntities: ActorEntityTable;
  statementActors: StatementActorTable;
  eventActors: EventActorTable;
  actorDecisions: ActorDecisionTable;
}

export interface IdentityTable {
  id: Generated<number>;
  /** See `Identity`. */
  key: string;
  kind: string | null;
  name: string;
  country: string | null;
  side: string | null;
  ownDocument: string | null;
  ownStart: number | null;
  ownEnd: number | null;
  /** The identity that stands for the actor it is; `null` only inside a transaction. */
  actor: number | null;
}

/** What somebody is called, folded. */
export interface ActorNameTable {
  fold: string;
  identity: number;
}

/** The words of these names, for who is asked for by a part of one. */
export interface ActorWordTable {
  word: string;
  identity: number;
}

/** What a document spells out: the folded acronym of an organisation, and its folded name. */
export interface AcronymTable {
  document: number;
  acronym: string;
  name: string;
}

export interface ActorEntityTable {
  identity: number;
  /** `documents.seq`. */
  document: number;
  entry: string;
  /** Counts up with the day of publication: `timeKey` with the document's number. */
  key: number;
  /** Whether a statement or event of the document is theirs. */
  acts: number;
}

/** Who made a statement, or for whom it was made. */
export interface StatementActorTable {
  identity: number;
  /** `statements.key`: by time. */
  key: number;
  document: number;
  entry: string;
  /** Whether the text tells the day it was said. */
  dated: number;
}

/** Who did something, or to whom it was done. */
export interface EventActorTable {
  identity: number;
  /** `events.key`: by time. */
  key: number;
  document: number;
  entry: string;
  dated: number;
}

/** What people decided on who is who; only ever appended to. */
export interface ActorDecisionTable {
  id: Generated<number>;
  action: "merge" | "split" | "undo";
  /** JSON list of references; empty for an undo. */
  actors: string;
  undoes: number | null;
  by: string;
  at: string;
  why: string;
}

export type IdentityRow = Selectable<IdentityTable>;
export type ActorDecisionRow = Selectable<ActorDecisionTable>;
