import lexicon from "../../../data/genres.json" with { type: "json" };
import { isName, isOutletName } from "../byline.ts";
import { datelineLength } from "./dateline.ts";
import { type Kinds, type Mark, marksBetween, type Rule } from "./rule.ts";
import { endsSentence, endsWithStop, REACH, type Unit } from "./units.ts";

/** Longest headline, and how many lines from the top one is looked for. */
const MAX_HEADLINE = 200;
const MAX_OPENING = 12;

/** Most lines of an address above "Excellency,". */
const MAX_ADDRESS = 6;

/** What follows a headline without a blank line between. */
const UNDER_HEADLINE: ReadonlySet<string | null> = new Set(["timestamp", "byline", "dateline"]);

/**
 * The headline, and the unclaimed lines above it, which are a letterhead or the outlet's name.
 *
 * It is the first line, unless that begins a letterhead in capitals ("MINISTRY OF HARBOURS",
 * "PRESS RELEASE No. 27", blank, headline): then the first line that stands alone.
 */
export const headline: Rule = (units, kinds) => {
  const lines = openingUnits(units, kinds);
  const [masthead, opening] = splitMasthead(units, lines);
  const chosen = chooseTitle(units, kinds, opening);
  if (chosen === undefined) return [];
  return [
    ...masthead.map((unit): Mark => ({ unit, kind: "byline" })),
    ...opening.filter((i) => i < chosen).map((unit): Mark => ({ unit, kind: "boilerplate" })),
    { unit: chosen, kind: "headline" },
    ...(isContinuedBelow(units, kinds, chosen)
      ? [{ unit: chosen + 1, kind: "headline" } as const]
      : creditsUnder(units, kinds, chosen)),
  ];
};

/** "THE CASTER HERALD" above everything names the outlet, where another line can be the headline. */
function splitMasthead(units: readonly Unit[], lines: readonly number[]): [number[], number[]] {
  const [first, ...rest] = lines;
  if (first === undefined || rest.length === 0) return [[], [...lines]];
  const name = units[first]!.tail;
  const names = isOutletName(name) && (/^the /i.test(name) || isCapitals(name));
  return names ? [[first], rest] : [[], [...lines]];
}

function chooseTitle(
  units: readonly Unit[],
  kinds: Kinds,
  opening: readonly number[],
): number | undefined {
  const [first] = opening;
  if (first === undefined || !isCapitals(units[first]!.head)) return first;
  const isRelease = opening.some((i) => RELEASE.test(units[i]!.head));
  const isTitle = (i: number) => !(isRelease && isLetterhead(units[i]!));
  return (
    opening.find((i) => standsAlone(units, kinds, i) && isTitle(i)) ?? firstTitle(units, opening)
  );
}

const RELEASE = /^(?:(?:press|media|news) (?:release|statement|notice)|for immediate release)\b/i;

/** Above a release: what it is, and in capitals the body that issues it. */
function isLetterhead({ head }: Unit): boolean {
  return RELEASE.test(head) || (isCapitals(head) && BODY.test(head));
}

const BODY = new RegExp(`\\b(?:${lexicon.bodies.replaceAll(" ", "|")})s?\\b`, "i");

function isCapitals(words: string): boolean {
  return !/\p{Ll}/u.test(words);
}

/** Indexes of the unclaimed lines above the body that could be a headline. */
function openingUnits(units: readonly Unit[], kinds: Kinds): number[] {
  const found: number[] = [];
  for (let i = 0; i + 1 < units.length && i < MAX_OPENING; i++) {
    const unit = units[i]!;
    if (kinds[i] === "salutation" || kinds[i] === "question" || kinds[i] === "answer") break;
    if (kinds[i] !== null) continue;
    if (!couldBeHeadline(unit) && !(found.length === 0 && isStamped(unit, kinds[i + 1]!))) break;
    found.push(i);
  }
  return found;
}

function couldBeHeadline(unit: Unit): boolean {
  return unit.length <= MAX_HEADLINE && !endsWithStop(unit) && datelineLength(unit.tail) === 0;
}

/** A short first line with a stop is a headline when the date stands right under it. */
function isStamped(unit: Unit, next: string | null): boolean {
  return unit.length <= MAX_HEADLINE && next === "timestamp";
}

function standsAlone(units: readonly Unit[], kinds: Kinds, i: number): boolean {
  return units[i]!.blankBefore && (units[i + 1]!.blankBefore || UNDER_HEADLINE.has(kinds[i + 1]!));
}

const ISSUER =
  /^(?:the )?(?:ministry|department|office|embassy|mission|government|republic|secretariat|permanent)\b/i;

/** The first line, or the second where the first only names who issued the document. */
function firstTitle(units: readonly Unit[], opening: readonly number[]): number | undefined {
  const [first, second] = opening;
  if (first === undefined || second !== first + 1) return first;
  return ISSUER.test(units[first]!.head) && /^\p{Lu}/u.test(units[second]!.head) ? second : first;
}

/** "COMMUNIQUÉ" goes on with "of the Council" on the next line. */
function isContinuedBelow(units: readonly Unit[], kinds: Kinds, chosen: number): boolean {
  const next = units[chosen + 1]!;
  return (
    kinds[chosen + 1] === null &&
    !next.blankBefore &&
    /^\p{Ll}/u.test(next.head) &&
    !endsSentence(next) &&
    next.length <= MAX_HEADLINE
  );
}

/** A bare name above the date, and the outlet's own name, in the two lines under a headline. */
function creditsUnder(units: readonly Unit[], kinds: Kinds, chosen: number): Mark[] {
  return [chosen + 1, chosen + 2].flatMap((i): Mark[] => {
    const unit = units[i];
    if (!unit || kinds[i] !== null || unit.length > REACH || endsSentence(unit)) return [];
    const named = isOutletName(unit.tail) || (kinds[i + 1] === "timestamp" && isName(unit.tail));
    return named ? [{ unit: i, kind: "byline" }] : [];
  });
}

/**
 * An address at the very top, which would else be taken for a headline: two lines or more without a
 * blank one between, and nothing unclaimed above them.
 */
export const topAddress: Rule = (units, kinds) => {
  const at = kinds.indexOf("salutation");
  let from = at;
  while (from > 0 && at - from < MAX_ADDRESS && isAddressLine(units[from - 1]!, kinds[from - 1]!)) {
    from--;
    if (units[from]!.blankBefore) break;
  }
  const isTop = at - from > 1 && !kinds.slice(0, from).includes(null);
  return isTop ? marksBetween(from, at, "salutation") : [];
};

/** The address lines right above a salutation belong to it. */
export const address: Rule = (units, kinds) => {
  const at = kinds.indexOf("salutation");
  let from = at;
  while (from > 0 && at - from < MAX_ADDRESS && isAddressLine(units[from - 1]!, kinds[from - 1]!)) {
    from--;
  }
  return at === -1 ? [] : marksBetween(from, at, "salutation");
};

function isAddressLine(unit: Unit, kind: string | null): boolean {
  return kind === null && unit.length <= 100 && !endsSentence(unit);
}
