import { faultOf, formatPermalink, parsePermalink } from "../src/serve/permalink.ts";
import { copyText } from "./copy.ts";
import { highlight, spansOf } from "./marks.ts";
import { mapText, type TextMap } from "./offsets.ts";
import { shortcuts, showShortcuts } from "./shortcuts.ts";

const PARTS = ["source", "cue", "content"] as const;

export interface Selected {
  readonly start: number;
  readonly end: number;
}

/** Gives life to the reading view, which reads and prints without it. */
export function startReading(root: HTMLElement): void {
  const map = mapText(root, Number(root.dataset.start));
  const entries = [...root.querySelectorAll<HTMLElement>(".statement, .event")];
  const view = new Reading(root, map, entries);
  view.start();
}

/** The state of the page: which entry one is at, and what is selected. */
class Reading {
  #current: HTMLElement | null = null;
  #shown: HTMLElement | null = null;
  #selected: Selected | null = null;
  #lastSelected: Selected | null = null;
  readonly #root: HTMLElement;
  readonly #map: TextMap;
  readonly #entries: readonly HTMLElement[];
  readonly #bar = selectionBar();

  constructor(root: HTMLElement, map: TextMap, entries: readonly HTMLElement[]) {
    this.#root = root;
    this.#map = map;
    this.#entries = entries;
  }

  start(): void {
    for (const actions of this.#root.querySelectorAll<HTMLElement>(".actions"))
      actions.hidden = false;
    this.#listen();
    shortcuts({
      j: () => this.#step(1),
      k: () => this.#step(-1),
      t: () => this.#toWords(),
      c: () => this.#copy("citation"),
      l: () => this.#copy("link"),
      ...(isOpenToChanges() && { e: () => this.#correct(), a: () => this.#add() }),
      "?": showShortcuts,
    });
    this.#follow();
    sayWhatWasDone();
  }

  #listen(): void {
    const root = this.#root;
    addEventListener("hashchange", () => this.#follow());
    root.addEventListener("pointerover", (event) =>
      this.#show(this.#entryOf(event.target as Node, event)),
    );
    root.addEventListener("pointerleave", () => this.#show(this.#current));
    root.addEventListener("focusin", (event) => {
      const entry = this.#entryOf(event.target as Node);
      if (entry !== null) this.#goTo(entry);
    });
    document.addEventListener("click", (event) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-correct]");
      if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.#beside(link.href);
    });
    root.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLElement>("[data-copy]");
      if (button === null) return;
      this.#goTo(button.closest<HTMLElement>(".statement")!);
      this.#copy(button.dataset.copy as "citation" | "link");
    });
    // Selecting text takes the text only, not the entries that stand between its rows.
    root.addEventListener("pointerdown", (event) => {
      root.classList.toggle("selecting", (event.target as Element).closest(".t") !== null);
    });
    document.addEventListener("selectionchange", () => this.#select());
    document.addEventListener("copy", (event) => {
      // Whoever is quick copies before the browser has told of the selection.
      this.#select();
      if (this.#selected === null || event.clipboardData === null) return;
      event.clipboardData.setData(
        "text/plain",
        this.#map.text(this.#selected.start, this.#selected.end),
      );
      event.preventDefault();
    });
    this.#bar.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLElement>("[data-copy]");
      if (button !== null) this.#copy(button.dataset.copy as "citation" | "link");
      if ((event.target as Element).closest("[data-add]")) this.#add();
    });
  }

  /** Opens the form of the entry one is at. */
  #correct(): void {
    const link = this.#current?.querySelector<HTMLAnchorElement>("a[data-correct]");
    if (link) this.#beside(link.href);
    else say("Go to an entry to correct it.");
  }

  /** Opens the form for a statement with the selected words as content. */
  #add(): void {
    const words = this.#selected;
    if (words === null) {
      say("Select the words of a statement to add it.");
      return;
    }
    const asked = new URLSearchParams({
      add: "attribution",
      words: `${words.start}-${words.end}`,
    });
    this.#beside(`/d/${this.#root.dataset.key}/correct?${asked}`);
  }

  async #beside(address: string): Promise<void> {
    const { correctBeside } = await import("./editing.ts");
    const text = {
      key: this.#root.dataset.key ?? "",
      selected: () => this.#selected ?? this.#lastSelected,
      words: ({ start, end }: Selected) => this.#map.text(start, end),
      say,
    };
    await correctBeside(text, address);
  }

  /** The entry at a place: itself, the one whose number it is, or whose words lie there. */
  #entryOf(node: Node, point?: PointerEvent): HTMLElement | null {
    const element = node instanceof Element ? node : node.parentElement;
    const entry = element?.closest<HTMLElement>(".statement, .event") ?? null;
    if (entry !== null) return entry;
    const number = element?.closest<HTMLAnchorElement>("a.ref");
    if (number) return document.getElementById(decodeURIComponent(number.hash.slice(1)));
    const mark = element?.closest(".source, .cue, .content");
    if (!mark || point === undefined) return null;
    const first = mark.firstChild;
    const offset = first === null ? null : this.#map.offsetOf(textIn(first), 0);
    return offset === null ? null : this.#innermostAt(offset);
  }

  #innermostAt(offset: number): HTMLElement | null {
    let found: HTMLElement | null = null;
    let shortest = Number.POSITIVE_INFINITY;
    for (const entry of this.#entries) {
      if (!entry.classList.contains("statement")) continue;
      for (const part of PARTS) {
        for (const [start, end] of spansOf(entry, part)) {
          if (start > offset || offset >= end || end - start >= shortest) continue;
          shortest = end - start;
          found = entry;
        }
      }
    }
    return found;
  }

  /** Draws over the words of an entry. */
  #show(entry: HTMLElement | null): void {
    if (entry === this.#shown) return;
    this.#shown?.classList.remove("here");
    this.#shown = entry;
    entry?.classList.add("here");
    for (const part of PARTS) {
      highlight(this.#map, part, entry === null ? [] : spansOf(entry, part));
    }
  }

  #goTo(entry: HTMLElement): void {
    this.#current = entry;
    this.#show(entry);
  }

  #step(by: 1 | -1): void {
    const at = this.#current === null ? -1 : this.#entries.indexOf(this.#current);
    const next = at < 0 && by < 0 ? this.#entries.length - 1 : at + by;
    const entry = this.#entries[next];
    if (entry === undefined) return;
    entry.focus({ preventScroll: true });
    entry.scrollIntoView({ block: "center" });
  }

  /** From an entry to its words, and from a number in the text to its entry. */
  #toWords(): void {
    const inText = document.activeElement?.closest<HTMLAnchorElement>("a.ref");
    const link = inText ?? this.#current?.querySelector<HTMLAnchorElement>("a.number");
    if (!link) return;
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: "center" });
  }

  #select(): void {
    const selection = getSelection();
    const range = selection !== null && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
    this.#selected = range === null || range.collapsed ? null : this.#offsetsOf(range);
    this.#lastSelected = this.#selected ?? this.#lastSelected;
    this.#bar.hidden = this.#selected === null;
  }

  #offsetsOf(range: Range): Selected | null {
    if (!isInText(this.#root, range.startContainer)) return null;
    if (!this.#root.contains(range.endContainer)) return null;
    const start = this.#map.offsetOf(range.startContainer, range.startOffset);
    const end = this.#map.offsetOf(range.endContainer, range.endOffset);
    if (start === null || end === null) return null;
    const words = this.#map.text(start, end);
    // White space at the ends is where the hand slipped, and no part of what is cited.
    const lead = words.length - words.trimStart().length;
    const tail = words.length - words.trimEnd().length;
    return lead + tail >= words.length ? null : { start: start + lead, end: end - tail };
  }

  /** What the buttons and keys speak of: the selection, else the words of the entry one is at. */
  #cited(): Selected | null {
    if (this.#selected !== null) return this.#selected;
    if (this.#current === null) return null;
    const spans = spansOf(this.#current, "content");
    const [first] = spans;
    const last = spans.at(-1);
    return first === undefined || last === undefined ? null : { start: first[0], end: last[1] };
  }

  async #copy(what: "citation" | "link"): Promise<void> {
    const cited = this.#cited();
    if (cited === null) return say("Select words, or go to a statement, to cite them.");
    const { start, end } = cited;
    const { hash = "", outlet, title, published } = this.#root.dataset;
    const address = new URL(location.href);
    address.hash = formatPermalink({ start, end, hash });
    if (what === "link") return copied(address.href, "Link copied.");
    const words = this.#map.text(start, end).replace(/\s+/g, " ").trim();
    const from = [outlet, title && `“${title}”`, published].filter(Boolean).join(", ");
    await copied(`${from === "" ? "" : `${from}: `}“${words}” ${address.href}`, "Citation copied.");
  }

  /** Shows the words that the address names, or says why it does not. */
  #follow(): void {
    const link = parsePermalink(location.hash);
    const notice = document.getElementById("notice")!;
    highlight(this.#map, "permalink", []);
    notice.hidden = true;
    if (link === null) {
      const entry = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (entry?.matches(".statement, .event")) this.#goTo(entry);
      return;
    }
    const { hash = "", length, parts = "" } = this.#root.dataset;
    const fault = faultOf(link, hash, Number(length));
    if (fault !== null) {
      notice.textContent = fault;
      notice.hidden = false;
      return;
    }
    if (link.start < this.#map.start || link.start >= this.#map.end) {
      const starts = parts.split(" ").map(Number);
      const part = starts.findLastIndex((start) => start <= link.start) + 1;
      const address = new URL(location.href);
      address.searchParams.set("part", String(part));
      location.replace(address);
      return;
    }
    highlight(this.#map, "permalink", [[link.start, link.end]]);
    const range = this.#map.range(link.start, Math.min(link.end, this.#map.end));
    range?.startContainer.parentElement?.scrollIntoView({ block: "center" });
  }
}

function isInText(root: HTMLElement, node: Node): boolean {
  const element = node instanceof Element ? node : node.parentElement;
  return root.contains(node) && element?.closest(".t") != null;
}

function textIn(node: Node): Node {
  let found = node;
  while (found.firstChild !== null) found = found.firstChild;
  return found;
}

function selectionBar(): HTMLElement {
  const bar = document.createElement("div");
  bar.className = "bar";
  bar.hidden = true;
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "The selected words");
  for (const [what, label] of [
    ["citation", "Copy citation"],
    ["link", "Copy link"],
  ] as const) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.copy = what;
    button.textContent = label;
    bar.append(button);
  }
  if (isOpenToChanges()) {
    const add = document.createElement("button");
    add.type = "button";
    add.dataset.add = "";
    add.textContent = "Add a statement";
    bar.append(add);
  }
  // A click on it must not take the selection away before it is read.
  bar.addEventListener("pointerdown", (event) => event.preventDefault());
  document.body.append(bar);
  return bar;
}

/** Whether entries can be corrected from here. */
function isOpenToChanges(): boolean {
  return document.getElementById("text")?.dataset.changes !== undefined;
}

/** What was done on the page before this one. */
function sayWhatWasDone(): void {
  try {
    const said = sessionStorage.getItem("onrecord.said");
    if (said === null) return;
    sessionStorage.removeItem("onrecord.said");
    say(said);
  } catch {}
}

async function copied(text: string, done: string): Promise<void> {
  say((await copyText(text)) ? done : `Copy this: ${text}`);
}

let clearing = 0;

/** A short message, for the eye and for screen readers. */
function say(message: string): void {
  let status = document.getElementById("status");
  if (status === null) {
    status = document.createElement("p");
    status.id = "status";
    status.className = "bar said";
    status.setAttribute("role", "status");
    document.body.append(status);
  }
  status.hidden = false;
  status.textContent = message;
  clearTimeout(clearing);
  clearing = window.setTimeout(() => {
    status.hidden = true;
  }, 4000);
}
