import type { Attribution, AttributionKind } from "../../document/index.ts";
import { type Piece, type Row, rowWidth, wrap } from "../wrap.ts";
import { type Nested, type Nesting, nestingOf, withNested } from "./nesting.ts";
import { commonSetting, notesOf, type Setting } from "./notes.ts";
import { gutterRow, type Page, spread } from "./page.ts";
import { gatherParties, type Party, type Unknown, unknownSource } from "./parties.ts";
import { partyHeadingRows, reportedRows } from "./party-heading.ts";
import { firstOffset, holdsName, joinSpans, nameOf, sourceWords } from "./words.ts";

/** Below this an attribution is marked: about every other one was wrong where it was measured. */
const UNCERTAIN_BELOW = 0.6;

// The bar beside a content tells its kind by shape: unbroken for the source's own words, broken
// where they are mixed with the outlet's, faint where all the words are the outlet's.
const BARS: Readonly<Record<AttributionKind, string>> = { direct: "┃", mixed: "┇", indirect: "┊" };

/** Who said what: every source with its statements in text order, those within another under it. */
export function statementSections(page: Page): Row[][] {
  const { attributions } = page.record;
  if (attributions.length === 0) return [[[{ text: "No statements found." }]]];
  const nesting = nestingOf(attributions);
  const parties = gatherParties(page, nesting);
  const speaking = parties.filter(({ statements }) => statements.length > 0);
  const outer = attributions.filter(({ id }) => nesting.outer.has(id));
  const ofAll = speaking.length > 1 ? commonSetting(page, outer) : NOWHERE;
  const sections = speaking.map((party) => partyRows(page, party, nesting, ofAll));
  const top = [columnHeads(page), ...settingRows(page, ofAll)];
  return [[...top, ...sections[0]!], ...sections.slice(1), reportedRows(page, parties)];
}

const NOWHERE: Setting = { when: null, where: null };

function columnHeads(page: Page): Row {
  const left: Row = [{ text: "source — cue", style: "dim" }];
  const right: Row = [{ text: "act  kind", style: "dim" }];
  return gutterRow(page, "line", spread(left, right, page.columns - page.gutter));
}

/** `ofAll`: what was said of all statements of the document already. */
function partyRows(page: Page, party: Party, nesting: Nesting, ofAll: Setting): Row[] {
  const ofParty = commonSetting(page, party.statements);
  const said = { when: ofAll.when ?? ofParty.when, where: ofAll.where ?? ofParty.where };
  const unsaid = {
    when: ofAll.when === null ? ofParty.when : null,
    where: ofAll.where === null ? ofParty.where : null,
  };
  const rows = party.statements.flatMap((statement) =>
    withNested(nesting, statement).flatMap((nested) => statementRows(page, nested, said)),
  );
  return [...partyHeadingRows(page, party), ...settingRows(page, unsaid), ...rows];
}

function settingRows(page: Page, { when, where }: Setting): Row[] {
  const known = [when, where].filter((note) => note !== null);
  return noteRows(page, [], known.length === 0 ? [] : [`all said ${known.join(" · ")}`]);
}

/** Source and cue with act and kind at the right edge; under them the content beside its bar. */
function statementRows(page: Page, { attribution, around }: Nested, said: Setting): Row[] {
  const bars = around.map(barOf);
  const room = page.columns - page.gutter - rowWidth(bars);
  const content = joinSpans(page.record.text, attribution.content);
  return [
    ...headRows(page, attribution, bars, room),
    ...wrap([{ text: content }], room - 2).map((row) =>
      gutterRow(page, null, [...bars, barOf(attribution), ...row]),
    ),
    ...noteRows(page, bars, notesOf(page, attribution, around.length === 0 ? said : NOWHERE)),
  ];
}

function barOf({ kind }: Attribution): Piece {
  return { text: `${BARS[kind]} `, style: kind };
}

/** Fewer columns than these are too few for a source and a cue; then the kind goes above them. */
const LEAST_ROOM = 20;

function headRows(page: Page, attribution: Attribution, bars: Row, room: number): Row[] {
  const kind = kindPieces(attribution);
  const line = String(page.lineOf(firstOffset(attribution)));
  const beside = room - rowWidth(kind) - 2;
  const isNested = bars.length > 0;
  const words = headPieces(page, attribution, isNested);
  const fits = beside >= LEAST_ROOM;
  const heads = wrap(words, fits ? beside : room);
  const [first = [], ...rest] = fits ? heads : [[], ...heads];
  return [
    gutterRow(page, line, [...bars, ...spread(first, kind, room)]),
    ...rest.map((head) => gutterRow(page, null, [...bars, ...head])),
  ];
}

/** The act is left out where it is no more than saying. */
function kindPieces({ act, kind, confidence }: Attribution): Row {
  return [
    ...(confidence !== null && confidence < UNCERTAIN_BELOW
      ? [{ text: "uncertain", style: "warning" } as const]
      : []),
    ...(act === null || act === "assert" ? [] : [{ text: act }]),
    { text: kind, style: kind } as const,
  ].flatMap((piece, i) => (i === 0 ? [piece] : [{ text: "  " }, piece]));
}

const NAMELESS: Readonly<Record<Unknown, string>> = {
  "not identified": "[not identified]",
  "not given": "[no source given]",
  "not read": "[source not read]",
};

/** Whose statement it is stands over all of them; inside another one the name stands here. */
function headPieces(page: Page, attribution: Attribution, isNested: boolean): Piece[] {
  const source = sourceWords(page, attribution);
  const cue = joinSpans(page.record.text, attribution.cue);
  const name = nameOf(page, attribution.sourceEntity);
  const pieces: Piece[] = [];
  const isNews = isNested || name === null;
  if (source !== "") pieces.push(isNews ? { text: source, style: "bold" } : { text: source });
  if (isNested && name !== null && !holdsName(source, name)) {
    pieces.push(
      { text: "[→", style: "dim", keepWithNext: true },
      { text: `${name}]`, style: "dim" },
    );
  } else if (isNested && name === null) {
    pieces.push({ text: NAMELESS[unknownSource(attribution)], style: "dim" });
  }
  // The colon of a speaker's label says nothing that the layout does not.
  if (/[\p{L}\p{N}]/u.test(cue)) {
    if (pieces.length > 0) pieces.push({ text: "—", style: "dim", keepWithNext: true });
    pieces.push({ text: cue });
  }
  return pieces;
}

function noteRows(page: Page, bars: Row, notes: readonly string[]): Row[] {
  if (notes.length === 0) return [];
  const room = page.columns - page.gutter - rowWidth(bars);
  return wrap([{ text: `[${notes.join(" · ")}]`, style: "dim" }], room).map((row) =>
    gutterRow(page, null, [...bars, ...row]),
  );
}
