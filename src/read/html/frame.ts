import type { BlockKind } from "../../document/index.ts";
import { BLOCKS, MARGINS, SKIPPED } from "./elements.ts";
import type { Attributes } from "./walk-page.ts";

/** What the elements around a piece of text say of it. Inherited inwards. */
export interface Frame {
  /** Nothing in here is read. */
  readonly skipped: boolean;
  /** `null` for text that stands in no element of a kind, such as straight in a `div`. */
  readonly kind: BlockKind | null;
  /** What a class name says the text is; goes before `kind` where the text is short. */
  readonly named: BlockKind | null;
  readonly preformatted: boolean;
  /** Number of the outermost `article`, 0 outside. */
  readonly article: number;
  readonly inMain: boolean;
  /** Inside an element of the page's margins. */
  readonly margin: boolean;
  readonly inQuotation: boolean;
  readonly inLink: boolean;
  /** The outermost list or table; `null` outside. */
  readonly group: Group | null;
}

export interface Group {
  readonly number: number;
  readonly kind: "list" | "table";
}

export const OUTSIDE: Frame = {
  skipped: false,
  kind: null,
  named: null,
  preformatted: false,
  article: 0,
  inMain: false,
  margin: false,
  inQuotation: false,
  inLink: false,
  group: null,
};

const KINDS: Readonly<Record<string, BlockKind>> = {
  h1: "headline",
  h2: "subhead",
  h3: "subhead",
  h4: "subhead",
  h5: "subhead",
  h6: "subhead",
  summary: "subhead",
  p: "paragraph",
  pre: "paragraph",
  figcaption: "caption",
  caption: "caption",
};

/** Whole words of class names and ids, and what they make of short texts. */
const NAMED: readonly (readonly [RegExp, BlockKind])[] = [
  [/(?:^|[\s_-])(?:newsletter|sign-?up|subscribe|promo)(?=$|[\s_-])/i, "promotion"],
  [
    /(?:^|[\s_-])(?:related|recommended|read-?more|see-?also|more-stories|most-read)(?=$|[\s_-])/i,
    "related",
  ],
  [/(?:^|[\s_-])(?:credit|photographer|photo-?credit)(?=$|[\s_-])/i, "credit"],
  [/(?:^|[\s_-])caption(?=$|[\s_-])/i, "caption"],
  [/(?:^|[\s_-])(?:byline|author)(?=$|[\s_-])/i, "byline"],
  [/(?:^|[\s_-])(?:timestamp|published|pub-?date|date|updated)(?=$|[\s_-])/i, "timestamp"],
];

/** Elements that hold a whole page: their class names say nothing of one text. */
const WHOLE: ReadonlySet<string> = new Set(["html", "body", "main", "article"]);

/** The frame inside an element. `number` is one no other element has. */
export function enter(frame: Frame, name: string, attributes: Attributes, number: number): Frame {
  if (frame.skipped) return frame;
  if (SKIPPED.has(name) || isHidden(attributes)) return { ...frame, skipped: true };
  const kind = KINDS[name];
  const named = WHOLE.has(name) ? null : namedKind(frame, name, attributes);
  const part = structure(frame, name, attributes, number);
  if (!kind && !named && part === null) return frame;
  return {
    ...frame,
    ...part,
    ...(kind && { kind: frame.inQuotation && kind === "paragraph" ? "quotation" : kind }),
    ...(named && { named }),
  };
}

/** What an element changes by its name alone, `null` for nothing. */
function structure(
  frame: Frame,
  name: string,
  attributes: Attributes,
  number: number,
): Partial<Frame> | null {
  if (name === "a") return { inLink: true };
  if (name === "pre") return { preformatted: true };
  if (name === "blockquote") return { inQuotation: true, kind: "quotation" };
  if (name === "ul" || name === "ol" || name === "dl")
    return { group: frame.group ?? { number, kind: "list" } };
  if (name === "table") return { group: frame.group ?? { number, kind: "table" } };
  if (name === "article" && frame.article === 0) return { article: number };
  if (name === "main" || attributes.role === "main") return { inMain: true };
  if (name === "aside" && frame.article > 0) return { named: "related" };
  return MARGINS.has(name) && frame.article === 0 ? { margin: true } : null;
}

function namedKind(frame: Frame, name: string, attributes: Attributes): BlockKind | null {
  if (frame.kind === "caption" && (name === "small" || name === "cite")) return "credit";
  const words = `${attributes.class ?? ""} ${attributes.id ?? ""}`.slice(0, 300);
  const kind = words === " " ? null : (NAMED.find(([pattern]) => pattern.test(words))?.[1] ?? null);
  // Inside a paragraph a span's class name is no reason to cut the sentence.
  const cuts =
    BLOCKS.has(name) || frame.kind === null || (frame.kind === "caption" && kind === "credit");
  return cuts ? kind : null;
}

function isHidden(attributes: Attributes): boolean {
  return (
    ("hidden" in attributes && attributes.hidden !== "until-found") ||
    attributes["aria-hidden"] === "true" ||
    /display\s*:\s*none/i.test((attributes.style ?? "").slice(0, 300))
  );
}
