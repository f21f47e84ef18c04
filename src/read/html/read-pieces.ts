import { BLOCKS } from "./elements.ts";
import { enter, type Frame, OUTSIDE } from "./frame.ts";
import { isHtmlSpace, type MappedText, MappedTextBuilder } from "./mapped-text.ts";
import { PageFacts } from "./page-facts.ts";
import { PageTree } from "./page-tree.ts";
import { type Attributes, type PageVisitor, walkPage } from "./walk-page.ts";

/** A stretch of a page's text between two block elements. */
export interface Piece extends MappedText {
  readonly frame: Frame;
  /** How many of its characters are links. */
  readonly linked: number;
  /** What stands between this piece and the one before, where both are of one list or table. */
  readonly before: "\n" | "\t";
}

/** All pieces of a page in page order, and what its metadata says. */
export interface PageContent {
  readonly pieces: readonly Piece[];
  readonly tree: PageTree;
  readonly facts: PageFacts;
}

export function readPieces(source: string): PageContent {
  const reader = new PieceReader(source);
  walkPage(source, reader);
  reader.flush();
  return { pieces: reader.pieces, tree: reader.tree, facts: reader.facts };
}

class PieceReader implements PageVisitor {
  readonly pieces: Piece[] = [];
  readonly tree = new PageTree();
  readonly facts: PageFacts;
  readonly #source: string;
  readonly #builder: MappedTextBuilder;
  /** Frames of the open elements, innermost last. */
  readonly #frames: Frame[] = [];
  #frame: Frame = OUTSIDE;
  /** The frame of the piece being collected. */
  #pieceFrame: Frame = OUTSIDE;
  #linked = 0;
  #before: "\n" | "\t" = "\n";

  constructor(source: string) {
    this.#source = source;
    this.#builder = new MappedTextBuilder(source);
    this.facts = new PageFacts();
  }

  open(name: string, attributes: Attributes): void {
    const inner = enter(this.#frame, name, attributes, this.tree);
    this.facts.open(name, attributes, { node: inner.node, piece: this.pieces.length });
    if (name === "br" && !inner.skipped) this.#breakLine();
    else if (inner.node !== this.#frame.node || BLOCKS.has(name)) this.flush();
    if (name === "tr" || name === "li") this.#before = "\n";
    this.#frames.push(this.#frame);
    this.#frame = inner;
  }

  close(name: string): void {
    this.facts.close(name);
    const outer = this.#frames.pop() ?? OUTSIDE;
    if (outer.node !== this.#frame.node || BLOCKS.has(name)) this.flush();
    if (name === "td" || name === "th") this.#before = "\t";
    this.#frame = outer;
  }

  text(start: number, end: number): void {
    this.facts.text(this.#source.slice(start, end));
    if (this.#frame.skipped) return;
    const before = this.#begin();
    if (this.#frame.preformatted) this.#builder.addVerbatim(start, end);
    else this.#builder.addText(start, end);
    this.#count(before);
  }

  entity(character: string, start: number): void {
    this.facts.text(character);
    if (this.#frame.skipped) return;
    if (isHtmlSpace(character.charCodeAt(0)) && !this.#frame.preformatted) {
      this.#builder.addSpace(start);
      return;
    }
    const before = this.#begin();
    this.#builder.addEntity(character, start);
    this.#count(before);
  }

  /** Ends the piece being collected. */
  flush(): void {
    const { text, runs } = this.#builder.take();
    const linked = this.#linked;
    this.#linked = 0;
    if (!/\S/.test(text)) return;
    // Written out, since an object made by spreading takes five times the room.
    this.pieces.push({ text, runs, frame: this.#pieceFrame, linked, before: this.#before });
    this.#before = "\n";
  }

  #begin(): number {
    if (this.#builder.length === 0) this.#pieceFrame = this.#frame;
    return this.#builder.length;
  }

  #count(before: number): void {
    if (this.#frame.inLink) this.#linked += this.#builder.length - before;
  }

  /** Two line breaks in a row part paragraphs. */
  #breakLine(): void {
    if (this.#builder.endsWithBreak()) this.flush();
    else this.#builder.breakLine();
  }
}
