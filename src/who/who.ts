import type { Attribution } from "../document/index.ts";
import type { Actor, Actors, KeyedRecord } from "../merge/index.ts";
import { dayOf, type Statement, statementOf } from "./statements.ts";

/**
 * What an actor said, and what others said on its behalf, in order of time: by the day it was said,
 * else published; unknown days first. Without what stands inside another statement of the same
 * actor, which has those words already.
 *
 * @param documents those of which `actors` were gathered
 */
export function statementsBy(
  actor: Actor,
  documents: Iterable<KeyedRecord>,
  { actorOf }: Actors,
): Statement[] {
  const among = new Set(actor.documents);
  const statements: Statement[] = [];
  for (const document of documents) {
    const { key, record } = document;
    if (!among.has(key)) continue;
    const isTheirs = ({ sourceEntity, onBehalfOf }: Attribution) =>
      [sourceEntity, onBehalfOf].some((id) => actorOf(key, id) === actor);
    const theirs = record.attributions.filter(isTheirs);
    const ids = new Set(theirs.map(({ id }) => id));
    for (const attribution of theirs) {
      if (attribution.within !== null && ids.has(attribution.within)) continue;
      statements.push(statementOf(document, attribution));
    }
  }
  return statements.sort(inTime);
}

export function inTime(a: Statement, b: Statement): number {
  return (
    order(dayOf(a.when), dayOf(b.when)) ||
    order(a.place.document, b.place.document) ||
    a.spans[0]![0] - b.spans[0]![0]
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
