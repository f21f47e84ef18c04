import { authorNames } from "../byline.ts";
import { isoDate } from "../dates.ts";
import type { FoundFacts } from "../facts.ts";
import { readTimestamp } from "../timestamp.ts";
import type { ArticleData } from "./json-ld.ts";
import type { PageFacts } from "./page-facts.ts";

const PUBLISHED = [
  "article:published_time",
  "og:article:published_time",
  "datepublished",
  "parsely-pub-date",
  "pubdate",
  "publishdate",
  "dc.date.issued",
  "dcterms.date",
  "dc.date",
  "date",
];
const UPDATED = ["article:modified_time", "og:updated_time", "datemodified", "last-modified"];

/** Facts from a page's metadata: JSON-LD first, then `meta`, then `time`, the zone kept as given. */
export function pageFacts(facts: PageFacts, data: ArticleData): FoundFacts {
  return {
    title: clean(first(facts, ["og:title", "twitter:title"]) ?? data.headline ?? facts.title),
    outlet: clean(first(facts, ["og:site_name"]) ?? data.publisher),
    byline: bylineOf(facts, data),
    published: toDate(data.published) ?? firstDate(facts, PUBLISHED) ?? timeOf(facts, false),
    updated: toDate(data.updated) ?? firstDate(facts, UPDATED) ?? timeOf(facts, true),
    language: languageOf(facts.language ?? first(facts, ["og:locale", "language"])),
    url: webAddress(facts.canonical) ?? webAddress(first(facts, ["og:url"])),
  };
}

/** What a page gives as its title, with and without the outlet's name after a dash or bar. */
export function titlesOf(facts: PageFacts, data: ArticleData): string[] {
  const given = [
    first(facts, ["og:title"]),
    first(facts, ["twitter:title"]),
    data.headline,
    facts.title,
  ];
  return given
    .filter((title) => title !== null)
    .flatMap((title) => [title, title.replace(/\s+[|–—·•-]\s+[^|–—·•]{2,40}$/, "")]);
}

function bylineOf(facts: PageFacts, data: ArticleData): readonly string[] {
  const named = [data.authors, facts.meta.get("author") ?? [], facts.authors];
  for (const names of named) {
    const cleaned = [...new Set(names.flatMap(authorNames))];
    if (cleaned.length > 0) return cleaned;
  }
  return [];
}

/** The first `time`, those of an `article` first; one after "Updated" says when it was updated. */
function timeOf(facts: PageFacts, updated: boolean): string | null {
  const times = facts.times.filter(
    (time) => /\b(?:updated|modified|edited)\W*$/i.test(time.after) === updated,
  );
  const inArticle = times.filter((time) => time.node > 0);
  // A page with several times outside an article is a list of stories.
  const usable = inArticle.length > 0 ? inArticle : times.length === 1 ? times : [];
  return toDate(usable[0]?.value ?? null);
}

function first(facts: PageFacts, names: readonly string[]): string | null {
  for (const name of names) {
    const value = facts.meta.get(name)?.[0]?.trim();
    if (value) return value;
  }
  return null;
}

function firstDate(facts: PageFacts, names: readonly string[]): string | null {
  for (const name of names) {
    const date = toDate(facts.meta.get(name)?.[0] ?? null);
    if (date !== null) return date;
  }
  return null;
}

function toDate(value: string | null): string | null {
  if (value === null) return null;
  return isoDate(value) ?? readTimestamp(value.trim())?.published ?? null;
}

function languageOf(value: string | null): string | null {
  return /^([a-z]{2})(?:[-_]|$)/i.exec(value?.trim() ?? "")?.[1]?.toLowerCase() ?? null;
}

function webAddress(value: string | null): string | null {
  const address = value?.trim() ?? "";
  return /^https?:\/\/\S+$/i.test(address) ? address : null;
}

function clean(value: string | null): string | null {
  const words = value?.slice(0, 1000).replace(/\s+/g, " ").trim();
  return words ? words : null;
}
