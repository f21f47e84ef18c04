import type { SpanPair } from "../document/index.ts";
import type { DocumentCheck, Place, QuotationCheck } from "./check.ts";

/** Where a stretch of a document is shown: a path of the page, with its offsets. */
export function permalink(key: string, [start, end]: SpanPair): string {
  return `/d/${key}#s=${start}-${end}`;
}

/** The outcome of a check as JSON, for the command and for programs. */
export function quotationJson(check: QuotationCheck) {
  const words = ([start, end]: SpanPair) => check.text.slice(start, end);
  return {
    offsets: "utf16",
    by: check.by?.name ?? null,
    words: check.words,
    kinds: check.kinds,
    places: check.places.map((place) => placeJson(place, words)),
    rest: check.rest.map((place) => placeJson(place, words)),
  };
}

/** A direct quotation of a document, and the outcome of its check. */
export function documentCheckJson(check: DocumentCheck) {
  const { statement, quoted, text } = check;
  return { statement, quoted: quoted.map((span) => withText(text, span)), ...quotationJson(check) };
}

function placeJson(place: Place, quotedWords: (span: SpanPair) => string) {
  const { key, record, primary, kinds, same, differing } = place;
  const { title, outlet, published, genre, url, file } = record.document;
  return {
    document: { key, id: record.id, title, outlet, published, genre, url, file },
    primary,
    kinds,
    same,
    differing,
    parts: place.parts.map(({ quoted, found, statements }) => ({
      quoted: { text: quotedWords(quoted), span: quoted },
      found: { ...withText(record.text, found), permalink: permalink(key, found) },
      statements: statements.map(({ id, source }) => ({ id, source: source?.name ?? null })),
    })),
    differences: place.differences.map(({ type, quoted, found, marked }) => ({
      type,
      quoted: quoted === null ? null : { text: quotedWords(quoted), span: quoted },
      found: found === null ? null : withText(record.text, found),
      marked,
    })),
  };
}

function withText(text: string, span: SpanPair) {
  return { text: text.slice(...span), span };
}
