import type { parseFeed } from "feedsmith";
import { authorNames } from "../byline.ts";
import type { KnownFacts } from "../facts.ts";
import { internetDate } from "../internet-date.ts";
import { hasMarkup, markupText } from "./markup.ts";

type Parsed = ReturnType<typeof parseFeed>;
type FeedOf<Format extends Parsed["format"]> = Extract<Parsed, { format: Format }>["feed"];

/** One entry of a feed: what it says itself, and what it says of the page it stands for. */
export interface FeedEntry {
  /** As the feed gives it, its XML undone; `null` where the entry has a title and a link only. */
  readonly content: { readonly text: string; readonly isHtml: boolean } | null;
  readonly facts: KnownFacts;
}

/**
 * The entries of a parsed feed, in the feed's order.
 *
 * @param base the address the feed came from, for relative links; `null` for a file
 */
export function entriesOfFeed(parsed: Parsed, base: string | null): FeedEntry[] {
  if (parsed.format === "atom") return atomEntries(parsed.feed, base);
  if (parsed.format === "json") return jsonEntries(parsed.feed, base);
  return parsed.format === "rss" ? rssEntries(parsed.feed, base) : rdfEntries(parsed.feed, base);
}

function rssEntries(feed: FeedOf<"rss">, base: string | null): FeedEntry[] {
  const from = resolveLink(feed.link, base) ?? base;
  return (feed.items ?? []).map((item) => ({
    content: guessed(item.content?.encoded ?? item.description),
    facts: {
      title: line(item.title),
      outlet: line(item.source?.title ?? feed.title),
      byline: namesOf([...(item.authors ?? []).map(personName), ...(item.dc?.creators ?? [])]),
      published: dateOf(item.pubDate ?? item.dc?.dates?.[0]),
      language: languageCode(feed.language),
      url: resolveLink(item.link ?? permalink(item.guid), from),
    },
  }));
}

/** RSS 1.0. */
function rdfEntries(feed: FeedOf<"rdf">, base: string | null): FeedEntry[] {
  const from = resolveLink(feed.link, base) ?? base;
  return (feed.items ?? []).map((item) => ({
    content: guessed(item.content?.encoded ?? item.description),
    facts: {
      title: line(item.title),
      outlet: line(feed.title),
      byline: namesOf(item.dc?.creators ?? []),
      published: dateOf(item.dc?.dates?.[0]),
      language: languageCode(feed.dc?.languages?.[0]),
      url: resolveLink(item.link, from),
    },
  }));
}

function atomEntries(feed: FeedOf<"atom">, base: string | null): FeedEntry[] {
  const from = resolveLink(feed.xml?.base ?? alternate(feed.links), base) ?? base;
  return (feed.entries ?? []).map((entry) => {
    const people = entry.authors ?? entry.source?.authors ?? feed.authors ?? [];
    return {
      content: atomText(entry.content) ?? atomText(entry.summary),
      facts: {
        title: line(entry.title?.value),
        outlet: line(entry.source?.title?.value ?? feed.title?.value),
        byline: namesOf(people.map(personName)),
        published: dateOf(entry.published),
        updated: dateOf(entry.updated),
        language: languageCode(entry.xml?.lang ?? feed.xml?.lang),
        url: resolveLink(alternate(entry.links), resolveLink(entry.xml?.base, from) ?? from),
      },
    };
  });
}

function jsonEntries(feed: FeedOf<"json">, base: string | null): FeedEntry[] {
  const from = resolveLink(feed.home_page_url, base) ?? base;
  return (feed.items ?? []).map((item) => ({
    content:
      written(item.content_html, true) ??
      written(item.content_text, false) ??
      written(item.summary, false),
    facts: {
      title: line(item.title),
      outlet: line(feed.title),
      byline: namesOf((item.authors ?? feed.authors ?? []).map(personName)),
      published: dateOf(item.date_published),
      updated: dateOf(item.date_modified),
      language: languageCode(item.language ?? feed.language),
      url: resolveLink(item.url ?? item.external_url, from),
    },
  }));
}

interface AtomText {
  readonly value?: string | undefined;
  readonly type?: string | undefined;
}

function atomText(text: AtomText | undefined): FeedEntry["content"] {
  const type = text?.type ?? "text";
  // Other media types, such as images in base64, are no text of the entry.
  if (type !== "text" && !/html/i.test(type) && !/^text\//i.test(type)) return null;
  return written(text?.value, /html/i.test(type));
}

/** RSS does not say whether a description is HTML; the words do. */
function guessed(text: string | undefined): FeedEntry["content"] {
  return written(text, hasMarkup(text ?? ""));
}

function written(text: string | undefined, isHtml: boolean): FeedEntry["content"] {
  return text === undefined || text.trim() === "" ? null : { text, isHtml };
}

/** A title on one line, without the markup that many feeds put into it. */
function line(title: string | undefined): string | null {
  const text = title !== undefined && hasMarkup(title) ? markupText(title) : (title ?? "");
  return text.replace(/\s+/g, " ").trim() || null;
}

function namesOf(names: readonly (string | undefined)[]): string[] {
  return [...new Set(names.flatMap((name) => authorNames(name ?? "")))];
}

function personName(person: { readonly name?: string | undefined } | string): string | undefined {
  return typeof person === "string" ? person : person.name;
}

function permalink(
  guid: { value?: string | undefined; isPermaLink?: boolean | undefined } | undefined,
) {
  return guid?.isPermaLink === false ? undefined : guid?.value;
}

interface Link {
  readonly href?: string | undefined;
  readonly rel?: string | undefined;
}

function alternate(links: readonly Link[] | undefined): string | undefined {
  return links?.find(({ rel }) => rel === undefined || rel === "alternate")?.href;
}

/** The parser leaves dates as they were written, typed as any kind of date. */
function dateOf(date: unknown): string | null {
  return typeof date === "string" ? internetDate(date) : null;
}

/** An absolute address of the web; `null` for a relative link without a base, and other schemes. */
function resolveLink(link: string | undefined, base: string | null): string | null {
  if (link === undefined || link.trim() === "") return null;
  if (!URL.canParse(link.trim(), base ?? undefined)) return null;
  const url = new URL(link.trim(), base ?? undefined);
  return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
}

/** "en-us" as "en". */
function languageCode(language: string | undefined): string | null {
  return /^[a-z]{2}(?=$|[-_])/i.exec(language?.trim() ?? "")?.[0].toLowerCase() ?? null;
}
