import type { BlockKind } from "../../document/index.ts";
import { SKIPPED } from "./elements.ts";
import type { PageTree } from "./page-tree.ts";
import type { Attributes } from "./walk-page.ts";

/** What the elements around a piece of text say of it. Inherited inwards. */
export interface Frame {
  /** Nothing in here is read. */
  readonly skipped: boolean;
  /** `null` for text that stands in no element of a kind, such as straight in a `div`. */
  readonly kind: BlockKind | null;
  readonly preformatted: boolean;
  readonly inQuotation: boolean;
  readonly inLink: boolean;
  /** The outermost list or table; `null` outside. */
  readonly group: Group | null;
  /** The innermost element of the page's tree. */
  readonly node: number;
}

export interface Group {
  readonly number: number;
  readonly kind: "list" | "table";
}

export const OUTSIDE: Frame = {
  skipped: false,
  kind: null,
  preformatted: false,
  inQuotation: false,
  inLink: false,
  group: null,
  node: 0,
};

const KINDS: ReadonlyMap<string, BlockKind> = new Map<string, BlockKind>([
  ["h1", "headline"],
  ["h2", "subhead"],
  ["h3", "subhead"],
  ["h4", "subhead"],
  ["h5", "subhead"],
  ["h6", "subhead"],
  ["summary", "subhead"],
  ["p", "paragraph"],
  ["pre", "paragraph"],
  ["figcaption", "caption"],
  ["caption", "caption"],
]);

/** The frame inside an element, which is entered in the tree. */
export function enter(frame: Frame, name: string, attributes: Attributes, tree: PageTree): Frame {
  if (frame.skipped) return frame;
  if (SKIPPED.has(name)) return { ...frame, skipped: true };
  // A span's class name inside a paragraph is no reason to cut the sentence.
  const node = tree.add(
    frame.node,
    name,
    attributes,
    frame.kind !== null && frame.kind !== "caption",
  );
  const kind = KINDS.get(name);
  const part = structure(frame, name, node);
  if (kind === undefined && part === null && node === frame.node) return frame;
  const own = kind && (frame.inQuotation && kind === "paragraph" ? "quotation" : kind);
  // Written out, since an object made by spreading takes more room, and each block has a frame.
  return {
    skipped: false,
    kind: own ?? part?.kind ?? frame.kind,
    preformatted: part?.preformatted ?? frame.preformatted,
    inQuotation: part?.inQuotation ?? frame.inQuotation,
    inLink: part?.inLink ?? frame.inLink,
    group: part?.group ?? frame.group,
    node,
  };
}

/** What an element changes by its name alone, `null` for nothing. */
function structure(frame: Frame, name: string, node: number): Partial<Frame> | null {
  switch (name) {
    case "a":
      return { inLink: true };
    case "pre":
      return { preformatted: true };
    case "blockquote":
      return { inQuotation: true, kind: "quotation" };
    case "ul":
    case "ol":
    case "dl":
      return { group: frame.group ?? { number: node, kind: "list" } };
    case "table":
      return { group: frame.group ?? { number: node, kind: "table" } };
    default:
      return null;
  }
}
