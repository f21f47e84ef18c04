import { DetectError, MalformedError, ParseError, parseFeed } from "feedsmith";
import { OnRecordError } from "../../document/index.ts";
import { usableCharset } from "../charset.ts";
import { decodeBytes } from "../decode.ts";
import { htmlDocument } from "../html-document.ts";
import { damaged, emptyError, type Found, hashedFacts, type Input, partOf } from "../input.ts";
import { textDocument } from "../text-document.ts";
import { entriesOfFeed, type FeedEntry } from "./entries.ts";

/** Gets the page an entry stands for; set where links are to be followed. */
export type FollowLink = (url: string, entry: Input) => Promise<Input>;

/**
 * The entries of an RSS, Atom or JSON feed, a document each, in the feed's order.
 *
 * A document's text is the entry's content, or else its summary; its `sourceMap` leads into the
 * content as the feed gives it once its XML is undone. With `follow` the page takes the entry's
 * place; where the page cannot be had, that is an error, and the entry stands.
 *
 * @throws OnRecordError `damaged` for a feed that cannot be parsed, `encoding`
 */
export async function* readFeed(input: Input, follow: FollowLink | null): AsyncGenerator<Found> {
  const entries = parseEntries(decodeFeed(input), input);
  if (entries.length === 0) throw damaged(input.name, "this feed has no entries. Leave it out.");
  for (const [i, entry] of entries.entries()) {
    const part = partOf(input, `entry ${i + 1}`, {
      bytes: Buffer.from(entry.content?.text ?? "", "utf8"),
      facts: { ...input.facts, ...entry.facts, file: input.facts.file ?? null },
    });
    const { url } = entry.facts;
    const page = follow !== null && url ? await followed(follow, url, part) : null;
    if (page !== null) yield page;
    if (page === null || "error" in page) yield entryFound(entry, part);
  }
}

async function followed(follow: FollowLink, url: string, part: Input): Promise<Found> {
  try {
    return { input: await follow(url, part) };
  } catch (error) {
    if (error instanceof OnRecordError) return { error };
    throw error;
  }
}

function entryFound({ content }: FeedEntry, part: Input): Found {
  if (content === null) {
    const { name, facts } = part;
    const next = facts.url ? "--follow reads its page." : "It has no link to a page either.";
    const message = `${name}: the entry has a title only, no text. ${next}`;
    return { error: new OnRecordError("empty", message, { file: name }) };
  }
  const read = content.isHtml ? htmlDocument : textDocument;
  const document = read(content.text, hashedFacts(part));
  return document.text.trim() === "" ? { error: emptyError(part.name) } : { document, of: part };
}

function parseEntries(text: string, { name, base }: Input): FeedEntry[] {
  try {
    return entriesOfFeed(parseFeed(text), base ?? null);
  } catch (cause) {
    if (!isFeedError(cause)) throw cause;
    throw damaged(name, "this feed cannot be read: its XML or JSON is broken. Get it anew.", cause);
  }
}

function isFeedError(error: unknown): boolean {
  return (
    error instanceof DetectError || error instanceof ParseError || error instanceof MalformedError
  );
}

/** The feed's text; an encoding that the XML declaration names counts as HTTP's would. */
function decodeFeed({ bytes, name, charset }: Input): string {
  const head = Buffer.from(bytes.subarray(0, 200)).toString("latin1");
  const declared = /^\s*<\?xml[^>]{0,150}?encoding\s*=\s*["']([\w.:-]{2,40})["']/i.exec(head)?.[1];
  return decodeBytes(bytes, { name, encoding: usableCharset(charset ?? declared, bytes) });
}
