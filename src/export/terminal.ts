import type {
  Attribution,
  AttributionKind,
  BlockKind,
  DocumentMetadata,
  DocumentRecord,
  SpanPair,
} from "../document/index.ts";
import type { Entry } from "./ndjson.ts";
import { visibleText } from "./visible.ts";
import { type Piece, paint, type Row, rowWidth, wrap } from "./wrap.ts";

export interface TerminalOptions {
  /** Columns of the terminal; fewer than 40 count as 40. */
  readonly width: number;
  readonly colour: boolean;
}

const MIN_WIDTH = 40;

/** Below this an attribution is marked: about every other one was wrong where it was measured. */
const UNCERTAIN_BELOW = 0.6;

// The bar beside a content tells its kind by shape: unbroken for the source's own words, broken
// where they are mixed with the outlet's, faint where all the words are the outlet's.
const BARS: Readonly<Record<AttributionKind, string>> = { direct: "┃", mixed: "┇", indirect: "┊" };

/** What every part of the view needs to know. */
interface Page {
  readonly record: DocumentRecord;
  readonly columns: number;
  /** Columns of the line numbers and the space after them. */
  readonly gutter: number;
  readonly lineOf: (offset: number) => number;
}

/**
 * The record of one document for a person to read: headline, who said what with the line of the
 * text it stands on, the outlet's own voice, and a summary. Words in square brackets are ours, the
 * text's own words are never changed but for line breaks and unsafe characters. Ends in a line
 * feed; no line is wider than `width`.
 */
export function renderRecord(record: DocumentRecord, options: TerminalOptions): string {
  const lineOf = lineNumbers(record.text);
  const digits = String(lineOf(record.text.length)).length;
  const page: Page = {
    record,
    columns: Math.max(MIN_WIDTH, options.width),
    gutter: Math.max(digits, "line".length) + 2,
    lineOf,
  };
  const sections = [
    headerRows(page),
    statementRows(page),
    ownVoiceRows(page),
    leftOutRows(page),
    summaryRows(page),
  ];
  const rows = sections
    .filter((section) => section.length > 0)
    .flatMap((section, i) => (i === 0 ? section : [[], ...section]));
  return rows.map((row) => `${paint(row, options.colour)}\n`).join("");
}

/** The records one after the other, with a rule between two; errors have no place here. */
export async function* toText(
  entries: AsyncIterable<Entry>,
  options: TerminalOptions,
): AsyncGenerator<string> {
  let rule = "";
  for await (const entry of entries) {
    if ("error" in entry) continue;
    yield rule + renderRecord(entry, options);
    rule = renderRule(options);
  }
}

function renderRule({ width, colour }: TerminalOptions): string {
  const rule = "─".repeat(Math.max(MIN_WIDTH, width));
  return `\n${paint([{ text: rule, style: "dim" }], colour)}\n\n`;
}

function headerRows(page: Page): Row[] {
  const { document, id } = page.record;
  const headline = headlineOf(page.record);
  const facts = [dateOf(document), document.outlet, document.file ?? id];
  const known = facts.filter((fact) => fact !== null).map(visibleText);
  return [
    ...wrap([{ text: headline, style: "bold" }], page.columns),
    ...wrap([{ text: known.join(" · "), style: "dim" }], page.columns),
  ];
}

function headlineOf({ text, blocks, document }: DocumentRecord): string {
  const block = blocks.find(({ kind }) => kind === "headline");
  return visibleText(block === undefined ? (document.title ?? "") : text.slice(...block.span));
}

function dateOf({ published, updated }: DocumentMetadata): string | null {
  if (published !== null) return formatDate(published);
  return updated === null ? null : `updated ${formatDate(updated)}`;
}

const MONTHS =
  "January February March April May June July August September October November December".split(
    " ",
  );

/** `2031-03-11T22:46+02:00` as `11 March 2031, 22:46 +02:00`, as precise as it was given. */
function formatDate(date: string): string {
  const match = /^(\d+)(?:-(\d+)(?:-(\d+)(?:T(\d+:\d+)[\d:.]*(.*))?)?)?$/.exec(date);
  if (match === null) return date;
  const [, year, month, day, time, zone] = match;
  const parts = [day && Number(day), month && MONTHS[Number(month) - 1], year];
  const clock = time === undefined ? "" : `, ${time} ${zone === "Z" ? "UTC" : zone}`;
  return `${parts.filter(Boolean).join(" ")}${clock.trimEnd()}`;
}

/** Every attribution in text order, those within another one under it. */
function statementRows(page: Page): Row[] {
  const { attributions } = page.record;
  if (attributions.length === 0) return [[{ text: "No statements found." }]];
  const rows: Row[] = [columnHeads(page)];
  const shown = new Set<string>();
  const show = (list: readonly Attribution[], bars: Row) => {
    for (const attribution of list) {
      if (shown.has(attribution.id)) continue;
      if (shown.size > 0) rows.push(bars.length === 0 ? [] : gutterRow(page, null, bars));
      shown.add(attribution.id);
      rows.push(...attributionRows(page, attribution, bars));
      const inside = attributions.filter(({ within }) => within === attribution.id);
      show(inside, [...bars, barOf(attribution)]);
    }
  };
  const ids = new Set(attributions.map(({ id }) => id));
  show(
    attributions.filter(({ within }) => within === null || !ids.has(within)),
    [],
  );
  // Two that name each other as parent hang under nothing, and must be seen all the same.
  show(attributions, []);
  return rows;
}

function columnHeads(page: Page): Row {
  const left: Row = [{ text: "source — cue", style: "dim" }];
  const right: Row = [{ text: "kind", style: "dim" }];
  return gutterRow(page, "line", spread(left, right, page.columns - page.gutter));
}

function barOf({ kind }: Attribution): Piece {
  return { text: `${BARS[kind]} `, style: kind };
}

/** Source and cue with the kind at the right edge, and under them the content beside its bar. */
function attributionRows(page: Page, attribution: Attribution, bars: Row): Row[] {
  const room = page.columns - page.gutter - rowWidth(bars);
  const kind = kindPieces(attribution);
  const heads = wrap(headPieces(page.record, attribution), room - rowWidth(kind) - 2);
  const content = joinSpans(page.record.text, attribution.content);
  const line = String(page.lineOf(firstOffset(attribution)));
  return [
    ...heads.map((head, i) =>
      i === 0
        ? gutterRow(page, line, [...bars, ...spread(head, kind, room)])
        : gutterRow(page, null, [...bars, ...head]),
    ),
    ...wrap([{ text: content }], room - 2).map((row) =>
      gutterRow(page, null, [...bars, barOf(attribution), ...row]),
    ),
  ];
}

function kindPieces({ kind, confidence }: Attribution): Row {
  const word: Piece = { text: kind, style: kind };
  return confidence < UNCERTAIN_BELOW
    ? [{ text: "uncertain", style: "warning" }, { text: "  " }, word]
    : [word];
}

function headPieces(record: DocumentRecord, attribution: Attribution): Piece[] {
  // An apposition brings the comma that closes it: "Bram Ostrey, the minister, wrote".
  const source = joinSpans(record.text, attribution.source).replace(/[,;:]$/, "");
  const cue = joinSpans(record.text, attribution.cue);
  const name = resolvedName(record, attribution, source);
  const pieces: Piece[] = [];
  if (source !== "") pieces.push({ text: source, style: "bold" });
  if (name !== null) {
    pieces.push(
      { text: "[→", style: "dim", keepWithNext: true },
      { text: `${name}]`, style: "dim" },
    );
  } else if (source === "") {
    const given = attribution.by.startsWith("attribute/marks")
      ? "source not read"
      : "no source given";
    pieces.push({ text: `[${given}]`, style: "dim" });
  }
  // The colon of a speaker's label says nothing that the layout does not.
  if (/[\p{L}\p{N}]/u.test(cue)) {
    pieces.push({ text: "—", style: "dim", keepWithNext: true }, { text: cue });
  }
  return pieces;
}

/** The entity's name where the source's own words do not hold it; `null` where they do. */
function resolvedName(
  { entities }: DocumentRecord,
  { sourceEntity }: Attribution,
  source: string,
): string | null {
  const entity = entities.find(({ id }) => id === sourceEntity);
  if (entity === undefined) return null;
  const name = visibleText(entity.name);
  return fold(source).includes(fold(name)) ? null : name;
}

/** For comparing names only: without case, article, or the shape of apostrophes. */
function fold(name: string): string {
  return name
    .toLowerCase()
    .replace(/^(the|an?) /, "")
    .replaceAll("’", "'");
}

function joinSpans(text: string, spans: readonly SpanPair[]): string {
  return spans.map((span) => visibleText(text.slice(...span)).trim()).join(" … ");
}

function firstOffset({ source, cue, content }: Attribution): number {
  return Math.min(...[...source, ...cue, ...content].map(([start]) => start));
}

function ownVoiceRows(page: Page): Row[] {
  const paragraphs = ownVoiceParagraphs(page.record);
  if (paragraphs.length === 0) return [];
  const room = page.columns - page.gutter;
  const heading = wrap(
    [
      { text: "The outlet's own voice", style: "bold" },
      { text: "— no source found", style: "dim" },
    ],
    page.columns,
  );
  const rows = paragraphs.flatMap(([start, end]) =>
    wrap([{ text: visibleText(page.record.text.slice(start, end)) }], room).map((row, i) =>
      gutterRow(page, i === 0 ? String(page.lineOf(start)) : null, row),
    ),
  );
  return [...heading, ...rows];
}

/** Sentences that follow each other in one block, as one run of text. */
function ownVoiceParagraphs({ text, blocks, ownVoice }: DocumentRecord): SpanPair[] {
  const blockStarts = new Set(blocks.map(({ span }) => span[0]));
  const runs: SpanPair[] = [];
  for (const { span } of ownVoice) {
    const last = runs.at(-1);
    const follows =
      last !== undefined && !blockStarts.has(span[0]) && text.slice(last[1], span[0]).trim() === "";
    if (follows) runs[runs.length - 1] = [last[0], span[1]];
    else runs.push(span);
  }
  return runs;
}

// Singular and plural of what is left out of the body. The blocks that say what the document is
// (headline, byline, timestamp, dateline) are read, and those of the body are not left out.
const LEFT_OUT: Partial<Record<BlockKind, readonly [one: string, many: string]>> = {
  salutation: ["salutation", "salutations"],
  signature: ["signature", "signatures"],
  signatories: ["list of signatories", "lists of signatories"],
  related: ["related headline", "related headlines"],
  promotion: ["promotion", "promotions"],
  caption: ["caption", "captions"],
  credit: ["credit line", "credit lines"],
  note: ["note", "notes"],
  boilerplate: ["block of standing text", "blocks of standing text"],
};

function leftOutRows({ record, columns }: Page): Row[] {
  const counts = Object.entries(LEFT_OUT).map(([kind, [one, many]]) => {
    const count = record.blocks.filter((block) => block.kind === kind).length;
    return count === 0 ? null : countOf(count, one, many);
  });
  const parts = counts.filter((part) => part !== null);
  if (parts.length === 0) return [];
  return wrap([{ text: `Not read as body: ${parts.join(", ")}`, style: "dim" }], columns);
}

function summaryRows({ record, columns }: Page): Row[] {
  const { attributions, ownVoice } = record;
  const parts: string[] = [];
  if (attributions.length > 0) parts.push(`${statementCount(record)}${sourceCount(record)}`);
  if (ownVoice.length > 0) {
    parts.push(`${countOf(ownVoice.length, "sentence", "sentences")} in the outlet's own voice`);
  }
  return parts.length === 0 ? [] : wrap([{ text: parts.join(" · ") }], columns);
}

function statementCount({ attributions }: DocumentRecord): string {
  const kinds = (["direct", "mixed", "indirect"] as const).map((kind) => {
    return { kind, count: attributions.filter((attribution) => attribution.kind === kind).length };
  });
  const given = kinds.filter(({ count }) => count > 0).map(({ kind, count }) => `${count} ${kind}`);
  return `${countOf(attributions.length, "statement", "statements")} (${given.join(", ")})`;
}

function sourceCount({ text, attributions }: DocumentRecord): string {
  const sources = new Set<string>();
  let without = 0;
  for (const { source, sourceEntity, by } of attributions) {
    if (by.startsWith("attribute/marks")) continue;
    if (sourceEntity !== null) sources.add(sourceEntity);
    else if (source.length > 0) sources.add(`words ${fold(joinSpans(text, source))}`);
    else without++;
  }
  const by = sources.size > 0 ? ` by ${countOf(sources.size, "source", "sources")}` : "";
  return without > 0 ? `${by}, ${without} with no source given` : by;
}

function countOf(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A row of the body, with what stands in the margin before it. */
function gutterRow({ gutter }: Page, margin: string | null, row: Row): Row {
  const pieces: Piece[] = [
    { text: `${(margin ?? "").padStart(gutter - 2)}  `, style: "dim" },
    ...row,
  ];
  const last = pieces.at(-1)!;
  return [...pieces.slice(0, -1), { ...last, text: last.text.trimEnd() }];
}

/** Pieces at both edges of so many columns. */
function spread(left: Row, right: Row, columns: number): Row {
  const gap = Math.max(2, columns - rowWidth(left) - rowWidth(right));
  return [...left, { text: " ".repeat(gap) }, ...right];
}

/** The 1-based line an offset stands on; lines end in LF, CR LF or CR, as editors count them. */
function lineNumbers(text: string): (offset: number) => number {
  const starts = [0];
  for (const end of text.matchAll(/\r\n?|\n/g)) starts.push(end.index + end[0].length);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
