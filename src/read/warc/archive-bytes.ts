import pako from "pako";

/** Of the source at a time: 16 KiB of gzip unpack to 16 MiB at most. */
const CHUNK = 16 * 1024;

/** A gzip member that is broken; `offset` is where it begins in the file. */
export class BrokenMember extends Error {
  readonly offset: number;

  constructor(offset: number, options?: { cause?: unknown }) {
    super("the gzip member is broken", options);
    this.offset = offset;
  }
}

interface Piece {
  readonly bytes: Uint8Array;
  /** Where the piece begins in the file; for unpacked bytes, where their gzip member begins. */
  readonly from: number;
  /** How far into its member, unpacked, the piece begins. */
  readonly inner: number;
}

/** A place in an archive: in the file, and how far into a gzip member that begins there. */
export interface Place {
  readonly offset: number;
  readonly inner: number;
}

/**
 * The bytes of an archive, unpacked where it is gzip, with the place in the file where each comes
 * from. Holds a few pieces at a time.
 *
 * The system's own gzip runs over the borders of members; this one stops at them, because a record
 * is found again by its member's offset.
 */
export class ArchiveBytes {
  readonly #pieces: AsyncGenerator<Piece>;
  #piece: Piece | null = null;
  #at = 0;
  readonly #packed: boolean;

  constructor(chunks: AsyncIterable<Uint8Array>, packed: boolean) {
    this.#packed = packed;
    this.#pieces = packed ? unpackMembers(chunks) : placed(chunks);
  }

  /** Where the next byte comes from; at the end, where the last one did. */
  async place(): Promise<Place> {
    await this.#fill();
    const { from, inner } = this.#piece ?? { from: 0, inner: 0 };
    return this.#packed
      ? { offset: from, inner: inner + this.#at }
      : { offset: from + this.#at, inner: 0 };
  }

  /** Whether there is a next byte. */
  async hasMore(): Promise<boolean> {
    return this.#fill();
  }

  /** Up to the next line feed, which is not given; `null` at the end, or beyond `limit` bytes. */
  async line(limit: number): Promise<string | null> {
    let line = "";
    while (await this.#fill()) {
      const { bytes } = this.#piece!;
      const feed = bytes.indexOf(10, this.#at);
      const end = feed === -1 ? bytes.length : feed;
      line += Buffer.from(bytes.subarray(this.#at, Math.min(end, this.#at + limit + 1))).toString(
        "latin1",
      );
      this.#at = feed === -1 ? end : feed + 1;
      if (line.length > limit) return null;
      if (feed !== -1) return line.replace(/\r$/, "");
    }
    return line === "" ? null : line;
  }

  /** The next `size` bytes, or as many as there are. */
  async take(size: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    await this.#pass(size, (part) => parts.push(part));
    return Buffer.concat(parts);
  }

  /** Passes over bytes; gives how many there were. */
  async skip(size: number): Promise<number> {
    return this.#pass(size, () => {});
  }

  async #pass(size: number, see: (part: Uint8Array) => void): Promise<number> {
    let left = size;
    while (left > 0 && (await this.#fill())) {
      const part = this.#piece!.bytes.subarray(this.#at, this.#at + left);
      see(part);
      this.#at += part.length;
      left -= part.length;
    }
    return size - left;
  }

  async #fill(): Promise<boolean> {
    while (this.#piece === null || this.#at >= this.#piece.bytes.length) {
      const next = await this.#pieces.next();
      if (next.done) return false;
      this.#piece = next.value;
      this.#at = 0;
    }
    return true;
  }

  /** Ends the reading of the source. */
  async close(): Promise<void> {
    await this.#pieces.return(undefined);
  }
}

async function* placed(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Piece> {
  let from = 0;
  for await (const bytes of chunks) {
    yield { bytes, from, inner: 0 };
    from += bytes.length;
  }
}

/** @throws BrokenMember for one that is broken or cut short, after all that it could give */
async function* unpackMembers(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Piece> {
  let member: Member | null = null;
  for await (const { bytes, from } of placed(chunks)) {
    for (let at = 0; at < bytes.length; ) {
      member ??= openMember(from + at);
      const part = bytes.subarray(at, at + CHUNK);
      member.inflate.push(part, 2);
      for (const unpacked of member.pieces.splice(0)) {
        yield { bytes: unpacked, from: member.from, inner: member.inner };
        member.inner += unpacked.length;
      }
      if (member.inflate.err) throw new BrokenMember(member.from);
      // What the member did not take is the next one's.
      const { ended, strm } = member.inflate as pako.Inflate & Ended;
      at += part.length - (ended ? strm.avail_in : 0);
      if (ended) member = null;
    }
  }
  if (member !== null) throw new BrokenMember(member.from);
}

/** What pako has beside its types. */
interface Ended {
  readonly ended: boolean;
  readonly strm: { readonly avail_in: number };
}

interface Member {
  readonly inflate: pako.Inflate;
  readonly from: number;
  /** Unpacked and not given out yet. */
  readonly pieces: Uint8Array[];
  /** How many unpacked bytes have been given out. */
  inner: number;
}

function openMember(from: number): Member {
  const pieces: Uint8Array[] = [];
  const inflate = new pako.Inflate({ windowBits: 31, chunkSize: 64 * 1024 });
  inflate.onData = (piece) => {
    pieces.push(piece as Uint8Array);
  };
  return { inflate, from, pieces, inner: 0 };
}
