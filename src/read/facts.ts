import { createHash } from "node:crypto";
import type { Block, Document, SourceRun } from "../document/index.ts";
import { findGenre, findSpeaker, type Genre } from "./genre/index.ts";
import { readTimestamp } from "./timestamp.ts";

/** What a caller knows of a text beside the text itself; absent and `null` both mean unknown. */
export interface KnownFacts {
  readonly id?: string;
  readonly title?: string | null;
  readonly outlet?: string | null;
  readonly byline?: readonly string[];
  /** ISO 8601, as precise as known. */
  readonly published?: string | null;
  readonly updated?: string | null;
  /** ISO 639-1. */
  readonly language?: string | null;
  readonly genre?: Genre | null;
  readonly url?: string | null;
  readonly file?: string | null;
  /** Of the bytes the text was decoded from, 64 hexadecimal digits. */
  readonly sha256?: string;
}

/** What a reader found in the text or page itself. */
export interface FoundFacts {
  readonly title: string | null;
  readonly outlet: string | null;
  readonly byline: readonly string[];
  readonly published: string | null;
  readonly updated: string | null;
  readonly language: string | null;
  readonly url: string | null;
}

/** What a reader makes of a source: the text, where it came from, and its parts. */
export interface ReadText {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly sourceMap: readonly SourceRun[] | null;
  /** What the SHA-256 is taken of where the caller gives none: the text, or the page's source. */
  readonly hashed: string;
}

/**
 * A document; what the caller knows goes before what was found. The outlet of a release is the body
 * that issues it, where nothing else is known to have published it.
 */
export function makeDocument(read: ReadText, known: KnownFacts, found: FoundFacts): Document {
  const sha256 = known.sha256 ?? sha256OfText(read.hashed);
  const outlet = known.outlet ?? found.outlet;
  const byline = known.byline ?? found.byline;
  const published = known.published ?? found.published;
  const genre = known.genre ?? findGenre(read.text, read.blocks, { outlet, byline, published });
  return {
    id: known.id ?? sha256.slice(0, 16),
    text: read.text,
    blocks: read.blocks,
    title: known.title ?? found.title,
    outlet: outlet ?? issuerOf(read, genre),
    byline,
    published: published ?? issuedOn(read, genre),
    updated: known.updated ?? found.updated,
    language: known.language ?? found.language,
    genre,
    url: known.url ?? found.url,
    file: known.file ?? null,
    sha256,
    sourceMap: read.sourceMap,
  };
}

function issuerOf({ text, blocks }: ReadText, genre: Genre | null): string | null {
  const issuer = genre === "release" ? findSpeaker(text, blocks, genre) : null;
  return issuer && text.slice(issuer.start, issuer.end).replace(/\s+/g, " ").replace(/^the /i, "");
}

/**
 * When a release, letter or resolution was issued: the date beside its place ("Vellin, 12 March
 * 2031") or in its title ("Letter dated 6 March 2031"). A transcript was not published on the day
 * it was spoken.
 */
function issuedOn({ text, blocks }: ReadText, genre: Genre | null): string | null {
  if (genre !== "release" && genre !== "letter" && genre !== "resolution") return null;
  const body = blocks.findIndex(({ kind }) => kind === "paragraph");
  for (const { kind, start, end } of blocks.slice(0, body === -1 ? blocks.length : body)) {
    if (kind !== "dateline" && kind !== "headline") continue;
    const words = text.slice(start, Math.min(end, start + 200)).replace(/\s+/g, " ");
    const dates = kind === "headline" ? /\bdated ([\p{L}\d, ]+?\d{4})\b/u : /, (.*)$/;
    const stamp = readTimestamp(dates.exec(words)?.[1] ?? "");
    if (stamp?.published) return stamp.published;
  }
  return null;
}

/** Of the text in UTF-8 (a lone surrogate counts as U+FFFD), 64 hexadecimal digits. */
export function sha256OfText(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
