import type { VNode } from "preact";
import type { Attribution, BlockKind } from "../../document/index.ts";
import { formatDate } from "../../export/terminal/dates.ts";
import { narrator } from "../../export/terminal/words.ts";
import type { Part, Piece } from "../pieces.ts";
import { placeOf, type View } from "../view.ts";
import { DocumentHead, Parts, type Version } from "./document-head.tsx";
import { EventEntry, placeOfEvent, type ShownEvent, shownEvents } from "./event.tsx";
import { type Assets, Layout, page } from "./layout.tsx";
import { Lists, Names, Occasions } from "./names.tsx";
import { Statement } from "./statement.tsx";
import { rowsOf, type TextRow, textCell, wordsOf } from "./text-rows.tsx";

export interface ReadingOptions {
  readonly assets: Assets;
  /** Which part of a long text, counted from 1. */
  readonly part?: number;
  /** All versions of the text that are on the record, the earliest first. */
  readonly versions?: readonly Version[];
}

/** The reading view of a document as a whole page: the text, and beside it what is on the record. */
export function renderDocument(
  given: View,
  { assets, part = 1, versions = [] }: ReadingOptions,
): string {
  const view = { ...given, takesChanges: assets.takesChanges === true };
  const { document } = view.record;
  return page(
    <Layout title={document.title ?? document.file ?? view.key} assets={assets}>
      <Reading view={view} part={part} versions={versions} />
    </Layout>,
  );
}

interface ReadingProps {
  readonly view: View;
  readonly part: number;
  readonly versions: readonly Version[];
}

function Reading({ view, part, versions }: ReadingProps) {
  const { record, key, hash, parts } = view;
  const { outlet, title, published } = record.document;
  const shown = parts[part - 1];
  return (
    <>
      <DocumentHead view={view} part={part} versions={versions} />
      <p class="notice" role="alert" id="notice" hidden />
      <article
        class="reading"
        id="text"
        lang={record.document.language ?? undefined}
        data-key={key}
        data-hash={hash}
        data-changes={view.takesChanges ? "" : undefined}
        data-start={shown?.start ?? 0}
        data-length={record.text.length}
        data-parts={parts.map(({ start }) => start).join(" ")}
        data-outlet={outlet ?? ""}
        data-title={title ?? ""}
        data-published={published === null ? "" : formatDate(published)}
      >
        {shown !== undefined && <Rows view={view} part={shown} />}
      </article>
      <Parts view={view} part={part} />
      <div class="after">
        <Occasions view={view} />
        <Lists view={view} />
        <Names view={view} part={part} />
      </div>
    </>
  );
}

function Rows({ view, part }: { view: View; part: Part }) {
  const words = wordsOf(view, part);
  const rows = rowsOf(part);
  const statements = byRow(rows, view.record.attributions, (attribution) =>
    placeOf(view, attribution),
  );
  const labels = rows.map((row) => labelOf(view, row));
  const events = byRow(rows, shownEvents(view), ({ event }) => placeOfEvent(view, event));
  return (
    <>
      {rows.map((row, i) => (
        <div class={`row ${isBesides(row) ? "besides" : ""}`} key={row.start}>
          {textCell(words, row)}
          <Notes
            view={view}
            label={labels[i] === labels[i - 1] ? null : labels[i]!}
            statements={statements[i]!}
            events={events[i]!}
          />
        </div>
      ))}
    </>
  );
}

/** What stands in which row, in the order in which it stands there. */
function byRow<T>(
  rows: readonly TextRow[],
  items: readonly T[],
  placeOfItem: (item: T) => number,
): T[][] {
  const groups: { readonly item: T; readonly at: number }[][] = rows.map(() => []);
  for (const item of items) {
    const at = placeOfItem(item);
    const group = groups[rowAt(rows, at)];
    if (group !== undefined) group.push({ item, at });
  }
  return groups.map((group) => group.sort((a, b) => a.at - b.at).map(({ item }) => item));
}

/** The row an offset stands in, -1 where it stands in none of these. */
function rowAt(rows: readonly TextRow[], offset: number): number {
  let low = 0;
  let high = rows.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const { start, end } = rows[middle]!;
    if (offset < start) high = middle - 1;
    else if (offset >= end) low = middle + 1;
    else return middle;
  }
  return -1;
}

interface NotesProps {
  readonly view: View;
  /** What the row is; `null` where that is plain, or the same as above it. */
  readonly label: string | null;
  readonly statements: readonly Attribution[];
  readonly events: readonly ShownEvent[];
}

function Notes({ view, label, statements, events }: NotesProps): VNode | null {
  const isEmpty = statements.length + events.length === 0;
  if (isEmpty && label === null) return null;
  return (
    <div class="n" lang="en">
      {label !== null && <p class="label">{label}</p>}
      {!isEmpty && (
        <ol>
          {statements.map((attribution) => (
            <Statement key={attribution.id} view={view} attribution={attribution} />
          ))}
          {events.map((shown) => (
            <EventEntry key={shown.event.id} view={view} shown={shown} />
          ))}
        </ol>
      )}
    </div>
  );
}

// What is no running text of the body is named, so that a caption is not read as a sentence of it.
const LABELS: Partial<Record<BlockKind | "unread", string>> = {
  caption: "Caption",
  credit: "Credit",
  related: "Related",
  promotion: "Promotion",
  note: "Note",
  boilerplate: "Standing text",
  salutation: "Salutation",
  signature: "Signature",
  signatories: "Signatories",
  question: "Question",
  answer: "Answer",
  unread: "Not read",
};

function labelOf(view: View, row: TextRow): string | null {
  const piece = row.pieces.at(-1)!;
  if (piece.start === piece.end) return null;
  const label = LABELS[piece.kind];
  if (label !== undefined) return label;
  return isOwnVoiceOnly(view, piece) ? `In ${narrator(view.lookup)}’s own voice` : null;
}

function isOwnVoiceOnly({ record }: View, { start, end }: Piece): boolean {
  return (
    record.ownVoice.some(({ span }) => span[0] < end && span[1] > start) &&
    !record.attributions.some(({ content }) =>
      content.some((span) => span[0] < end && span[1] > start),
    )
  );
}

function isBesides({ pieces }: TextRow): boolean {
  const { kind } = pieces.at(-1)!;
  return kind !== "question" && kind !== "answer" && kind in LABELS;
}
