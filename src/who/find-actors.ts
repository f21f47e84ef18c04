import { foldName, foldPerson } from "../merge/fold-name.ts";
import type { Actor, ActorKind, Actors } from "../merge/index.ts";

export interface ActorFilter {
  readonly kind?: ActorKind;
  /** ISO 3166-1 alpha-3, or the code of a place file. */
  readonly country?: string;
}

/**
 * Whom a name may mean: those who are called exactly that (a state also by its code); where there
 * are none, those whose name holds all the words. In the order of `Actors`.
 */
export function findActors(
  { actors }: Actors,
  name: string,
  { kind, country }: ActorFilter = {},
): readonly Actor[] {
  const among = actors.filter(
    (actor) =>
      (kind === undefined || actor.kind === kind) &&
      (country === undefined || actor.countries.some(({ text }) => text === country)),
  );
  const folded = foldName(name);
  const exact = among.filter((actor) => isCalled(actor, folded));
  if (exact.length > 0) return exact;
  const words = folded.split(" ");
  return among.filter(
    ({ named, names }) =>
      named &&
      names.some(({ text }) => {
        const held = foldName(text).split(" ");
        return words.every((word) => held.includes(word));
      }),
  );
}

/** Full names go before surnames: of "Arkwell" and "Tobin Arkwell", the first is called "arkwell". */
function isCalled({ kind, names, identities }: Actor, folded: string): boolean {
  if (kind === "state" && identities.some(({ name }) => name === folded)) return true;
  return names.some(({ text }) => {
    if (foldName(text) === folded) return true;
    return kind === "person" && foldPerson(text) === folded;
  });
}
