import type { Attribution, DocumentRecord, Entity } from "../../document/index.ts";
import { dayOfKey, timeKey } from "../time-key.ts";
import { wordsOfDay } from "./days.ts";
import { foldWord, wordsIn } from "./words.ts";

/*
 * What a row can be filtered by, as words of the index: "act=deny", "by=lorck". Names are there
 * word by word, so that "Lorck" finds Ines Lorck; an outlet's name is one word, so that "The Times"
 * does not find another one that has both.
 */

export type Facet =
  | "by"
  | "for"
  | "to"
  | "about"
  | "act"
  | "kind"
  | "type"
  | "country"
  | "outlet"
  | "language"
  | "genre"
  | "in"
  | "published"
  | "said";

export function facet(name: Facet, value: string): string {
  return `${name}=${value}`;
}

/** A name as one word, without the article in front. */
export function wholeName(name: string): string {
  const words = wordsIn(name).map(({ word }) => word);
  const named = words.length > 1 && words[0] === "the" ? words.slice(1) : words;
  return named.join("_").slice(0, 200);
}

/** @param seq `documents.seq` */
export function statementFacets(
  shown: DocumentRecord,
  attribution: Attribution,
  seq: number,
): string[] {
  const { document, entities } = shown;
  const { kind, act, sourceType, saidAt, content } = attribution;
  const entityOf = (id: string | null) => entities.find((entity) => entity.id === id);
  const source = entityOf(attribution.sourceEntity);
  const sourceWords = attribution.source.map((span) => shown.text.slice(...span));
  const about = entities.filter((entity) => isMentioned(entity, content));
  const published = dayOfKey(timeKey(document.published, 0));
  const facets = [
    ...nameFacets("by", [source?.name, ...sourceWords]),
    ...nameFacets("for", [entityOf(attribution.onBehalfOf)?.name]),
    ...nameFacets(
      "to",
      attribution.addressee.map((id) => entityOf(id)?.name),
    ),
    ...nameFacets(
      "about",
      about.map(({ name }) => name),
    ),
    facet("kind", kind),
    facet("type", sourceType),
    facet("in", String(seq)),
  ];
  if (act !== null) facets.push(facet("act", act));
  if (source?.country) facets.push(facet("country", foldWord(source.country)));
  if (document.outlet !== null) facets.push(facet("outlet", wholeName(document.outlet)));
  if (typeof saidAt?.from === "string") facets.push(facet("said", "stated"));
  if (published !== null) {
    facets.push(...wordsOfDay(published).map((day) => facet("published", day)));
  }
  return [...new Set(facets)];
}

/** @param seq as above */
export function documentFacets({ document }: DocumentRecord, seq: number): string[] {
  const { outlet, language, genre } = document;
  const facets = [facet("in", String(seq))];
  if (outlet !== null) facets.push(facet("outlet", wholeName(outlet)));
  if (language !== null) facets.push(facet("language", foldWord(language)));
  if (genre !== null) facets.push(facet("genre", foldWord(genre)));
  return facets;
}

function nameFacets(name: Facet, values: readonly (string | undefined)[]): string[] {
  return values.flatMap((value) => wordsIn(value ?? "").map(({ word }) => facet(name, word)));
}

function isMentioned({ mentions }: Entity, content: Attribution["content"]): boolean {
  return mentions.some(([start, end]) => content.some(([from, to]) => from <= start && end <= to));
}
