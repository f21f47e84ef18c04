import { OnRecordError, type SpanPair } from "../document/index.ts";
import type { ActorKind, Identity } from "./identity.ts";
import { least } from "./join.ts";

/**
 * Whom a decision is about, in terms that hold after everything is read again: all of a kind, name
 * and country (`null`: of whom none is told); or the one entity of a document that is mentioned at
 * a span.
 */
export type ActorReference = NameReference | MentionReference;

export interface NameReference {
  /** Folded, as an identity has it. */
  readonly name: string;
  readonly kind: ActorKind;
  readonly country: string | null;
}

export interface MentionReference {
  /** The document's key. */
  readonly document: string;
  readonly span: SpanPair;
}

interface Decided {
  /** The place in the log, counted from 1. */
  readonly id: number;
  /** Who decided, when, and why; never empty. */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly why: string;
}

export interface Merge extends Decided {
  readonly action: "merge";
  /** One name: all who are called that are one. */
  readonly actors: readonly [ActorReference, ...ActorReference[]];
}

export interface Split extends Decided {
  readonly action: "split";
  /** Leaves whomever it was one with. */
  readonly actor: ActorReference;
}

export interface Undo extends Decided {
  readonly action: "undo";
  /** The `id` of a merge or split, which from now on counts as never made. */
  readonly undoes: number;
}

/** What a person has decided on who is who. The log is only ever appended to. */
export type Decision = Merge | Split | Undo;

export function isMention(reference: ActorReference): reference is MentionReference {
  return "document" in reference;
}

/** The merges and splits that hold, in the order they were made. */
export function standingDecisions(log: readonly Decision[]): (Merge | Split)[] {
  const undone = new Set(log.map((decision) => decision.action === "undo" && decision.undoes));
  return log.filter(
    (decision): decision is Merge | Split => decision.action !== "undo" && !undone.has(decision.id),
  );
}

/** Which mentions of a document are decided on by themselves. */
export function mentionsDecided(log: readonly Decision[], document: string): SpanPair[] {
  return standingDecisions(log)
    .flatMap((decision) => (decision.action === "merge" ? decision.actors : [decision.actor]))
    .filter(isMention)
    .filter((reference) => reference.document === document)
    .map(({ span }) => span);
}

/**
 * The identities that a reference is about. A name speaks of those that documents share; who is
 * called so in one document only is meant by a mention, lest a decision take in whoever comes later.
 */
export function referred(
  reference: ActorReference,
  identities: readonly Identity[],
): readonly Identity[] {
  if (isMention(reference)) {
    const at = `${reference.document}#${reference.span}`;
    return identities.filter(({ own }) => own !== null && `${own.document}#${own.span}` === at);
  }
  const { kind, name, country } = reference;
  return identities.filter(
    (identity) =>
      identity.own === null &&
      identity.name === name &&
      sameSort(identity.kind, kind) &&
      identity.country === country,
  );
}

/** How a decision has to speak of an identity. */
export function referenceTo({ kind, name, country, own }: Identity): ActorReference {
  if (own !== null) return own;
  if (kind === null) throw new Error("no identity without a kind is shared");
  return { kind, name, country };
}

/** Whether two of these kinds may be one actor. An outlet is an organisation. */
export function sameSort(a: ActorKind | null, b: ActorKind | null): boolean {
  const sort = (kind: ActorKind | null) => (kind === "outlet" ? "organisation" : kind);
  return a === null || b === null || sort(a) === sort(b);
}

/**
 * What was joined by rule, with what people have decided since: a later decision stands over an
 * earlier one and over every rule. A decision about nobody on the record changes nothing.
 */
export function decide(
  joined: ReadonlyMap<string, string>,
  identities: readonly Identity[],
  log: readonly Decision[],
): Map<string, string> {
  const decided = new Map(joined);
  for (const decision of standingDecisions(log)) {
    if (decision.action === "merge") merge(decided, identities, decision);
    else split(decided, identities, decision);
  }
  return decided;
}

function merge(decided: Map<string, string>, identities: readonly Identity[], { actors }: Merge) {
  const labels = new Set<string>();
  for (const reference of actors) {
    const found = referred(reference, identities);
    // Whom only one side is on the record there is nobody to be one with.
    if (found.length === 0) return;
    for (const { key } of found) labels.add(decided.get(key)!);
  }
  const label = least(labels);
  for (const [key, old] of decided) if (labels.has(old)) decided.set(key, label);
}

function split(decided: Map<string, string>, identities: readonly Identity[], { actor }: Split) {
  const leaving = new Set(referred(actor, identities).map(({ key }) => key));
  if (leaving.size === 0) return;
  const left = new Map<string, string[]>();
  for (const [key, label] of decided) {
    if (!leaving.has(key)) left.set(label, [...(left.get(label) ?? []), key]);
  }
  // Those who stay may have been called by the key of one who leaves.
  const names = new Map([...left].map(([label, keys]) => [label, least(keys)] as const));
  const label = least(leaving);
  for (const [key, old] of decided) {
    decided.set(key, leaving.has(key) ? label : names.get(old)!);
  }
}

/** Whom a reference of a decision finds on the record, as it stands before the decision. */
export interface Found {
  /** The actor's id. */
  readonly actor: string;
  readonly kind: ActorKind | null;
  /** Of how many entities of documents the reference speaks, and how many the actor has. */
  readonly entities: number;
  readonly ofActor: number;
}

/**
 * Refuses what cannot be or changes nothing, before it is written into the log.
 *
 * @param found for each reference of the decision, in order; none for an undo
 * @throws OnRecordError "bad-decision"
 */
export function checkDecision(
  decision: Decision,
  found: readonly (readonly Found[])[],
  log: readonly Decision[],
): void {
  if (decision.by.trim() === "") throw refuse("it does not say who decides. Give --by.");
  if (decision.why.trim() === "") throw refuse("it gives no reason. Give --why.");
  if (decision.action === "undo") {
    checkUndo(decision, log);
    return;
  }
  const references = decision.action === "merge" ? decision.actors : [decision.actor];
  references.forEach((reference, i) => {
    if (found[i]!.length > 0) return;
    throw refuse(`${describeReference(reference)} is not on the record.`);
  });
  if (decision.action === "merge") checkMerge(found.flat());
  else checkSplit(found[0]!, decision.actor);
}

function checkUndo({ undoes }: Undo, log: readonly Decision[]): void {
  const target = log.find(({ id }) => id === undoes);
  if (target === undefined) {
    throw refuse(`there is no decision ${undoes}. "onrecord merge --log" lists them.`);
  }
  if (target.action === "undo") {
    throw refuse(`decision ${undoes} is an undo itself. Decide again instead.`);
  }
  const earlier = log.find((decision) => decision.action === "undo" && decision.undoes === undoes);
  if (earlier === undefined) return;
  throw refuse(`decision ${undoes} was undone already, by decision ${earlier.id}.`);
}

function checkMerge(found: readonly Found[]): void {
  const [first] = found as [Found];
  const other = found.find(({ kind }) => !sameSort(kind, first.kind));
  if (other !== undefined) {
    throw refuse(`a ${first.kind} and a ${other.kind} cannot be one. Merge actors of one kind.`);
  }
  if (new Set(found.map(({ actor }) => actor)).size > 1) return;
  throw refuse("that is one actor already. Name two that are not.");
}

function checkSplit(found: readonly Found[], reference: ActorReference): void {
  if (found.some(({ entities, ofActor }) => entities < ofActor)) return;
  throw refuse(`${describeReference(reference)} is one with nobody else.`);
}

export function describeReference(reference: ActorReference): string {
  if (isMention(reference)) return `the one at ${reference.document}#${reference.span.join("-")}`;
  const { name, kind, country } = reference;
  return `"${name}" (${kind}${country === null ? "" : `, ${country}`})`;
}

function refuse(why: string): OnRecordError {
  return new OnRecordError("bad-decision", `This cannot be decided: ${why}`);
}
