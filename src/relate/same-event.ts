import type { Event, Relation, TimeExpression } from "../document/index.ts";

/**
 * Events of one kind between the same two actors that different people tell of: accounts of one
 * event, as far as their days allow. Each to the first; inferred, for no words say so.
 */
export function sameEvents(events: readonly Event[]): Relation[] {
  const first = new Map<string, Event>();
  return events.flatMap((event): Relation[] => {
    const { source, target, plover, code } = event;
    if (source === null || target === null || (plover ?? code) === null) return [];
    const key = [source, target, plover ?? code].join(" ");
    const before = first.get(key);
    if (before === undefined) first.set(key, event);
    if (before === undefined || before.accordingTo === event.accordingTo) return [];
    if (!canBeOneDay(before.date, event.date)) return [];
    const evidence = [...before.spans.trigger, ...event.spans.trigger];
    return [{ type: "same-event", from: event.id, to: before.id, basis: "inferred", evidence }];
  });
}

/** Whether two dates could be one; an unknown end excludes nothing. */
function canBeOneDay(a: TimeExpression | null, b: TimeExpression | null): boolean {
  const precedes = (x: TimeExpression, y: TimeExpression) => {
    if (x.to === null || y.from === null) return false;
    const length = Math.min(x.to.length, y.from.length);
    return x.to.slice(0, length) < y.from.slice(0, length);
  };
  return a === null || b === null || (!precedes(a, b) && !precedes(b, a));
}
