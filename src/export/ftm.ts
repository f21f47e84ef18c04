import codes from "i18n-iso-countries/codes.json" with { type: "json" };
import type { Attribution, DocumentRecord, Entity, Event } from "../document/index.ts";
import { type ExportOptions, type Lookup, lookUp } from "./lookup.ts";
import { ndjsonLine } from "./ndjson.ts";

/** An entity of FollowTheMoney: every property is a list of texts. */
export interface FtmEntity {
  readonly id: string;
  readonly schema: string;
  readonly properties: Readonly<Record<string, readonly string[]>>;
}

/**
 * The records as FollowTheMoney entities, one a line: the document, whom and what it names, a
 * Mention for each of them, a Note for each statement and an Event for each thing reported to have
 * happened. All of it comes from texts: names are not matched with anybody, and `proof` leads to the
 * document. What the text does not name is no entity there.
 */
export async function* toFtm(
  records: AsyncIterable<DocumentRecord>,
  options: ExportOptions = {},
): AsyncGenerator<string> {
  for await (const record of records) {
    yield ftmEntities(record, options)
      .map((entity) => ndjsonLine(entity))
      .join("");
  }
}

/** The entities of one document, each before those that refer to it. */
export function ftmEntities(record: DocumentRecord, options: ExportOptions = {}): FtmEntity[] {
  const doc = lookUp(record, options);
  const named = record.entities.filter((entity) => schemaOf(entity) !== null);
  const happened = record.events.filter(({ status }) => status === "happened");
  return [
    documentEntity(doc),
    ...named.map((entity) => namedEntity(doc, entity)),
    ...named.filter(isParty).map((entity) => mentionEntity(doc, entity)),
    ...record.attributions.map((attribution) => statementEntity(doc, attribution)),
    ...happened.map((event) => eventEntity(doc, event)),
  ];
}

function documentEntity({ record, key }: Lookup): FtmEntity {
  const { title, outlet, byline, published, updated, genre, url, file, sha256 } = record.document;
  return entityOf(key, genre === "report" ? "Article" : "Document", {
    // Required of every Thing; an input may give an empty title or id.
    name: [title || record.id || key],
    title: [title],
    // Required of every Document; a text from a stream has no file.
    fileName: [file || `${key}.txt`],
    author: byline,
    publisher: [outlet],
    publishedAt: [dayOf(published)],
    modifiedAt: [dayOf(updated)],
    sourceUrl: [webAddress(url)],
    // `contentHash` is SHA-1 and reserved for the server's own archive.
    notes: [`SHA-256 of the source: ${sha256}`],
  });
}

// Bodies that a state acts through; the sectors are those of an entity of the record.
const PUBLIC = new Set(["GOV", "MIL", "COP", "SPY", "JUD", "LEG"]);

/** The schema for an entity; `null` for what the text only describes, and for documents it names. */
function schemaOf({ kind, named, sector }: Entity): string | null {
  if (!named) return null;
  switch (kind) {
    case "person":
      return "Person";
    case "state":
      return "PublicBody";
    case "organisation":
      return sector !== null && PUBLIC.has(sector) ? "PublicBody" : "Organization";
    case "outlet":
      return "Organization";
    case "place":
      return "Address";
    case "document":
      return null;
    // Two who are one source together, and names whose kind could not be told.
    default:
      return "LegalEntity";
  }
}

function isParty({ kind }: Entity): boolean {
  return kind !== "place";
}

function namedEntity(doc: Lookup, entity: Entity): FtmEntity {
  const { id, kind, name, country, roles } = entity;
  return entityOf(`${doc.key}-${id}`, schemaOf(entity)!, {
    name: [name],
    ...(kind === "place" && { full: [name] }),
    ...(kind === "person" && { position: roles.map(({ text }) => oneLine(text)) }),
    country: [countryCode(country)],
    proof: [doc.key],
  });
}

function mentionEntity({ key }: Lookup, entity: Entity): FtmEntity {
  return entityOf(`${key}-${entity.id}-mention`, "Mention", {
    document: [key],
    name: [entity.name],
    resolved: [`${key}-${entity.id}`],
    detectedSchema: [schemaOf(entity)],
    contextCountry: [countryCode(entity.country)],
  });
}

function statementEntity(doc: Lookup, attribution: Attribution): FtmEntity {
  const { id, kind, source, content, sourceEntity, saidAt } = attribution;
  const speaker = doc.entity(sourceEntity);
  const who = speaker?.name ?? doc.words(source) ?? "a source not given";
  const isKnown = speaker !== null && schemaOf(speaker) !== null;
  const day = saidAt?.from === saidAt?.to ? dayOf(saidAt?.from ?? null) : null;
  return entityOf(`${doc.key}-${id}`, "Note", {
    name: [oneLine(`Statement by ${who} as reported (${kind})`)],
    description: [doc.words(content)],
    summary: day === null ? [] : [`Said on ${day}`],
    entity: [isKnown ? `${doc.key}-${speaker.id}` : doc.key],
    publisher: [doc.record.document.outlet],
    sourceUrl: [webAddress(doc.permalink(content))],
    proof: [doc.key],
  });
}

function eventEntity(doc: Lookup, event: Event): FtmEntity {
  const { id, source, target, spans, plover, code, date, place, accordingTo } = event;
  const [from, to] = [doc.entity(source), doc.entity(target)];
  const parties = [from, to].filter((entity) => entity !== null);
  const teller = doc.attribution(accordingTo);
  const who = teller === null ? "the outlet" : sourceName(doc, teller);
  const what = doc.words(spans.trigger) ?? plover ?? code ?? "event";
  const where = doc.entity(place);
  return entityOf(`${doc.key}-${id}`, "Event", {
    name: [oneLine(["Reported:", from?.name, what, to?.name].filter(Boolean).join(" "))],
    summary: [oneLine(`According to ${who}`)],
    notes: [code === null ? null : `CAMEO ${code}${plover === null ? "" : `, PLOVER ${plover}`}`],
    involved: parties
      .filter((entity) => schemaOf(entity) !== null && isParty(entity))
      .map((entity) => `${doc.key}-${entity.id}`),
    startDate: [dayOf(date?.from ?? null)],
    endDate: [dayOf(date?.to ?? null)],
    location: [where?.name ?? null],
    country: [countryCode(where?.country ?? null)],
    sourceUrl: [webAddress(doc.permalink(spans.trigger))],
    proof: [doc.key],
  });
}

function sourceName(doc: Lookup, { source, sourceEntity }: Attribution): string {
  return doc.entity(sourceEntity)?.name ?? doc.words(source) ?? "a source not given";
}

/** Without the properties that have no value, and without a value twice. */
function entityOf(
  id: string,
  schema: string,
  properties: Readonly<Record<string, readonly (string | null)[]>>,
): FtmEntity {
  const known = Object.entries(properties).flatMap(([name, values]) => {
    const given = [...new Set(values.filter((value) => value !== null && value !== ""))];
    return given.length === 0 ? [] : [[name, given] as const];
  });
  return { id, schema, properties: Object.fromEntries(known) as FtmEntity["properties"] };
}

const ALPHA2 = new Map(codes.map(([alpha2, alpha3]) => [alpha3, alpha2.toLowerCase()]));

/** Two letters, as FollowTheMoney has them; `null` for what ISO 3166-1 does not know. */
function countryCode(country: string | null): string | null {
  return country === null ? null : (ALPHA2.get(country) ?? null);
}

/** FollowTheMoney's times are in UTC without saying so; a day, a month or a year holds anywhere. */
function dayOf(date: string | null): string | null {
  return date === null ? null : date.slice(0, "2031-03-11".length);
}

function webAddress(url: string | null): string | null {
  return url !== null && /^https?:\/\//.test(url) ? url : null;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
