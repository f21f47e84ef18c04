import type { AttributionKind, Span } from "../document/index.ts";
import { isWordCharacter, type Quotation } from "../language/index.ts";

/**
 * How the content is given: `direct` where all its letters and digits stand inside quotation
 * marks, `indirect` where none does, else `mixed`. As PolNeAR's conversion computes it.
 */
export function kindOf(
  text: string,
  content: readonly Span[],
  quotations: readonly Quotation[],
): AttributionKind {
  let inside = 0;
  let total = 0;
  for (const span of content) {
    let q = firstEndingAfter(quotations, span.start);
    for (let i = span.start; i < span.end; i++) {
      if (!isWordCharacter(text, i)) continue;
      while (q < quotations.length && quotations[q]!.end <= i) q++;
      total++;
      if (q < quotations.length && quotations[q]!.start <= i) inside++;
    }
  }
  if (inside === 0) return "indirect";
  return inside === total ? "direct" : "mixed";
}

function firstEndingAfter(quotations: readonly Quotation[], offset: number): number {
  let low = 0;
  let high = quotations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (quotations[middle]!.end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
