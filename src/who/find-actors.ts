import type { SpanPair } from "../document/index.ts";
import { foldName, foldPerson } from "../merge/fold-name.ts";
import type { Actor, ActorKind, Actors } from "../merge/index.ts";

export interface ActorFilter {
  readonly kind?: ActorKind;
  /** ISO 3166-1 alpha-3, or the code of a place file. */
  readonly country?: string;
}

/**
 * Whom a name may mean: those who are called exactly that (a state also by its code); where there
 * are none, or only persons of that surname, those whose name holds all the words. `KEY#START-END` means whoever
 * is mentioned there in the document of that key. In the order of `Actors`.
 */
export function findActors(
  { actors, actorAt }: Actors,
  name: string,
  { kind, country }: ActorFilter = {},
): readonly Actor[] {
  const mention = parseMention(name);
  if (mention !== null) {
    const actor = actorAt(mention.document, mention.span);
    return actor === null ? [] : [actor];
  }
  const among = actors.filter(
    (actor) =>
      actor.named &&
      (kind === undefined || actor.kind === kind) &&
      (country === undefined || actor.countries.some(({ text }) => text === country)),
  );
  const exact = among.filter((actor) => isCalled(actor, name));
  if (exact.length > 0) return exact;
  const words = foldName(name).split(" ");
  return among.filter(({ names }) =>
    names.some(({ text }) => {
      const held = foldName(text).split(" ");
      return words.every((word) => held.includes(word));
    }),
  );
}

/** A person known by a surname in one document only may be any of those whose names hold it. */
function isCalled({ kind, names, identities }: Actor, name: string): boolean {
  if (kind === "person" && identities.every(({ own }) => own !== null)) return false;
  const fold = kind === "person" ? foldPerson : foldName;
  const folded = fold(name);
  if (kind === "state" && identities.some((identity) => identity.name === folded)) return true;
  return names.some(({ text }) => fold(text) === folded);
}

/** `KEY#START-END`, a place in a document; `null` for what is a name. */
export function parseMention(
  words: string,
): { readonly document: string; readonly span: SpanPair } | null {
  const match = /^([0-9a-f]{4,20})#(\d+)-(\d+)$/.exec(words);
  if (match === null) return null;
  return { document: match[1]!, span: [Number(match[2]), Number(match[3])] };
}
