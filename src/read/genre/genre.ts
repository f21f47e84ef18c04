import { type Block, type BlockKind, isBody } from "../../document/index.ts";
import { operativeLength } from "./operative.ts";

/**
 * What kind of text a document is; it decides who speaks where the text names nobody.
 *
 * `report`: a newsroom's; `release`: a press release or a statement; `transcript`: of a press
 * conference, an interview, a hearing; `letter`: open or joint ones too; `resolution`: resolutions,
 * decisions, communiqués and declarations; `paper`: a white paper or another long text in chapters.
 */
export type Genre = (typeof GENRES)[number];

export const GENRES = ["report", "release", "transcript", "letter", "resolution", "paper"] as const;

/** What beside its text shows a report. */
export interface Marks {
  readonly outlet: string | null;
  readonly byline: readonly string[];
  readonly published: string | null;
}

/**
 * The genre of a text, from its layout and the words above its body; `null` where they do not tell.
 *
 * Goes by form, not by subject: a news report about a joint letter has neither greeting nor
 * signatures. A report is what has a headline, paragraphs and an outlet's marks and is none of the
 * others. Linear in the text.
 */
export function findGenre(text: string, blocks: readonly Block[], marks: Marks): Genre | null {
  const words = ({ start, end }: Block) => text.slice(start, Math.min(end, start + 200));
  const count = (kind: BlockKind) => blocks.filter((block) => block.kind === kind).length;
  const opening = openingOf(blocks).map(words);
  const body = blocks.filter(isBody);
  const paragraphs = body.filter((block) => block.kind === "paragraph");
  if (isTranscript(body)) return "transcript";
  const lettered = opening.some((line) => LETTER.test(line));
  const signed = count("signature") + count("signatories") > 0;
  if (count("salutation") > 0 && (signed || lettered)) return "letter";
  if (lettered && signed) return "letter";
  const acts = paragraphs.filter((block) => operativeLength(words(block)) > 0).length;
  if (acts >= 3 && acts * 3 >= paragraphs.length) return "resolution";
  const numbered = paragraphs.filter((block) => /^\(?\d{1,3}[.)]\s/.test(words(block))).length;
  if (numbered + acts >= 2 && opening.some((line) => RESOLUTION.test(line))) return "resolution";
  if (isPaper(blocks, opening, words)) return "paper";
  if (opening.some((line) => RELEASE.test(line))) return "release";
  const stated = opening.some((line) => STATEMENT.test(line)) && marks.byline.length === 0;
  if (stated && !blocks.some((b) => b.kind === "dateline" && /\(/.test(words(b)))) return "release";
  const ends = (block: Block) => block.kind === "boilerplate" && ENDS.test(words(block));
  if (count("note") > 0 && blocks.some(ends)) return "release";
  return isReport(blocks, paragraphs.length, marks) ? "report" : null;
}

const LETTER = /^\W*(?:(?:an? )?(?:joint|open) letter\b|letter (?:dated|from|to|of)\b)/i;
const RESOLUTION =
  /^\W*(?:presidential|ministerial) statement\b|^\W*(?:(?:draft|joint|final|presidential|ministerial) )*(?:resolution|communiqu[ée]|declaration|decision|conclusions|outcome document)(?!\p{L})|\b(?:resolution|decision) (?:no\. ?)?\d/iu;
const PAPER = /^\W*(?:a )?(?:white|green|policy|position|discussion) paper\b|\bwhite paper$/i;
const RELEASE =
  /^\W*(?:for immediate release\b|(?:joint )?(?:press|news|media) (?:release|notice|communiqu[ée])(?!\p{L})|embargoed (?:until|for)\b)/iu;
const STATEMENT =
  /^\W*(?:(?:joint|press|media|official|public|written) )*(?:statement$|(?:statement|declaration) (?:issued |made |delivered )?(?:by|from|of the)\b|statement on\b)/i;
const ENDS = /^[-–—# ]*ends?[-–—# ]*$/i;

/** How many blocks from the top are looked at for the words that name a genre, and how long they may be. */
const OPENING = 8;
const LONGEST_TITLE = 160;

function openingOf(blocks: readonly Block[]): Block[] {
  return blocks.slice(0, OPENING).filter(({ start, end }) => end - start <= LONGEST_TITLE);
}

/** At least three turns, and half of the body. */
function isTranscript(body: readonly Block[]): boolean {
  const turns = body.filter(({ kind }) => kind === "question" || kind === "answer");
  const length = (list: readonly Block[]) => list.reduce((sum, b) => sum + b.end - b.start, 0);
  return turns.length >= 3 && length(turns) * 2 >= length(body);
}

/** Characters from which a text is long, about ten pages; one that calls itself a paper may have a third. */
const LONG = 20_000;

function isPaper(
  blocks: readonly Block[],
  opening: readonly string[],
  words: (block: Block) => string,
): boolean {
  const length = (blocks.at(-1)?.end ?? 0) - (blocks[0]?.start ?? 0);
  if (length < LONG / 3) return false;
  if (opening.some((line) => PAPER.test(line))) return true;
  const chapters = blocks.filter((b) => b.kind === "subhead" && CHAPTER.test(words(b)));
  return length >= LONG && chapters.length >= 3;
}

const CHAPTER =
  /^(?:chapter|part|section|annex) [\divxlc]+\b|^(?:\d{1,2}(?:\.\d{1,2})*|[IVXLC]{1,5})[.:)]? +\p{Lu}|^(?:foreword|preface|introduction|contents|executive summary|conclusions?)$/iu;

function isReport(blocks: readonly Block[], paragraphs: number, marks: Marks): boolean {
  const headed = blocks.some((block) => block.kind === "headline");
  if (!headed || paragraphs < 2) return false;
  const dated = blocks.some(({ kind }) => kind === "dateline" || kind === "timestamp");
  return dated || marks.outlet !== null || marks.byline.length > 0 || marks.published !== null;
}
