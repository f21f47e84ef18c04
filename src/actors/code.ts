import sectors from "../../data/sectors.json" with { type: "json" };
import { type Parse, type TokenRange, type Tokens, tokenize, UPOS } from "../language/index.ts";
import { findPlace } from "./find-place.ts";
import type { PlaceIndex } from "./places.ts";

/** What a phrase says of an actor in the terms of CAMEO and PLOVER; `null` is unknown, not "none". */
export interface ActorCode {
  /** ISO 3166-1 alpha-3, or the code of the user's own place file. */
  readonly country: string | null;
  /** What an actor above the states is: `IGO`, `NGO` or `MNC`; its `country` is then `null`. */
  readonly international: "IGO" | "NGO" | "MNC" | null;
  /** A sector of the PLOVER set: `GOV`, `MIL`, `REB` … (docs/formats.md lists them). */
  readonly sector: string | null;
  /** The phrase is a seat of government alone ("Vellin"): a state where it acts, a place after "in". */
  readonly isSeat: boolean;
}

const UNKNOWN: ActorCode = { country: null, international: null, sector: null, isSeat: false };

/**
 * The code of the actor that a noun phrase names or describes: "Iranian foreign ministry" → IRN
 * GOV, "the rebels" → no country, REB. The phrase may hold what depends on its head ("the army of
 * Mali", "rebels in Chad") and an apposition. Reads the phrase alone: whose army "the army" is,
 * the entity knows.
 */
export function codeActor(
  phrase: TokenRange,
  tokens: Tokens,
  parsed: Pick<Parse, "upos"> | null,
  places: PlaceIndex,
): ActorCode {
  let code = UNKNOWN;
  const read = { from: phrase.from, to: Math.min(phrase.to, phrase.from + LONGEST_PHRASE) };
  for (const part of partsOf(read, tokens, parsed)) {
    const own = codePart(part, tokens, places);
    // A sector of the apposition serves where the name has none, and the country likewise.
    code = {
      country: code.country ?? (code.international === null ? own.country : null),
      international: code.international ?? (code.country === null ? own.international : null),
      sector: code.sector ?? own.sector,
      isSeat: part.from === phrase.from ? own.isSeat : code.isSeat,
    };
  }
  return code;
}

/** `codeActor` of a phrase given as text, without a parse. */
export function codeActorPhrase(text: string, places: PlaceIndex): ActorCode {
  const { tokens } = tokenize(text, [{ kind: "paragraph", start: 0, end: text.length }]);
  return codeActor({ from: 0, to: tokens.length }, tokens, null, places);
}

/** The CAMEO string of a code: "IRNGOV", "IGO", "---REB"; `null` where nothing is known. */
export function cameoActor(code: ActorCode): string | null {
  const { country, international, sector } = code;
  if (country === null && international === null && sector === null) return null;
  return `${country ?? international ?? "---"}${sector ?? ""}`;
}

/** How many tokens of a phrase are read; what comes later says nothing of its head. */
const LONGEST_PHRASE = 60;

/** Up to a comma, and after it; a relative clause and a verb end the phrase. */
function partsOf(
  phrase: TokenRange,
  tokens: Tokens,
  parsed: Pick<Parse, "upos"> | null,
): TokenRange[] {
  const parts: TokenRange[] = [];
  let { from } = phrase;
  for (let i = phrase.from; i <= phrase.to; i++) {
    const ends = i === phrase.to || isRelative(tokens, i) || isVerb(parsed, i);
    if (!ends && !PARTS.has(tokens.word[i]!)) continue;
    if (i > from) parts.push({ from, to: i });
    from = i + 1;
    if (ends) break;
  }
  return parts;
}

const ENDS = new Set("who whom whose which that where when".split(" "));
const isRelative = (tokens: Tokens, i: number) =>
  ENDS.has(tokens.lower[i]!) && tokens.word[i] !== "WHO";
const PARTS = new Set([",", "(", ")", "–", "—", ";"]);
const VERB = UPOS.indexOf("VERB");
const isVerb = (parsed: Pick<Parse, "upos"> | null, i: number) => parsed?.upos[i] === VERB;

/** Words after which stands what the head belongs to, or where it is. */
const OF = new Set("of in from at for within inside near by".split(" "));
/** Words after which stands somebody else: "ambassador |to| Poland". */
const OTHERS = new Set(
  "to with against on about over after before into toward towards than".split(" "),
);

/** One part: its base up to the first preposition, then what depends on it. */
function codePart(part: TokenRange, tokens: Tokens, places: PlaceIndex): ActorCode {
  const to = baseEnd(part, tokens, places);
  const base = codeBase({ from: part.from, to }, tokens, places);
  const links = to < part.to && OF.has(tokens.lower[to]!);
  const rest = links ? codePart({ from: to + 1, to: part.to }, tokens, places) : UNKNOWN;
  // Who leads or gathers others is of their sector; else the sector is the head's own.
  const isOf = tokens.lower[to] === "of" || tokens.lower[to] === "for";
  const sector = base.leads !== null && isOf ? (rest.sector ?? base.leads) : base.leads;
  const former = /^(?:former|ex|retired|ousted|deposed|exiled)$/;
  const isFormer = tokens.lower.slice(part.from, to).some((w) => former.test(w));
  const found = base.sector ?? (sector === "" ? null : sector);
  const inherits = base.leads !== null || !base.hasNoun;
  const country = base.country ?? (base.international === null ? rest.country : null);
  return {
    country,
    international: base.international ?? (country === null && inherits ? rest.international : null),
    sector:
      isFormer && found === "GOV"
        ? "ELI"
        : (found ??
          (base.leads === "" && country !== null && isRuler(tokens, part.from, to) ? "GOV" : null)),
    isSeat: base.isSeat && to === part.to,
  };
}

/** The first preposition that no name and no entry of the lexicon holds ("Republic |of| China"). */
function baseEnd(part: TokenRange, tokens: Tokens, places: PlaceIndex): number {
  for (let i = part.from; i < part.to; i++) {
    const place = findPlace(tokens, i, part.to, places);
    if (place !== null) i = place.to - 1;
    else if (OTHERS.has(tokens.lower[i]!)) return i;
    else if (OF.has(tokens.lower[i]!)) {
      const held = sectorAcross(tokens, part, i);
      if (held === null) return i;
      i = held - 1;
    }
  }
  return part.to;
}

/** Where an entry ends that goes across token `i` ("institute |of| technology"); else `null`. */
function sectorAcross(tokens: Tokens, part: TokenRange, i: number): number | null {
  for (let to = Math.min(part.to, i + 3); to > i + 1; to--) {
    const entry = sectorEndingAt(tokens, part.from, to);
    if (entry !== null && entry.from < i) return to;
  }
  return null;
}

/** "South African leader", and nobody's leader else: of the country. */
function isRuler(tokens: Tokens, from: number, to: number): boolean {
  return tokens.lower.slice(from, to).some((w) => w === "leader" || w === "leaders");
}

interface BaseCode extends ActorCode {
  /** The sector of a word that leads others ("" where it has none of its own), else `null`. */
  readonly leads: string | null;
  /** Whether a word of the lexicon or an organisation stands in it. */
  readonly hasNoun: boolean;
}

/** From right to left: the last word that has a sector decides, one that leads leaves it to those before. */
function codeBase(base: TokenRange, tokens: Tokens, places: PlaceIndex): BaseCode {
  let country: string | null = null;
  let international: ActorCode["international"] = null;
  let organisationSector: string | null = null;
  let isSeat = false;
  const organisations: TokenRange[] = [];
  for (let i = base.from; i < base.to; ) {
    const found = findPlace(tokens, i, base.to, places);
    // A surname of a place file is others' as well: who is who, the names decide.
    if (found === null || found.name.place.kind === "person") {
      i++;
      continue;
    }
    const { place, by } = found.name;
    if (INTERNATIONAL.has(place.code ?? "")) {
      if (country === null) international ??= place.code as ActorCode["international"];
    } else if (international === null) country ??= place.code;
    if (place.kind === "organisation") {
      organisationSector = place.sector ?? organisationSector;
      organisations.push({ from: i, to: found.to });
    }
    isSeat = by === "seat" && found.to === base.to && coversAllBut(tokens, base.from, i);
    i = found.to;
  }
  let leads: string | null = null;
  for (let i = base.to; i > base.from; ) {
    const entry = sectorEndingAt(tokens, base.from, i);
    const name = organisations.find((o) => o.from < i && i <= o.to);
    if (name !== undefined) i = name.from;
    else if (entry === null) i--;
    else if (entry.leads) {
      leads ??= entry.sector;
      i = entry.from;
    } else {
      const sector =
        organisationSector !== null && leads !== null ? organisationSector : entry.sector;
      return { country, international, sector, isSeat, leads: null, hasNoun: true };
    }
  }
  const seat = isSeat ? "GOV" : null;
  return {
    country,
    international,
    sector: organisationSector ?? seat,
    isSeat,
    leads,
    hasNoun: leads !== null || organisations.length > 0,
  };
}

const INTERNATIONAL = new Set(["IGO", "NGO", "MNC"]);

/** Only an article stands before. */
function coversAllBut(tokens: Tokens, from: number, to: number): boolean {
  return from === to || (from + 1 === to && tokens.lower[from] === "the");
}

interface SectorEntry {
  readonly sector: string;
  readonly leads: boolean;
  /** First token of the words found. */
  readonly from: number;
}

/** The longest entry of the lexicon that ends before token `to`. */
function sectorEndingAt(tokens: Tokens, from: number, to: number): SectorEntry | null {
  const last = tokens.lower[to - 1]!;
  let best: SectorEntry | null = null;
  let words = "";
  for (let length = 1, i = to - 1; length <= LONGEST && i >= from; length++, i--) {
    if (/^(?:['’]s?|-)$/.test(tokens.word[i]!)) i--; // "Secretary-General" is three tokens
    if (i < from) break;
    if (length > 1) words = `${tokens.lower[i]!.replace(/['’]s?$/, "")} ${words}`.trim();
    for (const form of singulars(last)) {
      const known = SECTORS.get(words === "" ? form : `${words} ${form}`);
      if (known !== undefined) {
        best = { ...known, from: i };
        break;
      }
    }
  }
  return best;
}

/** A noun, and what it may be the plural of. */
export function singulars(word: string): readonly string[] {
  if (word.endsWith("ies")) return [word, `${word.slice(0, -3)}y`];
  if (/(?:men)$/.test(word)) return [word, `${word.slice(0, -2)}an`];
  if (/(?:ches|shes|sses|xes)$/.test(word)) return [word, word.slice(0, -2), word.slice(0, -1)];
  if (word.length > 2 && word.endsWith("s")) return [word, word.slice(0, -1)];
  return [word];
}

const SECTORS = new Map<string, { sector: string; leads: boolean }>();
for (const [word, sector] of Object.entries(sectors.leads))
  SECTORS.set(word, { sector, leads: true });
for (const [sector, words] of Object.entries(sectors.sectors)) {
  for (const word of words.split("|"))
    SECTORS.set(word.replace("'s", ""), { sector, leads: false });
}
const LONGEST = Math.max(...[...SECTORS.keys()].map((words) => words.split(" ").length));
