import { BLOCKS } from "./elements.ts";
import { type Evidence, evidenceOf } from "./page-words.ts";
import type { Attributes } from "./walk-page.ts";

/** What an element says of the text in it. `article`, `main` and `hidden` are its own words. */
export type Sign = Evidence | "article" | "main" | "hidden" | "picture";

/**
 * The elements of a page that can hold blocks, in page order, as columns: a parent always comes
 * before its children. Element 0 is the page itself. Elements within a line have no entry.
 */
export class PageTree {
  readonly parents: number[] = [0];
  readonly signs: (Sign | null)[] = [null];
  /** The same number for elements whose sign comes from the same words. */
  readonly names: number[] = [0];
  /** Evidence by class name or id: a page has few different ones. */
  readonly #known = new Map<
    string,
    { readonly evidence: Evidence | null; readonly name: number }
  >();

  /** Whether an element lies in an `article` or `main`: a `header` there is the report's. */
  readonly #reports: boolean[] = [false];
  /** Of the element looked at last. */
  #name = 0;

  get size(): number {
    return this.parents.length;
  }

  /** The entry of an element in `parent`; `parent` itself for one that stands within a line. */
  add(parent: number, name: string, attributes: Attributes, inLine: boolean): number {
    const isBlock = BLOCKS.has(name);
    if (!isBlock && inLine) return parent;
    const sign = this.#signOf(name, attributes);
    if (!isBlock && sign === null) return parent;
    const isReport = this.#reports[parent]! || sign === "article" || sign === "main";
    const isPageHead = name === "header" && sign === null && !isReport;
    this.parents.push(parent);
    this.signs.push(isPageHead ? "boilerplate" : sign);
    this.#reports.push(isReport);
    this.names.push(this.#name);
    return this.parents.length - 1;
  }

  #signOf(name: string, attributes: Attributes): Sign | null {
    this.#name = 0;
    if (isHidden(attributes)) return "hidden";
    if (name === "html" || name === "body") return null;
    const { role, itemprop } = attributes;
    if (itemprop !== undefined && /\b(?:articleBody|reviewBody|text)\b/i.test(itemprop))
      return "body";
    const own = ELEMENTS.get(name) ?? (role === undefined ? undefined : ROLES.get(role));
    if (own === "article" || own === "main") return own;
    return own ?? this.#named(attributes);
  }

  #named(attributes: Attributes): Evidence | null {
    let name = attributes.class ?? "";
    if (attributes.id !== undefined) name += ` ${attributes.id}`;
    if (attributes["data-testid"] !== undefined) name += ` ${attributes["data-testid"]}`;
    if (attributes["data-component"] !== undefined) name += ` ${attributes["data-component"]}`;
    if (name === "") return null;
    return this.#lookUp(name);
  }

  #lookUp(name: string): Evidence | null {
    let found = this.#known.get(name);
    if (found === undefined) {
      found = { evidence: evidenceOf(name), name: this.#known.size + 1 };
      this.#known.set(name, found);
    }
    this.#name = found.name;
    return found.evidence;
  }
}

const ELEMENTS: ReadonlyMap<string, Sign> = new Map<string, Sign>([
  ["article", "article"],
  ["main", "main"],
  ["aside", "related"],
  ["footer", "boilerplate"],
  ["form", "boilerplate"],
  ["figure", "picture"],
]);

const ROLES: ReadonlyMap<string, Sign> = new Map<string, Sign>([
  ["main", "main"],
  ["article", "article"],
  ["complementary", "related"],
  ["navigation", "boilerplate"],
  ["banner", "boilerplate"],
  ["contentinfo", "boilerplate"],
  ["dialog", "boilerplate"],
  ["search", "boilerplate"],
  ["menu", "boilerplate"],
]);

function isHidden(attributes: Attributes): boolean {
  return (
    ("hidden" in attributes && attributes.hidden !== "until-found") ||
    attributes["aria-hidden"] === "true" ||
    (attributes.style !== undefined && /display\s*:\s*none/i.test(attributes.style.slice(0, 300)))
  );
}
