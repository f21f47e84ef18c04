import lexicon from "../../../data/genres.json" with { type: "json" };
import { type Block, isBody, type Span } from "../../document/index.ts";
import { isName } from "../byline.ts";
import type { Genre } from "./genre.ts";

/**
 * The words that name who speaks where a document of this genre names nobody: the body that issues
 * a release or adopts a resolution, those who sign a letter, the guest of an interview. `null`
 * where the text does not say it, and for a report, which its outlet tells.
 */
export function findSpeaker(
  text: string,
  blocks: readonly Block[],
  genre: string | null,
): Span | null {
  const page: Page = {
    lines: blocks.map(({ kind, start, end }) => ({
      kind,
      start,
      words: text.slice(start, Math.min(end, start + REACH)),
    })),
    body: blocks.findIndex((block) => isBody(block) && block.kind !== "subhead"),
  };
  for (const find of FINDERS[genre as Genre] ?? []) {
    const span = find(page);
    if (span !== null) return span;
  }
  return null;
}

/** How far into a block names are looked for. */
const REACH = 400;

interface Line {
  readonly kind: Block["kind"];
  readonly start: number;
  /** The block's first characters. */
  readonly words: string;
}

interface Page {
  readonly lines: readonly Line[];
  /** Index of the first block of running text, -1 for none. */
  readonly body: number;
}

type Finder = (page: Page) => Span | null;

/** In order: the first that finds a name has it. */
const FINDERS: Readonly<Record<Genre, readonly Finder[]>> = {
  report: [],
  transcript: [guest],
  release: [statedBy, openingBody, letterhead, about],
  letter: [ourselves, sentFrom, signer, roll],
  resolution: [adopter, ourselves, firstSubject, issuedBy, letterhead],
  paper: [issuedBy, letterhead],
};

const WORD = "\\p{Lu}[\\p{L}\\p{M}\\p{N}.'’&-]*";
/** A name of one word or several: "Ministry of Fisheries and Harbours". */
const NAME = `${WORD}(?:(?: (?:of|for|and|on|the|in|de|la|&))* ${WORD})*`;
/** Up to where such a phrase may reach: "on the strait", "at its fourteenth session". */
const END =
  "(?= (?:on(?! behalf)|regarding|concerning|about|following|after|at|upon|adopted|ahead|before|in response|to (?!the strait))\\b|[:,;(\\n]| [–—-] |$)";

/** A pattern of words in small letters, with a capital first, or in capitals, and what follows them. */
function titled(words: string, rest: string): RegExp {
  const forms = words.split("|").flatMap((word) => {
    const capital = word.slice(0, 1).toUpperCase() + word.slice(1);
    return [word, capital, word.toUpperCase()];
  });
  return new RegExp(`(?<!\\p{L})(?:${forms.join("|")})${rest}`, "u");
}

/** "Statement by the Minister for Fisheries on …", "…: statement of the Council". */
const STATED_BY = titled(
  "statement|declaration|message|remarks|address",
  `(?: (?:issued|made|delivered))? (?:by|of|from) ((?:the |its )?${WORD}.*?)${END}`,
);

function statedBy(page: Page): Span | null {
  return inTitle(page, STATED_BY);
}

/** "Communiqué / of the Council of the Tidal Compact on its fourteenth session". */
const ISSUED_BY = titled(
  "communiqué|communique|resolution|declaration|decision|conclusions|paper|issued|adopted|published",
  `\\s(?:by|of) ((?:the )?${WORD}.*?)${END}`,
);

function issuedBy(page: Page): Span | null {
  return inTitle(page, ISSUED_BY);
}

/** "Interview with Nella Driscoe, chair of …", "press conference of spokesperson Corin Tarrade". */
const GUEST = titled(
  "interview|conversation|conference|briefing|q&a|questions and answers|remarks|talk|call",
  ` (?:with|by|of|given by) ((?:the )?(?:\\p{Ll}+ ){0,3}${WORD}(?: ${WORD})*)(?= on\\b|[:,;(\\n]| [–—-] |$)`,
);

function guest(page: Page): Span | null {
  return inTitle(page, GUEST);
}

/** The phrase in the lines above the body, the headline first. */
function inTitle({ lines, body }: Page, form: RegExp): Span | null {
  const above = body === -1 ? lines : lines.slice(0, body);
  const titles = above.filter(({ kind }) => kind === "headline");
  const others = above.filter(({ kind }) => kind !== "headline");
  for (const line of [...titles, ...others]) {
    const match = form.exec(line.words);
    if (match) return spanAt(line, match);
  }
  return null;
}

/** The span of a pattern's first group, which ends where the match does. */
function spanAt(line: Line, match: RegExpExecArray): Span {
  const end = line.start + match.index + match[0].length;
  return { start: end - match[1]!.length, end };
}

const BODY = new RegExp(`\\b(?:${lexicon.bodies.replaceAll(" ", "|")})s?\\b`, "iu");
const OPENING = new RegExp(
  `^(?:Today,? |On [\\p{L}\\d ]{3,20}, )?((?:[Tt]he )?${NAME})(?:,? \\([^()]{1,40}\\)|, [^,.]{1,120},)?(?= \\p{Ll}+)`,
  "u",
);

const ANNOUNCES =
  /^ (?:today |(?:has |have )?(?:today )?(?:announced?|announces|confirmed|confirms|launched|launches|published|publishes|unveiled|unveils)\b)/;

/** "The Ministry of Fisheries and Harbours announced today …": a body that opens the text. */
function openingBody(page: Page): Span | null {
  const line = page.lines[page.body];
  const match = line && OPENING.exec(line.words);
  if (!match) return null;
  const announces = / /.test(match[1]!) && ANNOUNCES.test(line.words.slice(match[0].length));
  const known =
    announces || BODY.test(match[1]!) || isNamedAbove(page, match[1]!) || isAbout(page, match[1]!);
  if (!known) return null;
  const start = line.start + match[0].indexOf(match[1]!);
  return { start, end: start + match[1]!.length };
}

/** A line above the body that is the name and nothing else. */
function isNamedAbove({ lines, body }: Page, name: string): boolean {
  const key = plain(name);
  return lines.slice(0, body).some((line) => plain(line.words) === key);
}

function isAbout({ lines }: Page, name: string): boolean {
  const key = plain(name);
  return lines.some((line) => plain(line.words).startsWith(`about ${key}`));
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/^the /, "")
    .replace(/[\s:]+/g, " ")
    .trim();
}

const NO_NAME =
  /^(?:for immediate|embargo|(?:press|news|media) (?:release|statement|notice)|transcript|statement|communiqu|resolution|document|no\.?|ref)\b|\d/i;

/** "MINISTRY OF FISHERIES AND HARBOURS" above the headline. */
function letterhead({ lines, body }: Page): Span | null {
  const above = body === -1 ? lines : lines.slice(0, body);
  for (const { kind, start, words } of above) {
    const end = words.search(/\n|$/);
    const first = words.slice(0, end);
    const named = BODY.test(first) && !NO_NAME.test(first) && first.length <= 90;
    if (named && (kind === "boilerplate" || kind === "byline")) return { start, end: start + end };
  }
  return null;
}

const ABOUT = new RegExp(`^About (?:the )?(${NAME})(?=:|\\n|$)`, "u");

/** "About Tern Shipping" below the text. */
function about({ lines }: Page): Span | null {
  for (const line of lines.slice(-8)) {
    const match = ABOUT.exec(line.words);
    if (match) return spanAt(line, match);
  }
  return null;
}

/** "We, the representatives of the 22 States named below, write …"; also "The undersigned … call". */
const OURSELVES = new RegExp(
  `^(?:\\(?\\d{1,2}[.)] )?(?:We, (?:as )?((?:the |all )?[^,.;]{3,120}(?:, ${NAME}){0,30}(?:,? and (?:the )?${NAME})?),|(The undersigned(?: [\\p{L} ]{3,80}?)?)(?= (?:call|urge|write|wish|request|express|ask|demand|are|have|welcome|condemn|support)))`,
  "u",
);

function ourselves({ lines, body }: Page): Span | null {
  for (const { start, words } of body === -1 ? [] : lines.slice(body, body + 3)) {
    const match = OURSELVES.exec(words);
    const name = match?.[1] ?? match?.[2];
    if (!match || name === undefined) continue;
    const at = start + words.indexOf(name);
    return { start: at, end: at + name.length };
  }
  return null;
}

const SENT_FROM =
  /\bfrom (.{3,160}?)(?= (?:addressed )?to (?:the |his |her |its )?\p{Lu}| addressed\b|$)/u;

/** "Letter dated 6 March from the Permanent Representative of Orvania addressed to …". */
function sentFrom(page: Page): Span | null {
  const line = page.lines.find(({ kind }) => kind === "headline");
  const match = line && SENT_FROM.exec(line.words);
  const signed = signer(page);
  // The name under the letter is a fuller answer than the office above it.
  if (signed !== null) return signed;
  return match ? spanAt(line, match) : null;
}

/** The one name in the signature: "(Signed) Yanneth Orlo". */
function signer({ lines }: Page): Span | null {
  const names = lines
    .filter(({ kind }) => kind === "signature")
    .flatMap(({ start, words }) =>
      [...words.matchAll(/[^\n]+/g)].flatMap((line): Span[] => {
        const name = line[0].replace(SIGNED, "").trim();
        if (!isName(name.replace(TITLE, "")) || BODY.test(name)) return [];
        const at = start + line.index + line[0].indexOf(name);
        return [{ start: at, end: at + name.length }];
      }),
    );
  return names.length > 0 && names.length <= 2 ? names[0]! : null;
}

const SIGNED = /^\s*(?:\(?signed\)?:?|\/s\/)\s*/i;
const TITLE = /^(?:(?:dr|prof|mr|ms|mrs|mx|sir|dame|professor|h\.e)\.? )+/i;

/** "The signatories:" over the names, where the letter says nothing else of who writes. */
function roll({ lines }: Page): Span | null {
  const line = lines.find(({ kind }) => kind === "signatories");
  const match = line && /^(?:the )?(?:signatories|undersigned|signatory \p{L}+)/iu.exec(line.words);
  return match ? { start: line.start, end: line.start + match[0].length } : null;
}

/** "The Security Council," on a line of its own. */
function adopter({ lines }: Page): Span | null {
  for (const { start, words } of lines.slice(0, 12)) {
    const match = new RegExp(`^(The ${NAME}),$`, "u").exec(words);
    if (match) return { start, end: start + match[1]!.length };
  }
  return null;
}

const SUBJECT = new RegExp(
  `^(?:\\(?\\d{1,2}[.)] )?(The ${NAME})(?=,? (?:held|met|meeting|adopted|welcomed|took|gathered|convened|having|concluded|expressed|noted|recalled|reaffirmed|at)\\b)`,
  "u",
);

/** "1. The Council of the Tidal Compact held its fourteenth session …". */
function firstSubject({ lines, body }: Page): Span | null {
  for (const line of body === -1 ? [] : lines.slice(body, body + 2)) {
    const match = SUBJECT.exec(line.words);
    if (match) return spanAt(line, match);
  }
  return null;
}
