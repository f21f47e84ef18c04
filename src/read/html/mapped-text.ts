import type { SourceRun } from "../../document/index.ts";

/** A text and where in the source its characters stand. */
export interface MappedText {
  readonly text: string;
  /** In text order, none longer than need be split. */
  readonly runs: readonly SourceRun[];
}

/**
 * Collects text from a source, white space run together to one space, each character with the
 * place it came from. Runs that continue each other are one; an entity is always a run of its own.
 */
export class MappedTextBuilder {
  readonly #source: string;
  readonly #parts: string[] = [];
  #length = 0;
  readonly #runs: SourceRun[] = [];
  /** Whether the last run is an entity. */
  #entity = false;
  /** Source offset of white space that becomes a space if a character follows; -1 for none. */
  #space = -1;

  constructor(source: string) {
    this.#source = source;
  }

  /** Length of the text so far, in UTF-16 code units. */
  get length(): number {
    return this.#length;
  }

  /** The source's text from `start` to `end`, white space run together. */
  addText(start: number, end: number): void {
    for (let at = start; at < end; ) {
      if (isHtmlSpace(this.#source.charCodeAt(at))) {
        if (this.#space === -1) this.#space = at;
        at++;
        continue;
      }
      const stop = this.#endOfPlain(at, end);
      this.addVerbatim(at, stop);
      at = stop;
    }
  }

  /** The source's text from `start` to `end` as it is. */
  addVerbatim(start: number, end: number): void {
    this.#flushSpace();
    this.#add(this.#source.slice(start, end), start, false);
  }

  /** A character that the source writes as `source.slice(start, end)`. */
  addEntity(character: string, start: number): void {
    this.#flushSpace();
    const last = this.#runs.at(-1);
    if (this.#entity && last?.from === start) {
      // The second code point of one entity.
      this.#runs[this.#runs.length - 1] = { ...last, length: last.length + character.length };
      this.#parts.push(character);
      this.#length += character.length;
    } else this.#add(character, start, true);
  }

  /** White space that stands at `start` in the source. */
  addSpace(start: number): void {
    if (this.#space === -1) this.#space = start;
  }

  /** A line feed, as `<br>` makes one; none at the very start. */
  breakLine(): void {
    this.#space = -1;
    if (this.#length === 0) return;
    this.#parts.push("\n");
    this.#length++;
  }

  endsWithBreak(): boolean {
    return this.#parts.at(-1) === "\n";
  }

  /** What was collected; the builder is empty afterwards. */
  take(): MappedText {
    // A list that grew has room for many more; a page has hundreds of thousands of short ones.
    const taken = { text: this.#parts.join(""), runs: this.#runs.slice() };
    this.#parts.length = 0;
    this.#runs.length = 0;
    this.#length = 0;
    this.#space = -1;
    this.#entity = false;
    return taken;
  }

  /** Where the stretch without white space, single spaces apart, ends that begins at `at`. */
  #endOfPlain(at: number, end: number): number {
    let stop = at + 1;
    while (stop < end) {
      const code = this.#source.charCodeAt(stop);
      if (isHtmlSpace(code)) {
        const single = code === 0x20 && stop + 1 < end;
        if (!single || isHtmlSpace(this.#source.charCodeAt(stop + 1))) break;
      }
      stop++;
    }
    return stop;
  }

  #flushSpace(): void {
    const space = this.#space;
    this.#space = -1;
    if (space !== -1 && this.#length > 0 && !this.endsWithBreak()) this.#add(" ", space, false);
  }

  #add(text: string, from: number, entity: boolean): void {
    const last = this.#runs.at(-1);
    const continues =
      last !== undefined &&
      !entity &&
      !this.#entity &&
      last.at + last.length === this.#length &&
      last.from + last.length === from;
    if (continues) {
      this.#runs[this.#runs.length - 1] = { ...last, length: last.length + text.length };
    } else this.#runs.push({ at: this.#length, from, length: text.length });
    this.#entity = entity;
    this.#parts.push(text);
    this.#length += text.length;
  }
}

/** The white space that HTML runs together; a no-break space stays. */
export function isHtmlSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}
