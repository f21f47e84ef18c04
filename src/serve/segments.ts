import type { Attribution, AttributionKind, DocumentRecord } from "../document/index.ts";

/**
 * A run of text in which nothing begins or ends. However spans overlap, segments follow each other
 * without gaps, so that their texts, put together, are the text.
 */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly isSource: boolean;
  readonly isCue: boolean;
  /** How many contents lie over it. */
  readonly depth: number;
  /** Of the innermost content; `null` where there is none. */
  readonly kind: AttributionKind | null;
  /** Whether a person made one of the entries over it. */
  readonly isHuman: boolean;
  readonly isOwnVoice: boolean;
  /** Statements whose content, or without one whose cue or source, begins here. */
  readonly begins: readonly Attribution[];
  /** Whether a span of a content begins, or ends, with it. */
  readonly opens: boolean;
  readonly closes: boolean;
}

type Part = "source" | "cue" | "content" | "own";

interface Mark {
  readonly start: number;
  readonly end: number;
  readonly part: Part;
  readonly attribution: Attribution | null;
  /** Whether it begins and ends here, and not before or after what is shown. */
  readonly begins: boolean;
  readonly ends: boolean;
}

/**
 * The segments of `[start, end)` of a record's text, in order, cut at every end of a span and at
 * `cuts` besides. Takes time in proportion to the spans, however many lie over each other: a
 * segment counts what lies over it and does not list it.
 */
export function segmentsOf(
  record: DocumentRecord,
  start: number,
  end: number,
  cuts: readonly number[] = [],
): Segment[] {
  const marks = marksOf(record, start, end);
  const beginnings = beginningsOf(record, start, end);
  const points = new Set([start, end, ...beginnings.keys()]);
  for (const cut of cuts) if (cut > start && cut < end) points.add(cut);
  for (const mark of marks) points.add(mark.start).add(mark.end);
  const bounds = [...points].sort((a, b) => a - b);
  const closings = marks.toSorted((a, b) => a.end - b.end);
  // Last in, innermost: those that begin together come with the longest first.
  marks.sort((a, b) => a.start - b.start || b.end - a.end);

  const over: Record<Part, number> = { source: 0, cue: 0, content: 0, own: 0 };
  const contents: Mark[] = [];
  let human = 0;
  let nextOpening = 0;
  let nextClosing = 0;
  return bounds.slice(0, -1).map((from, i) => {
    const to = bounds[i + 1]!;
    let opens = false;
    for (
      ;
      closings[nextClosing] !== undefined && closings[nextClosing]!.end <= from;
      nextClosing++
    ) {
      const mark = closings[nextClosing]!;
      over[mark.part]--;
      if (isHuman(mark.attribution)) human--;
    }
    for (; marks[nextOpening] !== undefined && marks[nextOpening]!.start <= from; nextOpening++) {
      const mark = marks[nextOpening]!;
      over[mark.part]++;
      if (isHuman(mark.attribution)) human++;
      if (mark.part !== "content") continue;
      contents.push(mark);
      opens ||= mark.begins;
    }
    while (contents.length > 0 && contents.at(-1)!.end <= from) contents.pop();
    return {
      start: from,
      end: to,
      isSource: over.source > 0,
      isCue: over.cue > 0,
      depth: over.content,
      kind: over.content > 0 ? contents.at(-1)!.attribution!.kind : null,
      isHuman: human > 0,
      isOwnVoice: over.own > 0,
      begins: beginnings.get(from) ?? [],
      opens,
      closes: endsAt(closings, nextClosing, to),
    };
  });
}

/** Whether `by` names a person: `person/NAME`. */
export function isHuman(entry: { readonly by: string } | null): boolean {
  return entry?.by.startsWith("person/") ?? false;
}

/** Where the number of a statement stands: at its first word of content, else of cue or source. */
export function anchorOf({ content, cue, source }: Attribution): number {
  return (content[0] ?? cue[0] ?? source[0] ?? [0, 0])[0];
}

function marksOf(
  { text, attributions, ownVoice }: DocumentRecord,
  start: number,
  end: number,
): Mark[] {
  const marks: Mark[] = [];
  const add = (span: readonly [number, number], part: Part, attribution: Attribution | null) => {
    const first = beforePair(text, span[0]);
    const last = afterPair(text, span[1]);
    const mark = { start: Math.max(start, first), end: Math.min(end, last), part, attribution };
    if (mark.start < mark.end) marks.push({ ...mark, begins: first >= start, ends: last <= end });
  };
  for (const attribution of attributions) {
    for (const part of ["source", "cue", "content"] as const) {
      for (const span of attribution[part]) add(span, part, attribution);
    }
  }
  for (const { span } of ownVoice) add(span, "own", null);
  return marks;
}

function beginningsOf({ text, attributions }: DocumentRecord, start: number, end: number) {
  const beginnings = new Map<number, Attribution[]>();
  for (const attribution of attributions) {
    const at = beforePair(text, anchorOf(attribution));
    if (at < start || at >= end) continue;
    const here = beginnings.get(at);
    if (here === undefined) beginnings.set(at, [attribution]);
    else here.push(attribution);
  }
  return beginnings;
}

/** Whether, from `next` on in order of their ends, a content ends at an offset. */
function endsAt(closings: readonly Mark[], next: number, offset: number): boolean {
  for (let i = next; i < closings.length && closings[i]!.end <= offset; i++) {
    const { part, end, ends } = closings[i]!;
    if (part === "content" && ends && end === offset) return true;
  }
  return false;
}

// A span of hand-made records may cut a character in two, and half a character cannot be sent.

function beforePair(text: string, at: number): number {
  return isInsidePair(text, at) ? at - 1 : at;
}

function afterPair(text: string, at: number): number {
  return isInsidePair(text, at) ? at + 1 : at;
}

function isInsidePair(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000;
}
