import { charsetOf } from "../charset.ts";
import { holdsText } from "../formats.ts";
import { decodeBody, type HttpMessage, parseHttp } from "../http-body.ts";
import { type Found, type Input, MAX_DOCUMENT_BYTES, partOf, tooLarge } from "../input.ts";
import { internetDate } from "../internet-date.ts";
import { ArchiveBytes } from "./archive-bytes.ts";
import { recordsOf, type WarcRecord } from "./records.ts";

/**
 * The texts of a web archive (WARC 0.17 to 1.1, as it is or in gzip, each record a member or all
 * one), in order: pages and other texts that came with status 200, and those kept without HTTP.
 * Images, scripts and requests are passed over. `part` names each by its record's offset.
 *
 * A record that fails is an error in its place. Where the archive is cut short or broken, that is
 * an error with the offset of the record it is met in, after all that is whole.
 */
export async function* readWarc(
  chunks: AsyncIterable<Uint8Array>,
  packed: boolean,
  input: Input,
): AsyncGenerator<Found> {
  const bytes = new ArchiveBytes(chunks, packed);
  for await (const record of recordsOf(bytes, input.name, isWanted)) {
    if (record.block !== null) yield* readRecord(record, input);
    else if (isText(record.fields)) {
      yield { error: tooLarge(`${input.name}, ${partName(record)}`, record.size) };
    }
  }
}

const KINDS: ReadonlySet<string> = new Set(["response", "resource", "conversion"]);

function isText(fields: WarcRecord["fields"]): boolean {
  const type = fields["content-type"] ?? "";
  return KINDS.has(fields["warc-type"] ?? "") && !/^(?:image|video|audio|font)\//i.test(type);
}

function isWanted(fields: WarcRecord["fields"], size: number): boolean {
  return isText(fields) && size <= MAX_DOCUMENT_BYTES;
}

/** Its offset; `0+327` is 327 bytes into what the gzip member at 0 unpacks to. */
function partName({ place: { offset, inner } }: WarcRecord): string {
  return `record at ${offset}${inner === 0 ? "" : `+${inner}`}`;
}

function* readRecord(record: WarcRecord, input: Input): Generator<Found> {
  const { fields, block } = record;
  const message = messageOf(fields, block!);
  if (message === null || message.status !== 200) return;
  const part = partName(record);
  const body = decodeBody(message, MAX_DOCUMENT_BYTES);
  if (body === null) {
    yield { error: tooLarge(`${input.name}, ${part}`, MAX_DOCUMENT_BYTES) };
    return;
  }
  const type = message.headers["content-type"] ?? "";
  if (!holdsText(body, type)) return;
  const { file = null, published } = input.facts;
  yield {
    input: partOf(input, part, {
      bytes: body,
      facts: { file, ...(published ? { published } : {}) },
      charset: charsetOf(type),
      base: fields["warc-target-uri"]?.replace(/^<|>$/g, "") ?? null,
      retrieved: internetDate(fields["warc-date"]),
      http: { status: message.status, headers: message.headers },
    }),
  };
}

/** What came over HTTP, or what was kept without; `null` for a broken response. */
function messageOf(fields: WarcRecord["fields"], block: Uint8Array): HttpMessage | null {
  if (/^application\/http/i.test(fields["content-type"] ?? "")) return parseHttp(block);
  if (fields["warc-type"] === "response") return parseHttp(block);
  return { status: 200, headers: { "content-type": fields["content-type"] ?? "" }, body: block };
}
