import type { ComponentChild, VNode } from "preact";
import type { Event, SpanPair } from "../../document/index.ts";
import { describeTime } from "../../export/terminal/dates.ts";
import { isMirrored } from "../../export/terminal/events.ts";
import { nameOf, narrator, sourceName } from "../../export/terminal/words.ts";
import { isHuman } from "../segments.ts";
import { spanList, type View, within } from "../view.ts";
import { exactText } from "./exact-text.tsx";
import { CorrectLink, PersonTag, statementLink, wordsAt } from "./statement.tsx";

/** An event with what is shown of it. What two do together is two events, and shown once. */
export interface ShownEvent {
  readonly event: Event;
  readonly arrow: "→" | "↔";
}

export function shownEvents({ record: { events } }: View): ShownEvent[] {
  return events.flatMap((event, i): ShownEvent[] => {
    if (isMirrored(events[i - 1], event)) return [];
    return [{ event, arrow: isMirrored(event, events[i + 1]) ? "↔" : "→" }];
  });
}

/** Where an event's entry stands: beside the words that tell it. */
export function placeOfEvent({ record }: View, { spans }: Event): number {
  const [first] = [...spans.trigger, ...spans.source, ...spans.target];
  return within(record, first?.[0] ?? 0);
}

/** Who did what to whom, and on whose word. */
export function EventEntry({ view, shown }: { view: View; shown: ShownEvent }) {
  const { event, arrow } = shown;
  const { id, plover, mode, code, status, spans } = event;
  const type = [plover, mode, code].filter((word) => word !== null).join(" ");
  return (
    <li
      class={`event${isHuman(event) ? " human" : ""}`}
      id={`v-${id}`}
      data-source={spanList(spans.source)}
      data-cue={spanList(spans.trigger)}
      data-content={spanList(spans.target)}
      tabIndex={-1}
    >
      <p class="head">
        <span class="tag">event</span> <Party view={view} id={event.source} spans={spans.source} />{" "}
        <span class="arrow" aria-hidden="true">
          {arrow}
        </span>{" "}
        <bdi>{exactText(wordsAt(view, spans.trigger))}</bdi>{" "}
        <span class="arrow" aria-hidden="true">
          {arrow}
        </span>{" "}
        <Party view={view} id={event.target} spans={spans.target} />{" "}
        {isHuman(event) && <PersonTag entry={event} />}
      </p>
      <ul class="facts">
        <li>according to {authorityOf(view, event)}</li>
        {status !== "happened" && (
          <li>
            <b>{status}</b>
          </li>
        )}
        {factsOf(view, event).map((fact) => (
          <li>
            <bdi>{fact}</bdi>
          </li>
        ))}
        {type !== "" && (
          <li>
            <code>{type}</code>
          </li>
        )}
        {view.takesChanges && (
          <li>
            <CorrectLink view={view} id={id} what="event" />
          </li>
        )}
      </ul>
    </li>
  );
}

function Party({
  view,
  id,
  spans,
}: {
  view: View;
  id: string | null;
  spans: readonly SpanPair[];
}): VNode {
  const name = nameOf(view.lookup, id) ?? wordsAt(view, spans);
  if (name === "") return <span class="none">not said</span>;
  return (
    <b>
      <bdi>{exactText(name)}</bdi>
    </b>
  );
}

function authorityOf(view: View, { accordingTo }: Event): ComponentChild {
  const attribution = view.lookup.statements.get(accordingTo);
  if (attribution === undefined) return narrator(view.lookup);
  return (
    <>
      <bdi>{sourceName(view.lookup, attribution)}</bdi>, {statementLink(view, accordingTo)}
    </>
  );
}

function factsOf({ record, lookup }: View, { date, place }: Event): string[] {
  const where = nameOf(lookup, place);
  const when = date === null ? null : describeTime(record.text, date);
  return [when, where === null ? null : `in ${where}`].filter((fact) => fact !== null);
}
