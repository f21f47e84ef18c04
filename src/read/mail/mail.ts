import { type Attachment, type ParsedMail, type StructuredHeader, simpleParser } from "mailparser";
import { isName } from "../byline.ts";
import type { KnownFacts } from "../facts.ts";
import { holdsText } from "../formats.ts";
import { damaged, emptyError, type Found, hashedFacts, type Input, partOf } from "../input.ts";
import { internetDate } from "../internet-date.ts";
import { textDocument } from "../text-document.ts";

/** Only what the mail itself holds: nothing made from it, and mails in it as parts of their own. */
const OPTIONS = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  keepCidLinks: true,
  keepDeliveryStatus: true,
  ignoreEmbedded: true,
  checksumAlgo: false,
} as const;

/**
 * A mail: its body, then each attachment that can be read, in the mail's order.
 *
 * The body is the plain text where the mail has a full one, else the HTML. Its text is the
 * decoded part. The header gives title, sender and date, and is no part of the text. Addresses
 * are not kept.
 *
 * @throws OnRecordError `damaged` for a mail that breaks MIME's limits, `empty`
 */
export async function* readMail(input: Input): AsyncGenerator<Found> {
  const mail = await parseMail(input);
  const attachments = mail.attachments.filter(
    ({ content, contentType }) => content.length > 0 && holdsText(content, contentType),
  );
  const body = await bodyOf(mail, input);
  if (body !== null) yield body;
  else if (attachments.length === 0) throw emptyError(input.name);
  for (const attachment of attachments) {
    const number = mail.attachments.indexOf(attachment) + 1;
    const name = attachment.filename?.replace(/[\s,]+/g, " ").slice(0, 100);
    const { file = null, published } = input.facts;
    yield {
      input: partOf(input, `attachment ${number}${name ? ` (${name})` : ""}`, {
        bytes: attachment.content,
        facts: { file, ...(published ? { published } : {}) },
        charset: charsetOf(attachment),
      }),
    };
  }
}

async function parseMail({ bytes, name }: Input): Promise<ParsedMail> {
  try {
    return await simpleParser(Buffer.from(bytes), OPTIONS);
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw damaged(name, `this mail cannot be read (${cause.message}). Save it anew.`, cause);
  }
}

async function bodyOf(mail: ParsedMail, input: Input): Promise<Found | null> {
  const facts: KnownFacts = { ...factsOf(mail), ...hashedFacts(input) };
  const { text = "", html } = mail;
  if (!html || isFullText(text, html)) {
    return text.trim() === "" ? null : { document: textDocument(text, facts), of: input };
  }
  const { htmlDocument } = await import("../html-document.ts");
  const document = htmlDocument(html, facts);
  return document.blocks.length === 0 ? null : { document, of: input };
}

/** A plain text beside an HTML body: the same words, or only "Your mail program shows no HTML". */
function isFullText(text: string, html: string): boolean {
  const words = html.replace(/<(?:style|script)[^>]*>.*?<\/(?:style|script)>|<[^>]*>/gis, " ");
  return countWords(text) > 0 && countWords(text) * 2 >= countWords(words);
}

function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}

function factsOf(mail: ParsedMail): KnownFacts {
  const sender = mail.from?.value[0]?.name.trim() || null;
  const isPerson = sender !== null && isName(sender);
  return {
    title: mail.subject?.replace(/\s+/g, " ").trim() || null,
    byline: isPerson ? [sender] : [],
    outlet: isPerson ? null : sender,
    published: internetDate(headerOf(mail, "date")),
    language: /^[a-z]{2}(?=$|[-_])/i.exec(headerOf(mail, "content-language") ?? "")?.[0] ?? null,
  };
}

/** The first header field of a name, as it was written, on one line. */
function headerOf(mail: ParsedMail, key: string): string | null {
  const field = mail.headerLines.find((header) => header.key === key);
  return (
    field?.line
      .slice(field.line.indexOf(":") + 1)
      .replace(/\s+/g, " ")
      .trim() ?? null
  );
}

function charsetOf({ headers }: Attachment): string | null {
  const type = headers.get("content-type") as StructuredHeader | undefined;
  return type?.params.charset ?? null;
}
