import type { OnRecordError } from "../../document/index.ts";
import { damaged } from "../input.ts";
import { type ArchiveBytes, BrokenMember, type Place } from "./archive-bytes.ts";

/** One record of a web archive. */
export interface WarcRecord {
  readonly place: Place;
  /** Header fields by their names in lower case. */
  readonly fields: Readonly<Record<string, string>>;
  /** `null` where it was not asked for. */
  readonly block: Uint8Array | null;
  /** Of the block, in bytes. */
  readonly size: number;
}

const LONGEST_LINE = 64 * 1024;
const MOST_FIELDS = 1000;

/**
 * The records of an archive in order.
 *
 * @param wants which records' blocks are to be read; others are passed over
 * @throws OnRecordError `damaged` with the offset of a record that is cut short or none
 */
export async function* recordsOf(
  bytes: ArchiveBytes,
  name: string,
  wants: (fields: WarcRecord["fields"], size: number) => boolean,
): AsyncGenerator<WarcRecord> {
  let count = 0;
  let offset = 0;
  try {
    for (;;) {
      const line = await firstLine(bytes);
      if (line === null) return;
      const { place } = line;
      offset = place.offset;
      if (!/^WARC\/\d/.test(line.text)) throw cutAt(name, offset, count);
      const fields = await readFields(bytes);
      const size = Number(fields?.["content-length"] ?? Number.NaN);
      if (fields === null || !Number.isSafeInteger(size)) throw cutAt(name, offset, count);
      const block = wants(fields, size) ? await bytes.take(size) : null;
      const had = block?.length ?? (await bytes.skip(size));
      if (had < size) throw cutAt(name, offset, count);
      yield { place, fields, block, size };
      count++;
    }
  } catch (error) {
    if (error instanceof BrokenMember) throw cutAt(name, error.offset, count, error);
    throw error;
  } finally {
    await bytes.close();
  }
}

/** The next line that is not blank; `null` at the end. */
async function firstLine(bytes: ArchiveBytes): Promise<{ text: string; place: Place } | null> {
  while (await bytes.hasMore()) {
    const place = await bytes.place();
    const text = await bytes.line(LONGEST_LINE);
    if (text !== "") return { text: text ?? "", place };
  }
  return null;
}

/** The fields up to a blank line; `null` where there is none. */
async function readFields(bytes: ArchiveBytes): Promise<Record<string, string> | null> {
  const fields: Record<string, string> = {};
  for (let i = 0; i < MOST_FIELDS; i++) {
    if (!(await bytes.hasMore())) return null;
    const line = await bytes.line(LONGEST_LINE);
    if (line === null) return null;
    if (line === "") return fields;
    const colon = line.indexOf(":");
    const key = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0)
      fields[key] ??= Buffer.from(line.slice(colon + 1).trim(), "latin1").toString("utf8");
  }
  return null;
}

function cutAt(name: string, offset: number, records: number, cause?: unknown): OnRecordError {
  const before = records === 1 ? "The record before it is" : `The ${records} records before it are`;
  return damaged(
    name,
    `this archive is cut short or broken in the record at offset ${offset}. ${before} whole; get the rest anew.`,
    cause,
    { offset, records },
  );
}
