import { isPrimary, shinglesToIndex } from "../../quotes/passage.ts";
import type { Projection } from "./projection.ts";
import { inPieces } from "./rows.ts";

/** The shingles by which the words of quotations are found in a document. */
export const shingles: Projection = {
  async insert(db, { seq, shown }) {
    // In the order of the key, which writes each page of its tree once.
    const hashes = Int32Array.from(shinglesToIndex(shown)).sort();
    if (hashes.length === 0) return;
    const report = isPrimary(shown) ? 0 : 1;
    const rows = Array.from(hashes, (hash) => ({ hash, report, document: seq }));
    for (const piece of inPieces(rows)) await db.insertInto("shingles").values(piece).execute();
    const kept = { document: seq, report, hashes: bytesOf(hashes) };
    await db.insertInto("shingled").values(kept).execute();
  },
  async remove(db, seq) {
    const kept = await db
      .deleteFrom("shingled")
      .where("document", "=", seq)
      .returning(["report", "hashes"])
      .executeTakeFirst();
    if (kept === undefined) return;
    const hashes = hashesOf(kept.hashes);
    for (let i = 0; i < hashes.length; i += PIECE) {
      await db
        .deleteFrom("shingles")
        .where("hash", "in", [...hashes.subarray(i, i + PIECE)])
        .where("report", "=", kept.report)
        .where("document", "=", seq)
        .execute();
    }
  },
};

/** Hashes taken away in one statement. */
const PIECE = 1000;

function bytesOf(hashes: Int32Array): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(4 * hashes.length));
  hashes.forEach((hash, i) => {
    bytes.setInt32(4 * i, hash, true);
  });
  return new Uint8Array(bytes.buffer);
}

function hashesOf(bytes: Uint8Array | ArrayBuffer): Int32Array {
  const view = new DataView(Uint8Array.from(new Uint8Array(bytes)).buffer);
  return Int32Array.from({ length: view.byteLength / 4 }, (_, i) => view.getInt32(4 * i, true));
}
