import type { Attributes } from "./walk-page.ts";

/** Most text kept of one element of metadata: a page may hold megabytes of script. */
const MAX_KEPT = 1_000_000;

/** What a page's metadata says, as it stands there. */
export class PageFacts {
  /** `meta` elements by lower-case name or property; the first of a name counts. */
  readonly meta = new Map<string, string[]>();
  /** Texts of the `application/ld+json` scripts. */
  readonly jsonLd: string[] = [];
  /** `datetime` of the `time` elements. */
  readonly times: {
    readonly value: string;
    /** The element of the page's tree it stands in. */
    readonly node: number;
    readonly after: string;
  }[] = [];
  readonly authors: string[] = [];
  title: string | null = null;
  language: string | null = null;
  canonical: string | null = null;
  #kept: { readonly name: string; readonly parts: string[]; size: number } | null = null;
  /** The last words before an element: "Updated" before a `time`. */
  #last = "";

  open(name: string, attributes: Attributes, node: number): void {
    if (name === "meta") this.#addMeta(attributes);
    else if (name === "html") this.language ??= attributes.lang ?? null;
    else if (name === "link" && hasRel(attributes, "canonical")) {
      this.canonical ??= attributes.href ?? null;
    } else if (name === "time" && attributes.datetime) {
      this.times.push({ value: attributes.datetime, node, after: this.#last });
    }
    if (this.#kept === null && isKept(name, attributes)) {
      this.#kept = { name, parts: [], size: 0 };
    }
  }

  text(text: string): void {
    if (this.#kept === null) {
      if (/\S/.test(text)) this.#last = text.slice(-40);
      return;
    }
    this.#kept.size += text.length;
    if (this.#kept.size <= MAX_KEPT) this.#kept.parts.push(text);
  }

  close(name: string): void {
    if (this.#kept?.name !== name) return;
    const text = this.#kept.parts.join("").trim();
    this.#kept = null;
    if (name === "title") this.title ??= text;
    else if (name === "script") this.jsonLd.push(text);
    else this.authors.push(text);
  }

  #addMeta(attributes: Attributes): void {
    const name = attributes.property ?? attributes.name ?? attributes.itemprop;
    if (name === undefined || attributes.content === undefined) return;
    const key = name.toLowerCase();
    this.meta.set(key, [...(this.meta.get(key) ?? []).slice(0, 20), attributes.content]);
  }
}

function isKept(name: string, attributes: Attributes): boolean {
  if (name === "script") return /^\s*application\/ld\+json/i.test(attributes.type ?? "");
  return name === "title" || (name === "a" && hasRel(attributes, "author"));
}

function hasRel(attributes: Attributes, rel: string): boolean {
  return (attributes.rel ?? "").toLowerCase().split(/\s+/).includes(rel);
}
