import { isOrganisation, isRole, isTitle, statedNumber } from "../actors/lexicon.ts";
import { type PlaceIndex, placeKey } from "../actors/places.ts";
import type { Block, Document, Entity, NameList, Span, SpanPair } from "../document/index.ts";
import { isName } from "../read/byline.ts";
import { findSpeaker } from "../read/genre/index.ts";

/** What a letter says outside its body: to whom it goes, who signed it, and under which number. */
export interface Letter {
  /** The entities given, with mentions added, and after them the new ones. */
  readonly entities: readonly Entity[];
  /** Ids of those it is addressed to; empty for what is no letter. */
  readonly addressees: readonly string[];
  readonly lists: readonly NameList[];
}

/**
 * The addressees of a letter and the lists of those who signed a document.
 *
 * A list has one entity and one span for each name as printed: a state that stands in it under two
 * names has its id there twice. States carry the code of ISO 3166-1 or of the place file; the
 * number that the text states of them is read and never corrected.
 */
export function readLetter(doc: Document, entities: readonly Entity[], places: PlaceIndex): Letter {
  const rolls = doc.blocks.filter(({ kind }) => kind === "signatories");
  const isLetter = doc.genre === "letter";
  if (rolls.length === 0 && !isLetter) return { entities, addressees: [], lists: [] };
  const register = new Register(entities, places);
  const parties = isLetter ? addresseesOf(doc).filter(isNamed) : [];
  const addressees = parties.map((party) => register.enter(party));
  const lists = rolls.flatMap((roll): NameList[] => {
    const { heading, names } = readRoll(doc, roll);
    if (names.length === 0) return [];
    return [
      {
        kind: "signatories",
        document: register.document(doc),
        entities: names.map((name) => register.enter(name)),
        statedCount: statedCount(doc, heading),
        spans: names.map(({ span }) => span),
      },
    ];
  });
  return { entities: register.entities, addressees, lists };
}

/** A name as printed, and what is printed beside it. */
interface Party {
  readonly name: string;
  readonly span: SpanPair;
  readonly role: { readonly text: string; readonly span: SpanPair } | null;
  readonly kind: Entity["kind"];
  readonly named: boolean;
}

/** The document's entities, to which those of the letter are added; each name once. */
class Register {
  readonly #entities: Entity[];
  readonly #byKey = new Map<string, number>();
  readonly #places: PlaceIndex;

  constructor(entities: readonly Entity[], places: PlaceIndex) {
    this.#entities = [...entities];
    this.#places = places;
    for (const [i, { kind, country, name }] of entities.entries()) {
      if (kind === "state" && country !== null) this.#byKey.set(`state ${country}`, i);
      this.#byKey.set(placeKey(name), i);
    }
  }

  get entities(): readonly Entity[] {
    return this.#entities;
  }

  /** Id of the entity of this name, which is new where the document has none. */
  enter({ name, span, role, kind, named }: Party): string {
    const found = this.#places.names.get(placeKey(name));
    const place = found?.by === "name" ? found.place : undefined;
    const isState = place !== undefined && place.kind === "state" && kind !== "person";
    const key = isState ? `state ${place.code}` : placeKey(name);
    const known = this.#byKey.get(key);
    if (known !== undefined) return this.#mention(known, span, role);
    return this.#add(key, {
      name,
      kind: isState ? "state" : kind,
      named,
      country: isState ? place.code : null,
      sector: null,
      count: null,
      roles: role === null ? [] : [role],
      mentions: [span],
    });
  }

  /** Id of the letter itself: by its number where it has one, else by its title. */
  document(doc: Document): string | null {
    const headline = doc.blocks.find(({ kind }) => kind === "headline");
    const number = documentNumber(doc);
    const span = number ?? (headline && ([headline.start, headline.end] as const));
    if (span === undefined) return null;
    const name = doc.text.slice(...span).replace(/\s+/g, " ");
    return this.enter({ name, span, role: null, kind: "document", named: true });
  }

  #mention(i: number, span: SpanPair, role: Party["role"]): string {
    const entity = this.#entities[i]!;
    const isNew = !entity.mentions.some(([start]) => start === span[0]);
    const mentions = isNew ? [...entity.mentions, span] : entity.mentions;
    const isNewRole = role !== null && !entity.roles.some(({ text }) => text === role.text);
    this.#entities[i] = {
      ...entity,
      mentions: mentions.toSorted((a, b) => a[0] - b[0]),
      roles: isNewRole ? [...entity.roles, role] : entity.roles,
    };
    return entity.id;
  }

  #add(key: string, entity: Omit<Entity, "id">): string {
    const id = `e${this.#entities.length + 1}`;
    this.#byKey.set(key, this.#entities.length);
    this.#entities.push({ id, ...entity });
    return id;
  }
}

/** A piece of the text and where it begins. */
interface Piece {
  readonly words: string;
  readonly start: number;
}

/** The pieces that a pattern parts, without white space at their ends; empty ones left out. */
function split({ words, start }: Piece, border: RegExp): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const add = (to: number) => {
    const piece = words.slice(from, to);
    const trimmed = piece.trim();
    if (trimmed === "") return;
    pieces.push({ words: trimmed, start: start + from + piece.indexOf(trimmed) });
  };
  for (const match of words.matchAll(border)) {
    add(match.index);
    from = match.index + match[0].length;
  }
  add(words.length);
  return pieces;
}

function pieceOf({ text }: Document, { start, end }: Block): Piece {
  return { words: text.slice(start, end), start };
}

const ITEM_MARK = /^(?:\(?\d{1,4}[.)]|[•‣◦▪●∙·*–—-])\s+/;

/** The heading of a list of signatories and the names under it. */
function readRoll(doc: Document, roll: Block): { heading: string; names: Party[] } {
  const { words, start } = pieceOf(doc, roll);
  const colon = /^[^\n:]*:/.exec(words)?.[0].length;
  const to = colon ?? /^.*?\bby\b|^.*/.exec(words)![0].length;
  const lines = split({ words: words.slice(to), start: start + to }, /[\r\n]+|\t+| {3,}/g)
    .map((line) => without(line, ITEM_MARK))
    .filter((line) => /\p{L}/u.test(line.words) && !/:$/.test(line.words));
  const enumerated =
    lines.length === 1 || lines.slice(0, -1).every((line) => /[,;]$/.test(line.words));
  const items = enumerated ? lines.flatMap(partsOf) : lines;
  const parties = items.filter((item) => !UNNAMED.test(item.words)).map(partyOf);
  return { heading: words.slice(0, to), names: parties.filter(isNamed) };
}

/** Brackets alone have no name. */
function isNamed({ name }: Party): boolean {
  return /\p{L}/u.test(name);
}

/** "and 140 others" names nobody. */
const UNNAMED = /^(?:and )?(?:(?:more than|over|about|some) )?(?:\d[\d,]*|many) (?:other|more)/i;

function without({ words, start }: Piece, head: RegExp): Piece {
  const length = head.exec(words)?.[0].length ?? 0;
  return { words: words.slice(length), start: start + length };
}

function partsOf(line: Piece): Piece[] {
  return line.words.includes(";")
    ? split(line, /;\s*(?:and\b)?/g)
    : split(line, /,\s*(?:and\b)?|\band\b/g);
}

const TITLES =
  /^(?:(?:his|her|their) excellency|h\.e\.|the (?:right )?hon(?:ou?rable|\.)|sir|dame)\s+/i;

/** "Brennick (observer)", "Dr. Ada Roe, Harbour Master, Oram", "For the Union: Ada Roe". */
function partyOf(item: Piece): Party {
  let piece = without(item, TITLES);
  const honorific = piece.start > item.start;
  const first = /^\p{L}+\.?/u.exec(piece.words)?.[0].toLowerCase() ?? "";
  const titled =
    !isOffice(piece.words.split(/[,(]/)[0]!) && (isTitle(first) || isTitle(`${first}.`));
  // "Minister Ostrey" keeps its office in the name: it is what the letter calls them.
  if (titled && /^(?:mr|mrs|ms|dr|prof|miss|mx|professor|madam)\.?$/.test(first))
    piece = without(piece, /^\p{L}+\.?\s+/u);
  const border = /\s*(?:,| \(| [–—-] ).*$/su.exec(piece.words);
  const name = piece.words.slice(0, border?.index ?? piece.words.length).replace(/[.;]$/, "");
  const role = border === null ? null : roleOf(piece, border);
  const isBody = name.toLowerCase().split(/\s+/).some(isOrganisation) && !isOffice(name);
  const isPerson = honorific || titled || (role !== null && holdsRole(role.text));
  const kind = isBody ? "organisation" : isPerson ? "person" : null;
  const span = [piece.start, piece.start + name.length] as const;
  return { name: name.replace(/\s+/g, " "), span, role, kind, named: true };
}

function roleOf({ start }: Piece, border: RegExpExecArray): Party["role"] {
  const lead = /^[\s,(–—-]*/.exec(border[0])![0].length;
  const text = border[0].slice(lead).replace(/[\s).,;]+$/, "");
  if (text === "") return null;
  const at = start + border.index + lead;
  return { text: text.replace(/\s+/g, " "), span: [at, at + text.length] };
}

const DEAR = /^(?:dear|to:?|cc:?)\s+/i;
const NOBODY =
  /^(?:sirs?|madams?|all|friends?|colleagues?|readers?|members?|editors?|whom it may concern|ladies and gentlemen|(?:your )?(?:excellency|excellencies|highness|majesty))$/i;

/** The persons and bodies in the address above the greeting, else in the greeting, else in the title. */
function addresseesOf(doc: Document): Party[] {
  const salutation = doc.blocks.find(({ kind }) => kind === "salutation");
  if (salutation !== undefined) {
    const lines = split(pieceOf(doc, salutation), /[\r\n]+/g);
    const inAddress = addressed(lines.slice(0, -1));
    if (inAddress.length > 0) return inAddress;
    const greeted = greetedIn(lines.at(-1)!);
    if (greeted.length > 0) return greeted;
  }
  const headline = doc.blocks.find(({ kind }) => kind === "headline");
  const title = headline && doc.text.slice(headline.start, headline.end).replace(/\s/g, " ");
  const match = title && ADDRESSED.exec(title);
  if (!match) return [];
  const start = headline!.start + match.index + match[0].length - match[1]!.length;
  return [unnamedOffice({ words: match[1]!, start })];
}

const ADDRESSED =
  /(?:\baddressed to|\b[Ll](?:etter|ETTER) to|\b(?:from|of|by) .{3,160}? to) ((?:the |all )?\p{Lu}.*?)(?= on\b|$)/u;

/** "Her Excellency Ms. Lissa Quendry" with her office on the next line; each such line begins one. */
function addressed(lines: readonly Piece[]): Party[] {
  const parties: Party[] = [];
  for (const [i, line] of lines.entries()) {
    const piece = without(line, DEAR);
    const party = partyOf(piece);
    const next = lines[i + 1];
    const isOffice = next !== undefined && holdsRole(next.words);
    if (party.kind === "person" || (party.kind === null && isOffice && isName(party.name))) {
      if (party.role !== null || !isOffice) parties.push(party);
      else {
        const end = next!.start + next!.words.length;
        parties.push({
          ...party,
          kind: "person",
          role: { text: next!.words, span: [next!.start, end] },
        });
      }
    } else if (parties.length === 0 && (piece.start > line.start || i === 0)) {
      if (holdsRole(piece.words)) parties.push(officeOf(piece));
      else if (party.kind === "organisation") parties.push(party);
    }
  }
  return parties;
}

/** "Dear Minister Ostrey, dear Ms. Lorne,": the names; "Dear colleagues," has none. */
function greetedIn(line: Piece): Party[] {
  if (!/^dear\b/i.test(line.words)) return [];
  const names = split(without(line, /^dear\s+/i), /[,;:!]\s*(?:(?:and )?dear\b)?|\band dear\b/gi);
  return names.flatMap((name): Party[] => {
    const bare = without(name, /^(?:and|dear)\s+/i);
    if (NOBODY.test(bare.words) || !/\p{Lu}/u.test(bare.words)) return [];
    const pair = /^(\p{L}+\.? \p{Lu}[\p{L}'’-]+) and (\p{L}+\.? \p{Lu}[\p{L}'’-]+)$/u.test(
      bare.words,
    );
    return pair ? split(bare, /\band\b/g).map(partyOf) : [greeted(bare)];
  });
}

/** "Minister Ostrey" is a person's name with an office, "President of the Council" an office. */
function greeted(piece: Piece): Party {
  const party = partyOf(piece);
  const isRoleAlone = isRole(party.name.split(/\s+/).at(-1)!.toLowerCase());
  return isOffice(party.name) || isRoleAlone ? unnamedOffice(piece) : party;
}

/** "President of the Council", not "Council of Ministers". */
function isOffice(name: string): boolean {
  const [head, rest] = name.split(/ (?:of|for) /);
  return rest !== undefined && holdsRole(head!);
}

/** "the Minister for Fisheries and Harbours, Maud Esteren": an office, with its holder or without. */
function officeOf(piece: Piece): Party {
  const comma = piece.words.lastIndexOf(", ");
  const name = piece.words.slice(comma + 2);
  if (comma === -1 || !isName(name) || !holdsRole(piece.words.slice(0, comma)))
    return unnamedOffice(piece);
  const text = piece.words.slice(0, comma).replace(/^the /i, "");
  const start = piece.start + comma - text.length;
  return {
    name,
    span: [piece.start + comma + 2, piece.start + piece.words.length],
    role: { text, span: [start, start + text.length] },
    kind: "person",
    named: true,
  };
}

function holdsRole(words: string): boolean {
  return words
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .some(isRole);
}

function unnamedOffice({ words, start }: Piece): Party {
  const name = words.replace(/\s+/g, " ").replace(/[,.:]$/, "");
  const isPerson = holdsRole(name);
  const span = [start, start + words.replace(/[,.:]$/, "").length] as const;
  return { name, span, role: null, kind: isPerson ? "person" : null, named: false };
}

/** "Document TC/C/31/114", "Ref.: 27/2031", above the body. */
const NUMBER =
  /^(?:(?:document|doc|ref(?:erence)?|our ref|no|number)\b[.:]*\s*(?:no\.?\s*)?)?((?:\p{Lu}[\p{L}\d]*[/.-])?[\p{Lu}\d][\p{L}\d.-]*\/[\p{L}\d./-]*\d)$/iu;

function documentNumber(doc: Document): SpanPair | undefined {
  for (const block of doc.blocks.slice(0, 12)) {
    if (block.kind === "paragraph" || block.end - block.start > 80) continue;
    const match = NUMBER.exec(doc.text.slice(block.start, block.end));
    if (match) return [block.end - match[1]!.length, block.end];
  }
  return undefined;
}

/** "22 States named below": where a text points to its list. */
const BELOW =
  /^(?:(?:listed|named|printed|signed|set) (?:out )?(?:below|above|hereunder)|whose names)/i;
const ROUGHLY = /^(?:about|nearly|some|over|almost|around|than|least|roughly)$/;

/** How many the document says they are: where it points to the list, in its heading, or in its title. */
function statedCount(doc: Document, heading: string): number | null {
  const speaker = findSpeaker(doc.text, doc.blocks, doc.genre);
  const title = doc.blocks.find(({ kind }) => kind === "headline");
  const wordsOf = (span: Span | null | undefined) =>
    span ? doc.text.slice(span.start, span.end) : "";
  for (const { kind, start, end } of doc.blocks) {
    if (kind !== "paragraph") continue;
    const count = countIn(doc.text.slice(start, end), (after) => BELOW.test(after));
    if (count !== null) return count;
  }
  for (const words of [wordsOf(speaker), heading, wordsOf(title)]) {
    const count = countIn(words, () => true);
    if (count !== null) return count;
  }
  return null;
}

/** The first number before a plural that is followed by what is asked for; none that is rough. */
function countIn(text: string, isMeant: (after: string) => boolean): number | null {
  const words = [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N},'’-]*/gu)];
  for (const [i, word] of words.entries()) {
    const number = statedNumber(word[0].toLowerCase().replace(/,$/, ""));
    if (number === null || ROUGHLY.test(words[i - 1]?.[0].toLowerCase() ?? "")) continue;
    for (const thing of words.slice(i + 1, i + 4)) {
      const to = thing.index + thing[0].length;
      const plural = /^\p{L}{2,}s$/u.test(thing[0]) && !/[.:;!?]/.test(text.slice(word.index, to));
      if (plural && isMeant(text.slice(to + 1, to + 40))) return number;
    }
  }
  return null;
}
