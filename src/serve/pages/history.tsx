import type { ComponentChild } from "preact";
import { describeChange, kindOfAddress, type SomeFields } from "../../corrections/index.ts";
import type { SpanPair, TimeExpression } from "../../document/index.ts";
import { formatDate } from "../../export/terminal/dates.ts";
import type { ListedCorrection } from "../corrections.ts";
import type { View } from "../view.ts";
import { exactText } from "./exact-text.tsx";
import { SignatureFields, When } from "./signed.tsx";
import { wordsAt } from "./statement.tsx";

interface HistoryProps {
  readonly view: View;
  /** Oldest first. */
  readonly corrections: readonly ListedCorrection[];
  /** Where undoing is sent; `null` where no changes are taken. */
  readonly action: string | null;
  readonly by: string;
  /** Whether each says which entry it is about. */
  readonly namesEntries: boolean;
}

/** Who decided what, when and why, the latest first; each to be taken back. */
export function History({ view, corrections, action, by, namesEntries }: HistoryProps) {
  return (
    <ol class="history" reversed>
      {corrections.toReversed().map((one) => (
        <li key={one.id} id={one.id} class={one.undoneBy === null ? "" : "undone"}>
          <p class="head">
            <span class="tag person">person</span>{" "}
            <b>
              <bdi>{exactText(one.by)}</bdi>
            </b>{" "}
            {WORDS[one.change.type]}
            {namesEntries && (
              <>
                {" "}
                <EntryLink view={view} target={one.target} />
              </>
            )}
            , <When at={one.at} />
            {one.undoneBy !== null && (
              <>
                {" "}
                <span class="tag">undone</span>
              </>
            )}
            {one.unplaced !== null && (
              <>
                {" "}
                <span class="tag uncertain">not applied: {UNPLACED[one.unplaced]}</span>
              </>
            )}
          </p>
          <p class="why">
            <bdi>{exactText(one.why)}</bdi>
          </p>
          <Changes view={view} one={one} />
          {action !== null && one.undoneBy === null && (
            <details class="undo">
              <summary>Undo this</summary>
              <form method="post" action={action} data-edit>
                <input type="hidden" name="do" value="undo" />
                <input type="hidden" name="undoes" value={one.id} />
                <input type="hidden" name="entry" value={one.target} />
                <SignatureFields by={by} id={one.id} />
                <button type="submit">Undo</button>
              </form>
            </details>
          )}
        </li>
      ))}
    </ol>
  );
}

const WORDS = {
  set: "changed",
  reject: "rejected",
  add: "added",
  undo: "took back a correction of",
} as const;

const UNPLACED: Readonly<Record<string, string>> = {
  "words-changed": "the text has other words there",
  "no-entry": "no entry stands on these words",
  ambiguous: "several entries stand on these words",
  "no-entity": "it names somebody the record does not have",
  rejected: "the entry was rejected",
};

const KINDS = { attribution: "the statement", entity: "the name", event: "the event" } as const;

/** An entry by its words, with the way to its own history. */
function EntryLink({ view, target }: { view: View; target: string }) {
  const words = wordsAt(view, spansOfAddress(target));
  const short = words.length > 80 ? `${words.slice(0, 80)}…` : words;
  return (
    <>
      {KINDS[kindOfAddress(target)]}{" "}
      <a href={`/d/${view.key}/correct?${new URLSearchParams({ entry: target })}`}>
        “<bdi>{exactText(short)}</bdi>”
      </a>
    </>
  );
}

/** The first part of an address: content, mention or deed. */
function spansOfAddress(target: string): SpanPair[] {
  const [first = ""] = target.slice(target.indexOf("@") + 1).split("/");
  return first
    .split("+")
    .filter((span) => /^\d+-\d+$/.test(span))
    .map((span) => span.split("-").map(Number) as unknown as SpanPair);
}

function Changes({ view, one }: { view: View; one: ListedCorrection }) {
  const { change } = one;
  if (change.type === "undo") {
    return (
      <p class="facts">
        What was taken back: <a href={`#${change.undoes}`}>{change.undoes}</a>
      </p>
    );
  }
  if (change.type === "reject") return null;
  const was = change.type === "set" ? (change.was as unknown as Record<string, unknown>) : null;
  const rows = Object.entries(change.fields as SomeFields).filter(
    ([, value]) => was !== null || !isNothing(value),
  );
  return (
    <table class="changes">
      <caption class="unseen">{describeChange(one)}</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          {was !== null && <th scope="col">Before</th>}
          <th scope="col">{was === null ? "Value" : "After"}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([field, value]) => (
          <tr key={field}>
            <th scope="row">{FIELD_NAMES[field] ?? field}</th>
            {was !== null && <td>{wordsOf(view, was[field])}</td>}
            <td>{wordsOf(view, value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export const FIELD_NAMES: Readonly<Record<string, string>> = {
  source: "Source",
  cue: "Cue",
  content: "Content",
  sourceEntity: "Who the source is",
  sourceType: "Type of source",
  onBehalfOf: "Speaks for",
  act: "Act",
  addressee: "Said to",
  saidAt: "Said when",
  kind: "Kind",
  name: "Name",
  named: "Named",
  country: "Country",
  sector: "Sector",
  count: "Count",
  mentions: "Mentions",
  roles: "Offices",
  target: "To whom",
  spans: "Words",
  status: "Status",
  accordingTo: "According to",
  place: "Place",
  date: "When",
  code: "CAMEO code",
  plover: "PLOVER type",
  mode: "PLOVER mode",
};

function isNothing(value: unknown): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

const NONE = <span class="none">none</span>;

/** A value of the log in words: spans as what stands there, addresses as whom they mean. */
function wordsOf(view: View, value: unknown): ComponentChild {
  if (isNothing(value) || value === undefined) return NONE;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return <bdi>{exactText(nameAt(view, value))}</bdi>;
  if (typeof value === "number") return String(value);
  if (isSpans(value)) {
    return (
      <q>
        <bdi>{exactText(wordsAt(view, value))}</bdi>
      </q>
    );
  }
  if (Array.isArray(value)) {
    return value.map((one, i) => (
      <>
        {i > 0 && ", "}
        {wordsOf(view, one)}
      </>
    ));
  }
  return valueOfObject(view, value as Record<string, unknown>);
}

function valueOfObject(view: View, value: Record<string, unknown>): ComponentChild {
  if ("text" in value) return <bdi>{exactText(String(value.text))}</bdi>;
  if ("precision" in value) {
    const { from, to, span } = value as unknown as TimeExpression;
    const days = [...new Set([from, to].filter((day) => day !== null))].map(formatDate);
    return (
      <>
        {days.join(" to ")}
        {span !== null && (
          <>
            {" "}
            (“<bdi>{exactText(wordsAt(view, [span]))}</bdi>”)
          </>
        )}
      </>
    );
  }
  const parts = Object.entries(value).filter(([, spans]) => !isNothing(spans));
  return parts.map(([role, spans], i) => (
    <>
      {i > 0 && "; "}
      {role}: {wordsOf(view, spans)}
    </>
  ));
}

function isSpans(value: unknown): value is SpanPair[] {
  return Array.isArray(value) && value.every((one) => Array.isArray(one) && one.length === 2);
}

/** The name of what an address means; other texts as they are. */
function nameAt(view: View, text: string): string {
  const spans = /^[aev]@\d/.test(text) ? spansOfAddress(text) : [];
  const [first] = spans;
  if (first === undefined) return text;
  const entity = view.record.entities.find(({ mentions }) =>
    mentions.some(([start, end]) => start === first[0] && end === first[1]),
  );
  return text.startsWith("e@") && entity !== undefined ? entity.name : wordsAt(view, spans);
}
