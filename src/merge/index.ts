export { type Actor, type Actors, type Evidence, gatherActors } from "./actors.ts";
export {
  type ActorReference,
  checkDecision,
  type Decision,
  decide,
  describeReference,
  type Found,
  type MentionReference,
  type Merge,
  type NameReference,
  referenceTo,
  type Split,
  standingDecisions,
  type Undo,
} from "./decisions.ts";
export { foldName } from "./fold-name.ts";
export { type ActorKind, type Identity, identityOf, type KeyedRecord } from "./identity.ts";
export { joinIdentities } from "./join.ts";
export { type Reason, type Suggestion, suggestMerges } from "./suggest.ts";
