/** Tar archives come in blocks of so many bytes. */
const BLOCK = 512;

/** What ends an archive: two empty blocks. */
export const TAR_END: Uint8Array = new Uint8Array(2 * BLOCK);

/**
 * A file as it stands in a tar archive (POSIX ustar): its header, its bytes, and zeros to the end
 * of the block. Without owner or time, so that the same files make the same archive.
 *
 * @param name in ASCII, at most 100 characters
 */
export function tarEntry(name: string, content: Uint8Array): Uint8Array {
  const size = Math.ceil(content.length / BLOCK) * BLOCK;
  const entry = new Uint8Array(BLOCK + size);
  const write = (at: number, field: string) => entry.set(Buffer.from(field, "latin1"), at);
  write(0, name);
  write(100, "0000644\0"); // mode
  write(108, "0000000\0"); // user
  write(116, "0000000\0"); // group
  write(124, `${content.length.toString(8).padStart(11, "0")}\0`);
  write(136, "00000000000\0"); // time
  write(148, " ".repeat(8)); // what the sum counts in its own place
  write(156, "0"); // a plain file
  write(257, "ustar\u000000");
  const sum = entry.subarray(0, BLOCK).reduce((total, byte) => total + byte, 0);
  write(148, `${sum.toString(8).padStart(6, "0")}\0 `);
  entry.set(content, BLOCK);
  return entry;
}
