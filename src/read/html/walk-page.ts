import { type QuoteType, Tokenizer, type TokenizerCallbacks } from "htmlparser2";
import { CLOSES, CLOSES_P, VOID } from "./elements.ts";

export type Attributes = Readonly<Partial<Record<string, string>>>;

/** The attributes that say something of a page's text; a visitor is given no others. */
const READ: ReadonlySet<string> = new Set(
  (
    "class id role rel href lang xml:lang type name property content itemprop itemtype datetime " +
    "title style hidden aria-hidden data-testid data-component"
  ).split(" "),
);

/** What {@link walkPage} meets, in page order. Offsets are UTF-16 code units of the source. */
export interface PageVisitor {
  open(name: string, attributes: Attributes): void;
  /** Closes the innermost open element, which has this name. */
  close(name: string): void;
  text(start: number, end: number): void;
  /** A character written as an entity that begins at `start`; an entity of two comes twice. */
  entity(character: string, start: number): void;
}

/**
 * Walks the elements and texts of a page, whatever its state: what HTML closes without an end tag
 * is closed, end tags that close nothing are passed over, and what is open at the end is closed.
 *
 * It drives htmlparser2's tokenizer with its own list of open elements, because the parser's own
 * searches that list from the start for every end tag: 100 000 open elements take it minutes. The
 * time is linear in the source.
 */
export function walkPage(source: string, visitor: PageVisitor): void {
  const tokenizer = new Tokenizer({ decodeEntities: true }, callbacks(source, visitor));
  tokenizer.write(source);
  tokenizer.end();
}

/** The elements that are open, innermost last. Counts by name tell at once whether one is open. */
class OpenElements {
  readonly #names: string[] = [];
  readonly #counts = new Map<string, number>();
  readonly #visitor: PageVisitor;

  constructor(visitor: PageVisitor) {
    this.#visitor = visitor;
  }

  has(name: string): boolean {
    return (this.#counts.get(name) ?? 0) > 0;
  }

  push(name: string): void {
    this.#names.push(name);
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  pop(): void {
    const name = this.#names.pop();
    if (name === undefined) return;
    this.#counts.set(name, this.#counts.get(name)! - 1);
    this.#visitor.close(name);
  }

  /** Closes everything up to and with the innermost element of this name. */
  closeThrough(name: string): void {
    if (!this.has(name)) return;
    while (this.#names.at(-1) !== name) this.pop();
    this.pop();
  }

  /** Closes what an opening tag of this name ends. */
  closeFor(name: string): void {
    if (CLOSES_P.has(name) && this.#names.at(-1) === "p") this.pop();
    const rule = CLOSES.get(name);
    if (!rule) return;
    const depth = this.#depthOf(rule.closes, rule.within);
    while (this.#names.length > depth) this.pop();
  }

  closeAll(): void {
    while (this.#names.length > 0) this.pop();
  }

  /** Depth of the outermost of `names` above the next of `within`, at most 30 levels up. */
  #depthOf(names: ReadonlySet<string>, within: ReadonlySet<string>): number {
    let depth = this.#names.length;
    for (let i = depth - 1; i >= Math.max(0, this.#names.length - 30); i--) {
      if (within.has(this.#names[i]!)) break;
      if (names.has(this.#names[i]!)) depth = i;
    }
    return depth;
  }
}

function callbacks(source: string, visitor: PageVisitor): TokenizerCallbacks {
  const open = new OpenElements(visitor);
  let tag = "";
  let attributes: Partial<Record<string, string>> = {};
  let attribute = "";
  let value = "";
  let isRead = false;
  const opened = () => {
    visitor.open(tag, attributes);
    if (VOID.has(tag)) visitor.close(tag);
    else open.push(tag);
  };
  return {
    isInForeignContext: () => open.has("svg") || open.has("math"),
    ontext(start, end) {
      // An end tag cut short after its name, at the end of the page, is given as text from -1.
      if (start >= 0) visitor.text(start, end);
    },
    ontextentity: (code, end) =>
      visitor.entity(String.fromCodePoint(code), source.lastIndexOf("&", end - 1)),
    onopentagname(start, end) {
      tag = source.slice(start, end).toLowerCase();
      attributes = {};
      open.closeFor(tag);
    },
    onattribname(start, end) {
      attribute = source.slice(start, end).toLowerCase();
      isRead = READ.has(attribute);
      value = "";
    },
    onattribdata(start, end) {
      if (isRead) value += source.slice(start, end);
    },
    onattribentity(code) {
      if (isRead) value += String.fromCodePoint(code);
    },
    onattribend(_quote: QuoteType) {
      if (isRead) attributes[attribute] ??= value;
    },
    onopentagend: opened,
    onselfclosingtag() {
      opened();
      if (open.has("svg") && !VOID.has(tag)) open.pop();
    },
    onclosetag(start, end) {
      const name = source.slice(start, end).toLowerCase();
      if (name === "br") visitor.open("br", {});
      open.closeThrough(name);
    },
    onend: () => open.closeAll(),
    oncdata() {},
    oncomment() {},
    ondeclaration() {},
    onprocessinginstruction() {},
  };
}
