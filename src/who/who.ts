import type { Actor, Actors, KeyedRecord } from "../merge/index.ts";
import { dayOf, type Statement, statementOf } from "./statements.ts";

/**
 * What an actor said, and what others said on its behalf, in order of time: by the day it was said,
 * else published; unknown days first.
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
    for (const attribution of record.attributions) {
      const { sourceEntity, onBehalfOf } = attribution;
      const isTheirs = [sourceEntity, onBehalfOf].some((id) => actorOf(key, id) === actor);
      if (isTheirs) statements.push(statementOf(document, attribution));
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
