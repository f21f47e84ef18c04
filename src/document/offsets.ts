/**
 * The only place where offsets change their unit. Inside OnRecord an offset counts UTF-16 code
 * units; other tools count Unicode code points (Python, PostgreSQL) or UTF-8 bytes (grep, Rust).
 * A lone surrogate is one code point and three bytes, as U+FFFD, which replaces it in UTF-8.
 */
export type OffsetUnit = "utf16" | "codepoints" | "bytes";

/** Converts offsets of one text. Built once, it answers each question in logarithmic time. */
export interface OffsetConverter {
  /** @throws RangeError for an offset outside the text */
  fromUtf16(offset: number): number;
  /** The UTF-16 offset of the character that holds this offset. @throws RangeError outside the text */
  toUtf16(offset: number): number;
  /** Length of the text in this unit. */
  readonly length: number;
}

/**
 * A converter between UTF-16 offsets of `text` and another unit.
 *
 * It stores one entry for each change of width, so plain ASCII costs nothing. A UTF-16 offset in
 * the middle of a surrogate pair counts as the pair's start.
 */
export function offsetConverter(text: string, unit: OffsetUnit): OffsetConverter {
  // Runs of characters of one width: from utf16[i] / other[i] on, a character takes step[i]
  // UTF-16 units and width[i] units of the other kind.
  const utf16: number[] = [];
  const other: number[] = [];
  const step: number[] = [];
  const width: number[] = [];
  let position = 0;
  for (let i = 0; i < text.length; ) {
    const code = text.codePointAt(i)!;
    const units = code > 0xffff ? 2 : 1;
    const size = unit === "utf16" ? units : unit === "codepoints" ? 1 : utf8Size(code);
    const last = step.length - 1;
    if (last < 0 || step[last] !== units || width[last] !== size) {
      utf16.push(i);
      other.push(position);
      step.push(units);
      width.push(size);
    }
    i += units;
    position += size;
  }
  const convert = (
    offset: number,
    from: number[],
    fromSize: number[],
    to: number[],
    toSize: number[],
    limit: number,
    end: number,
  ) => {
    if (!Number.isInteger(offset) || offset < 0 || offset > limit) {
      throw new RangeError(`offset ${offset} lies outside the text, which ends at ${limit}`);
    }
    if (offset === limit) return end;
    const run = lastAtMost(from, offset);
    return to[run]! + Math.floor((offset - from[run]!) / fromSize[run]!) * toSize[run]!;
  };
  return {
    length: position,
    fromUtf16: (offset) => convert(offset, utf16, step, other, width, text.length, position),
    toUtf16: (offset) => convert(offset, other, width, utf16, step, position, text.length),
  };
}

function utf8Size(code: number): number {
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/** Index of the last value not above `limit`; the list ascends and its first value is 0. */
function lastAtMost(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= limit) low = middle;
    else high = middle;
  }
  return low;
}
