import { isoDate } from "../dates.ts";
import type { FoundFacts } from "../facts.ts";
import { authorNames, isPageByline, isPersonName } from "./author-names.ts";
import type { Body } from "./find-body.ts";
import type { ArticleData } from "./json-ld.ts";
import type { PageFacts } from "./page-facts.ts";
import type { Piece } from "./read-pieces.ts";
import { visibleDates } from "./visible-dates.ts";
import { findDates, type Order } from "./written-dates.ts";

/** Where a page states a fact. */
export type Origin = "json-ld" | "microdata" | "meta" | "text" | "url";

/** A fact and where the page states it. */
export interface Stated<T> {
  readonly value: T;
  readonly origin: Origin;
}

/** What a page says of itself; `null` and an empty list are unknown. Dates keep their own zone. */
export interface PageMetadata {
  readonly title: Stated<string> | null;
  readonly outlet: Stated<string> | null;
  readonly byline: Stated<readonly string[]> | null;
  readonly published: Stated<string> | null;
  readonly updated: Stated<string> | null;
  readonly language: Stated<string> | null;
  readonly section: Stated<string> | null;
  readonly url: Stated<string> | null;
}

/** A page that has been read, as its metadata needs it. */
export interface ReadPage {
  readonly facts: PageFacts;
  readonly data: ArticleData;
  readonly pieces: readonly Piece[];
  readonly body: Body;
  /** The words of the headline on the page. */
  readonly headline: string | null;
  /** Where the page was got from, where that is known. */
  readonly address: string | null;
}

const PUBLISHED = [
  "article:published_time",
  "og:article:published_time",
  "og:published_time",
  "datepublished",
  "parsely-pub-date",
  "sailthru.date",
  "pubdate",
  "publishdate",
  "publish-date",
  "publish_date",
  "published_date",
  "publication_date",
  "publicationdate",
  "article.published",
  "published-date",
  "cxenseparse:recs:publishtime",
  "cxenseparse:publishtime",
  "dc.date.issued",
  "dc.date.published",
  "dcterms.issued",
  "dcterms.created",
  "dc.date.created",
  "dcterms.date",
  "dc.date",
  "dc:date",
  "date",
  "article_date_original",
  "citation_publication_date",
  "citation_date",
  "rnews:datepublished",
  "created",
  "datecreated",
  "originalpublicationdate",
  "ptime",
  "article.created",
];
const UPDATED = [
  "article:modified_time",
  "og:article:modified_time",
  "og:updated_time",
  "article:updated",
  "datemodified",
  "dcterms.modified",
  "dc.date.modified",
  "last-modified",
  "lastmod",
  "revision_date",
  "utime",
  "modified",
];

/** What a page's data, elements and words say of it, the surest first. */
export function readMetadata(page: ReadPage): PageMetadata {
  const { facts, data } = page;
  const outlet = outletOf(page);
  const url =
    stated(webAddress(facts.canonical), "meta") ??
    stated(webAddress(first(facts, ["og:url"])), "meta") ??
    stated(webAddress(data.url), "json-ld");
  const language = languageOf(facts, data);
  return {
    title: titleOf(page, outlet?.value ?? null),
    outlet,
    byline: bylineOf(page, outlet?.value ?? null),
    ...datesOf(page, url?.value ?? page.address),
    language,
    section:
      stated(clean(data.section), "json-ld") ??
      stated(clean(facts.microdata.get("articleSection")), "microdata") ??
      stated(clean(first(facts, ["article:section", "section"])), "meta"),
    url,
  };
}

/** The values alone, as a document holds them. */
export function factsOf(metadata: PageMetadata): FoundFacts {
  return {
    title: metadata.title?.value ?? null,
    outlet: metadata.outlet?.value ?? null,
    byline: metadata.byline?.value ?? [],
    published: metadata.published?.value ?? null,
    updated: metadata.updated?.value ?? null,
    language: metadata.language?.value ?? null,
    url: metadata.url?.value ?? null,
  };
}

function stated<T>(value: T | null | undefined, origin: Origin): Stated<T> | null {
  return value === null || value === undefined ? null : { value, origin };
}

function outletOf({ facts, data }: ReadPage): Stated<string> | null {
  return (
    stated(clean(first(facts, ["og:site_name"])), "meta") ??
    stated(clean(data.publisher), "json-ld") ??
    stated(clean(first(facts, ["application-name", "dc.publisher", "publisher"])), "meta")
  );
}

/** Words that a page gives as its title, without the outlet's name after them. */
function titleOf(page: ReadPage, outlet: string | null): Stated<string> | null {
  const { facts, data, headline } = page;
  const given: (Stated<string> | null)[] = [
    stated(clean(first(facts, ["og:title"])), "meta"),
    stated(clean(data.headline), "json-ld"),
    stated(clean(facts.microdata.get("headline")), "microdata"),
    stated(clean(headline), "text"),
    stated(clean(first(facts, ["twitter:title"])), "meta"),
    stated(clean(facts.title), "meta"),
  ];
  const titles = given.filter((title) => title !== null);
  const known = new Set(titles.map(({ value }) => fold(value)));
  const chosen = titles[0];
  if (chosen === undefined) return null;
  const value = withoutOutlet(chosen.value, known, outlet);
  // A title for sharing may be cut off.
  const whole = /(?:…|\.\.\.)$/.test(value)
    ? titles.find(
        (title) => fold(title.value).startsWith(fold(value)) && !/(?:…|\.\.\.)$/.test(title.value),
      )
    : undefined;
  return whole
    ? { ...whole, value: withoutOutlet(whole.value, known, outlet) }
    : { ...chosen, value };
}

/** What a page gives as its title, with and without what follows a dash or bar: to know its headline by. */
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

const SEPARATOR = /\s+[-–—|·•:»«~]+\s+|\s*[|｜ㅣ：]\s*|\s+[-–—]|(?<=\S)-(?=\p{L}+\s?[|ㅣ｜])/gu;

/** A title without the outlet or section after it, where another title or the outlet's name shows it. */
function withoutOutlet(title: string, known: ReadonlySet<string>, outlet: string | null): string {
  const name = fold(outlet ?? "").replace(/\s/g, "");
  for (const match of title.matchAll(SEPARATOR)) {
    const before = title.slice(0, match.index).trim();
    const after = fold(title.slice(match.index + match[0].length)).replace(/\s/g, "");
    const isOutlet =
      name.length > 2 && after.length > 2 && (after.includes(name) || name.includes(after));
    if (before.length > 10 && (known.has(fold(before)) || isOutlet)) return before;
  }
  return title;
}

function fold(words: string): string {
  return words
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

const MORE_AUTHORS = ["parsely-author", "sailthru.author", "dc.creator", "byl", "dcterms.creator"];

/** The authors, those the page's data names before those its words show. */
function bylineOf(page: ReadPage, outlet: string | null): Stated<readonly string[]> | null {
  const { facts, data } = page;
  const meta = (name: string) => facts.meta.get(name) ?? [];
  const named = facts.authors.filter(({ node }) => isOwn(page, node));
  const linked = named.filter(
    ({ basis, node, piece }) => basis === "link" && isNear(page, node, piece),
  );
  const sources: Stated<readonly string[]>[] = [
    { value: data.authors, origin: "json-ld" },
    {
      value: named.filter(({ basis }) => basis === "microdata").map(({ name }) => name),
      origin: "microdata",
    },
    { value: meta("author"), origin: "meta" },
    { value: meta("article:author"), origin: "meta" },
    { value: linked.map(({ name }) => name), origin: "text" },
    { value: shownBylines(page), origin: "text" },
    { value: MORE_AUTHORS.flatMap(meta), origin: "meta" },
  ];
  const cleaned = sources
    .map(({ value, origin }) => ({ value: distinct(value.flatMap(authorNames)), origin }))
    .filter(({ value }) => value.length > 0);
  // A page that names itself as the author may name the person elsewhere.
  const isOther = (name: string) => !isOutlet(name, outlet) && !endsTitle(name, facts.title);
  const people = cleaned.find(({ value }) => value.every(isOther));
  const rest = cleaned[0]?.value.filter(isOther) ?? [];
  if (
    cleaned[0] !== undefined &&
    cleaned[0] !== people &&
    rest.length > 0 &&
    people === undefined
  ) {
    return { value: rest, origin: cleaned[0].origin };
  }
  return people ?? cleaned[0] ?? null;
}

/** Short texts near the headline whose elements are called bylines, as far as they hold names of people. */
function shownBylines({ pieces, body, ...page }: ReadPage): string[] {
  return pieces
    .filter(
      ({ frame, text }, i) =>
        (body.named[frame.node] === "byline" || isPageByline(text.trim())) &&
        body.reasons[frame.node] === null &&
        text.length <= 120 &&
        isNear({ pieces, body, ...page }, frame.node, i),
    )
    .map(({ text }) => text)
    .filter((text) => authorNames(text).some(isPersonName))
    .slice(0, 2);
}

/** Whether a name stands after a dash or bar at the end of the page's title, as its outlet's does. */
function endsTitle(name: string, title: string | null): boolean {
  const rest = title?.trim() ?? "";
  return rest.endsWith(name) && /[-–—|·•:]\s*$/.test(rest.slice(0, rest.length - name.length));
}

function isOutlet(name: string, outlet: string | null): boolean {
  if (/^\S+\.(?:com|net|org|de|fr|it|es|co\.\w\w)$/i.test(name)) return true;
  const [a, b] = [fold(name).replace(/\s/g, ""), fold(outlet ?? "").replace(/\s/g, "")];
  return a === b || (a.length > 2 && b.startsWith(a)) || (b.length > 4 && a.startsWith(b));
}

/** Not before the headline, and not in another story. */
function isNear({ body }: ReadPage, node: number, piece: number): boolean {
  if (body.inside[node]) return true;
  return piece >= body.window.from && piece <= body.window.to;
}

function distinct(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.filter((name) => {
    const key = fold(name);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Dates: of the page's data, of its elements, of its words near the report, of its address. */
function datesOf(
  page: ReadPage,
  url: string | null,
): { published: Stated<string> | null; updated: Stated<string> | null } {
  const { facts, data } = page;
  const order = orderOf(page);
  const meta = (names: readonly string[]) => stated(firstDate(facts, names, order), "meta");
  const property = (pattern: RegExp) =>
    stated(
      facts.times
        .filter(
          (time) => time.property !== null && pattern.test(time.property) && isOwn(page, time.node),
        )
        .map(({ value }) => toDate(value, order))
        .find((date) => date !== null),
      "microdata",
    );
  const shown = visibleDates(page, order);
  const updated =
    stated(toDate(data.updated, order), "json-ld") ??
    property(/dateModified/i) ??
    meta(UPDATED) ??
    stated(shown.updated, "text");
  const published =
    stated(toDate(data.published, order), "json-ld") ??
    meta(PUBLISHED.slice(0, 4)) ??
    property(/datePublished/i) ??
    meta(PUBLISHED.slice(4)) ??
    property(/dateCreated/i) ??
    stated(namedDate(facts, /publish|pub-?date|issued/, order), "meta") ??
    stated(shown.published, "text") ??
    stated(urlDate(url), "url") ??
    stated(shown.loose, "text");
  return { published, updated };
}

/** Not in a list of other stories. */
function isOwn({ body }: ReadPage, node: number): boolean {
  const reason = body.reasons[node];
  return reason !== "comments" && reason !== "related" && reason !== "promotion";
}

/**
 * Americans write the month before the day, others the day before the month. English that does not
 * say whose it is leaves 03/04/2031 open, and so does a page that names no language.
 */
function orderOf({ facts, data }: ReadPage): Order {
  const given = [facts.language, first(facts, ["og:locale"]), data.language].filter(
    (each) => each !== null,
  );
  const codes = given.map((each) => each.trim().toLowerCase().replace("_", "-"));
  if (codes.some((code) => code === "en-us")) return "month-day";
  const known = codes.find((code) => code !== "" && code !== "en");
  return known === undefined ? null : "day-month";
}

function first(facts: PageFacts, names: readonly string[]): string | null {
  for (const name of names) {
    const value = facts.meta.get(name)?.find((each) => each.trim() !== "");
    if (value !== undefined) return value.trim();
  }
  return null;
}

function firstDate(facts: PageFacts, names: readonly string[], order: Order): string | null {
  for (const name of names) {
    for (const value of facts.meta.get(name) ?? []) {
      const date = toDate(value, order);
      if (date !== null) return date;
    }
  }
  return null;
}

/** The date of the first `meta` element whose name says so, whatever the vocabulary. */
function namedDate(facts: PageFacts, name: RegExp, order: Order): string | null {
  for (const [key, values] of facts.meta) {
    const date = name.test(key) && /time|date/.test(key) ? toDate(values[0], order) : null;
    if (date !== null) return date;
  }
  return null;
}

/** A date given as data: ISO 8601, figures only, milliseconds, or in words. `null` without a day. */
export function toDate(value: string | null | undefined, order: Order): string | null {
  const words = value?.trim().slice(0, 200) ?? "";
  if (words === "") return null;
  const iso = isoDate(
    words
      .replace(/\[[^\]]*\]$/, "")
      .replace(/^(\d{4})-?(\d\d)-?(\d\d)[T ]?(\d\d):?(\d\d):?(\d\d)/, "$1-$2-$3T$4:$5:$6"),
  );
  if (iso !== null) return iso.length >= 10 ? plausible(iso) : null;
  const plain = /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(words);
  if (plain) return isoDate(`${plain[1]}-${plain[2]}-${plain[3]}`);
  if (/^1\d{12}$|^1\d{9}$/.test(words)) {
    const date = new Date(Number(words) * (words.length === 10 ? 1000 : 1));
    return date.toISOString().replace(/\.000Z$/, "Z");
  }
  const found = findDates(words, order)[0];
  return found === undefined ? null : plausible(found.date);
}

/** Not the year 1 or 1970 that stands for "no date". */
function plausible(date: string): string | null {
  return date >= "1980" ? date : null;
}

const URL_DATE =
  /[/_-]((?:19|20)\d{2})[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)|\/((?:19|20)\d{2})\/([a-z]{3,9})\/(\d{1,2})\//i;

function urlDate(url: string | null): string | null {
  const match = URL_DATE.exec(url ?? "");
  if (!match) return null;
  if (match[1] !== undefined) return isoDate(`${match[1]}-${match[2]}-${match[3]}`);
  return findDates(`${match[6]} ${match[5]} ${match[4]}`, "day-month")[0]?.date ?? null;
}

function languageOf(facts: PageFacts, data: ArticleData): Stated<string> | null {
  return (
    stated(languageCode(facts.language), "meta") ??
    stated(languageCode(data.language), "json-ld") ??
    stated(
      languageCode(first(facts, ["og:locale", "content-language", "language", "dc.language"])),
      "meta",
    )
  );
}

function languageCode(value: string | null): string | null {
  return /^([a-z]{2})(?:[-_]|$)/i.exec(value?.trim() ?? "")?.[1]?.toLowerCase() ?? null;
}

function webAddress(value: string | null): string | null {
  const address = value?.trim() ?? "";
  return /^https?:\/\/\S+$/i.test(address) ? address : null;
}

function clean(value: string | null | undefined): string | null {
  const words = value?.slice(0, 1000).replace(/\s+/g, " ").trim();
  return words ? decodeTwice(words) : null;
}

const TWICE: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&quot;": '"',
  "&#39;": "'",
  "&#039;": "'",
  "&apos;": "'",
  "&lt;": "<",
  "&gt;": ">",
};

/** JSON-LD and social tags are often encoded once too often. */
function decodeTwice(words: string): string {
  return words
    .replace(/&#(\d{2,6});/g, (entity, code: string) =>
      Number(code) <= 0x10ffff ? String.fromCodePoint(Number(code)) : entity,
    )
    .replace(/&(?:amp|quot|#0?39|apos|lt|gt);/g, (entity) => TWICE[entity] ?? entity);
}
