import type { Attributes } from "./walk-page.ts";

/** Most text kept of one script or title: a page may hold megabytes of script. */
const MAX_KEPT = 1_000_000;

/** Most text kept of an element that names an author or a date, and most such elements. */
const MAX_NAMED = 300;
const MAX_FACTS = 500;

/** Where in a page a fact stands. */
export interface Place {
  /** The element of the page's tree. */
  readonly node: number;
  /** How many pieces of text end before it. */
  readonly piece: number;
}

/** A `time` element, or another that microdata names a date. */
export interface TimeFact extends Place {
  /** Of `datetime` or `content`, else the words in it. */
  readonly value: string;
  readonly property: string | null;
  /** The last words before it: "Updated". */
  readonly after: string;
}

/** An element that names an author: by microdata, by `rel`, or by where its link leads. */
export interface AuthorFact extends Place {
  readonly name: string;
  readonly basis: "microdata" | "link";
}

interface Capture extends Place {
  readonly element: string;
  readonly limit: number;
  readonly done: (text: string) => void;
  parts: string[];
  size: number;
  /** How many elements of the same name are open in it. */
  depth: number;
}

/** What a page's metadata says, as it stands there. */
export class PageFacts {
  /** `meta` elements by lower-case name or property, in page order. */
  readonly meta = new Map<string, string[]>();
  /** Texts of the `application/ld+json` scripts. */
  readonly jsonLd: string[] = [];
  readonly times: TimeFact[] = [];
  readonly authors: AuthorFact[] = [];
  /** Other properties of microdata, the first value of each. */
  readonly microdata = new Map<string, string>();
  title: string | null = null;
  language: string | null = null;
  canonical: string | null = null;
  #open: Capture[] = [];
  /** The last words before an element. */
  #last = "";

  open(name: string, attributes: Attributes, place: Place): void {
    for (const capture of this.#open) if (capture.element === name) capture.depth++;
    if (name === "meta") this.#addMeta(attributes, place);
    else if (name === "html") this.language ??= attributes.lang ?? attributes["xml:lang"] ?? null;
    else if (name === "link" && hasWord(attributes.rel, "canonical")) {
      this.canonical ??= attributes.href ?? null;
    } else if (name === "title") {
      this.#capture(name, place, MAX_KEPT, (text) => {
        this.title ??= text;
      });
    } else if (name === "script") {
      if (!/^\s*application\/ld\+json/i.test(attributes.type ?? "")) return;
      this.#capture(name, place, MAX_KEPT, (text) => this.jsonLd.push(text));
    } else this.#addNamed(name, attributes, place);
  }

  text(text: string): void {
    for (const capture of this.#open) {
      capture.size += text.length;
      if (capture.size <= capture.limit) capture.parts.push(text);
    }
    if (/\S/.test(text)) this.#last = text.slice(-40);
  }

  close(name: string): void {
    for (let i = this.#open.length - 1; i >= 0; i--) {
      const capture = this.#open[i]!;
      if (capture.element !== name || --capture.depth > 0) continue;
      this.#open.splice(i, 1);
      capture.done(capture.parts.join("").trim());
    }
  }

  #addMeta(attributes: Attributes, place: Place): void {
    const { content } = attributes;
    if (content === undefined) return;
    if (attributes.itemprop !== undefined) this.#addProperty(attributes.itemprop, content, place);
    const name = attributes.property ?? attributes.name ?? attributes.itemprop;
    if (name === undefined) return;
    const key = name.toLowerCase();
    const values = this.meta.get(key);
    if (values === undefined) this.meta.set(key, [content]);
    else if (values.length < 20) values.push(content);
  }

  #addNamed(name: string, attributes: Attributes, place: Place): void {
    const { itemprop, datetime, content } = attributes;
    if (name === "time" || isDate(itemprop)) {
      const after = this.#last;
      const add = (value: string) => {
        if (value === "" || this.times.length >= MAX_FACTS) return;
        this.times.push({ ...place, value, property: itemprop ?? null, after });
      };
      const given = datetime ?? content ?? attributes.title;
      if (given !== undefined && /\d/.test(given)) add(given);
      else this.#capture(name, place, MAX_NAMED, add);
    } else if (itemprop !== undefined) {
      if (content !== undefined) this.#addProperty(itemprop, content, place);
      else if (PROPERTIES.test(itemprop)) {
        this.#capture(name, place, MAX_NAMED, (text) => this.#addProperty(itemprop, text, place));
      }
    } else if (name === "a" && isAuthorLink(attributes)) {
      this.#capture(name, place, MAX_NAMED, (text) => this.#addAuthor(text, "link", place));
    }
  }

  #addProperty(property: string, value: string, place: Place): void {
    if (value.trim() === "") return;
    if (hasWord(property, "author") || hasWord(property, "creator")) {
      this.#addAuthor(value, "microdata", place);
    } else if (isDate(property)) {
      if (this.times.length < MAX_FACTS) this.times.push({ ...place, value, property, after: "" });
    } else if (!this.microdata.has(property) && this.microdata.size < MAX_FACTS) {
      this.microdata.set(property, value);
    }
  }

  #addAuthor(name: string, basis: AuthorFact["basis"], place: Place): void {
    if (this.authors.length < MAX_FACTS) this.authors.push({ ...place, name, basis });
  }

  /** At most four at once: a page may open thousands. */
  #capture(element: string, place: Place, limit: number, done: (text: string) => void): void {
    if (this.#open.length >= 4) return;
    this.#open.push({ ...place, element, limit, done, parts: [], size: 0, depth: 1 });
  }
}

const PROPERTIES = /\b(?:author|creator|headline|articleSection|inLanguage|publisher)\b/;

function isDate(property: string | undefined): boolean {
  return property !== undefined && /\bdate(?:Published|Modified|Created)\b/i.test(property);
}

/** Paths under which sites keep the pages of those who write for them. */
const AUTHOR_PATH =
  /\/(?:authors?|autor(?:en|es|i|a)?|auteurs?|profiles?|profil|staff|journalists?|reporters?|columnists?|people|person|by|contributors?|writers?|redaktion|redakteur|penulis|yazar|muhabir|autori|forfatter|skribent)\/[^/]/i;

function isAuthorLink({ rel, href }: Attributes): boolean {
  return hasWord(rel, "author") || (href !== undefined && AUTHOR_PATH.test(href.slice(0, 300)));
}

function hasWord(words: string | undefined, word: string): boolean {
  return words?.toLowerCase().split(/\s+/).includes(word) ?? false;
}
