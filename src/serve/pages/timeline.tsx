import { formatDate } from "../../export/terminal/dates.ts";
import type { Actor } from "../../merge/index.ts";
import type { Lane, TimelineEntry } from "../../who/index.ts";
import type { TimelineQuery } from "../actors.ts";
import { Days } from "./days.tsx";
import { exactText } from "./exact-text.tsx";
import { type Assets, Layout, page } from "./layout.tsx";
import { Choices, Where } from "./who.tsx";

export interface TimelineProps {
  readonly assets: Assets;
  readonly query: TimelineQuery;
  /** Entries in order of time; or those whom the name may mean. */
  readonly found: FoundTimeline | readonly Actor[];
}

export interface FoundTimeline {
  readonly actor: Actor | null;
  readonly entries: readonly TimelineEntry[];
  readonly next: string | null;
}

const LANES: readonly Lane[] = ["said", "done", "published"];

/** What was said, done and published, each in its lane: as a picture, and as a table. */
export function renderTimeline({ assets, query, found }: TimelineProps): string {
  return page(
    <Layout title="Timeline" assets={assets} current="timeline">
      <h1>Timeline</h1>
      <Form query={query} />
      {"next" in found ? (
        <Found query={query} found={found} />
      ) : (
        <Choices choices={found} view="/timeline" />
      )}
    </Layout>,
  );
}

function Form({ query: { name, from, to } }: { query: TimelineQuery }) {
  return (
    <form class="filter" method="get" action="/timeline">
      <label>
        Of <input name="name" value={name} placeholder="everybody" autocomplete="off" />
      </label>
      <Days from={from} to={to} />
      <button type="submit">Show</button>
    </form>
  );
}

function Found({ query, found }: { query: TimelineQuery; found: FoundTimeline }) {
  const { entries, next, actor } = found;
  if (entries.length === 0) return <p class="lead">Nothing of these days is on the record.</p>;
  return (
    <>
      {actor !== null && (
        <p class="lead">
          What <bdi>{exactText(actor.name)}</bdi> said and did, and the documents that tell of it.
        </p>
      )}
      <Picture query={query} entries={entries} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is moved with the keyboard too */}
      <section class="wide" aria-label="Entries" tabIndex={0}>
        <table class="timeline">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Lane</th>
              <th scope="col">Who</th>
              <th scope="col">Words</th>
              <th scope="col">Where</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry, i) => (
              <Row entry={entry} number={i} />
            ))}
          </tbody>
        </table>
      </section>
      {next !== null && (
        <p>
          <a href={`/timeline?${addressOf({ ...query, cursor: next })}`} rel="next">
            Later entries
          </a>
        </p>
      )}
    </>
  );
}

function Row({ entry, number }: { entry: TimelineEntry; number: number }) {
  const { lane, basis, who, toWhom, words, accordingTo, act, status, place } = entry;
  return (
    <tr id={`row-${number}`}>
      <th scope="row">
        {daysOf(entry)}
        {basis === "inferred" && <span class="none"> inferred</span>}
      </th>
      <td>
        <span class={`lane ${lane}`}>{lane}</span>
      </td>
      <td>
        <bdi>{exactText(who ?? (lane === "published" ? "outlet not known" : "not said"))}</bdi>
        {toWhom.length > 0 && (
          <>
            {" → "}
            <bdi>{exactText(toWhom.slice(0, 4).join(", "))}</bdi>
          </>
        )}
      </td>
      <td>
        <bdi>{exactText(words)}</bdi>{" "}
        {act !== null && act !== "assert" && <span class="tag">{act}</span>}{" "}
        {status !== null && status !== "happened" && <span class="tag">{status}</span>}
        {accordingTo !== null && (
          <span class="none">
            {" "}
            according to{" "}
            <bdi>{exactText(accordingTo === "outlet" ? "the document" : accordingTo)}</bdi>
          </span>
        )}
      </td>
      <td>
        <Where place={lane === "done" ? { ...place, entry: "" } : place} />
      </td>
    </tr>
  );
}

function daysOf({ from, to }: TimelineEntry): string {
  return [...new Set([from, to].filter((date) => date !== null))].map(formatDate).join(" to ");
}

const WIDTH = 1000;
const LANE_HEIGHT = 44;
const LEFT = 90;
const RIGHT = 30;
const DAY = 86_400_000;

/** Dots on three lines; each leads to its row of the table, which says everything in words. */
function Picture({ query, entries }: { query: TimelineQuery; entries: readonly TimelineEntry[] }) {
  const days = entries.map((entry) => Date.parse((entry.from ?? entry.to ?? "").slice(0, 10)));
  const first = Math.min(...days);
  const last = Math.max(...days);
  const length = Math.max(DAY, last - first);
  const x = (day: number) => LEFT + ((day - first) / length) * (WIDTH - LEFT - RIGHT);
  const stacked = new Map<string, number>();
  const height = LANES.length * LANE_HEIGHT + 26;
  return (
    <figure class="picture">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide picture is moved with the keyboard too */}
      <section class="wide" aria-label="Timeline as a picture" tabIndex={0}>
        <svg viewBox={`0 0 ${WIDTH} ${height}`}>
          <title>A dot for each row of the table</title>
          {LANES.map((lane, i) => (
            <g key={lane}>
              <text x={0} y={i * LANE_HEIGHT + 27}>
                {lane}
              </text>
              <line x1={LEFT - 10} x2={WIDTH} y1={i * LANE_HEIGHT + 32} y2={i * LANE_HEIGHT + 32} />
            </g>
          ))}
          {entries.map((entry, i) => {
            const at = Math.round(x(days[i]!));
            const key = `${entry.lane} ${at}`;
            const above = stacked.get(key) ?? 0;
            stacked.set(key, above + 1);
            const y = LANES.indexOf(entry.lane) * LANE_HEIGHT + 26 - Math.min(above, 3) * 5;
            return (
              <a
                href={`#row-${i}`}
                aria-label={`${daysOf(entry)}: ${entry.lane}, ${entry.who ?? "not said"}`}
              >
                <Dot lane={entry.lane} x={at} y={y} />
              </a>
            );
          })}
          {ticksOf(first, last).map((day, i, { length }) => (
            <g key={day}>
              <line class="tick" x1={x(day)} x2={x(day)} y1={height - 24} y2={height - 18} />
              <text
                class={i === 0 ? undefined : i === length - 1 ? "end" : "middle"}
                x={Math.round(x(day))}
                y={height - 4}
              >
                {formatDate(dayText(day))}
              </text>
            </g>
          ))}
        </svg>
      </section>
      <figcaption>
        <Zoom query={query} first={first} last={last} />
      </figcaption>
    </figure>
  );
}

/** Days that are named below the picture: the first, the last, and up to three between. */
function ticksOf(first: number, last: number): number[] {
  const days = Math.round((last - first) / DAY);
  if (days === 0) return [first];
  const parts = Math.min(4, days);
  return Array.from({ length: parts + 1 }, (_, i) => first + Math.round((i * days) / parts) * DAY);
}

/** A shape for each lane, so that colour tells nothing by itself. */
function Dot({ lane, x, y }: { lane: Lane; x: number; y: number }) {
  if (lane === "said") return <circle class={lane} cx={x} cy={y} r={5} />;
  if (lane === "done") return <rect class={lane} x={x - 5} y={y - 5} width={10} height={10} />;
  return <path class={lane} d={`M${x} ${y - 6}l6 11h-12z`} />;
}

/** Closer and further, before and after, as addresses: half of the days shown, or twice as many. */
function Zoom({ query, first, last }: { query: TimelineQuery; first: number; last: number }) {
  const [from, to] = daysAsked(query, first, last);
  const half = Math.max(DAY, (to - from) / 2);
  const views = [
    ["First half", from, from + half],
    ["Second half", to - half, to],
    ["Twice as long", from - half, to + half],
    ["Days before", from - 2 * half, from - DAY],
    ["Days after", to + DAY, to + 2 * half],
  ] as const;
  return (
    <ul class="about">
      {views.map(([label, from, to]) => (
        <li key={label}>
          <a
            href={`/timeline?${addressOf({ ...query, cursor: undefined, from: dayText(from), to: dayText(to) })}`}
          >
            {label}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** The first and the last of the days that were asked for; else of those that are shown. */
function daysAsked({ from, to }: TimelineQuery, first: number, last: number): [number, number] {
  const asked = from === undefined ? first : Date.parse(from);
  return [asked, Math.max(asked, to === undefined ? last : Date.parse(to))];
}

function dayText(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}

function addressOf(query: Partial<TimelineQuery>): string {
  const set = Object.entries(query).filter(([, value]) => value !== undefined);
  return new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString();
}
