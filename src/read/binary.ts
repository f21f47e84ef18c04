/** What a file that is no text looks like, and how its text can be had. */
export interface BinaryKind {
  readonly name: string;
  readonly remedy: string;
}

const CONVERT = "Save it as plain text or HTML first.";
const SKIP = "Leave it out: only texts can be read.";

/** First bytes (as Latin-1) that tell a format. */
const SIGNATURES: readonly (readonly [signature: string, name: string, remedy: string])[] = [
  ["%PDF-", "a PDF", "Convert it first, for example with pdftotext."],
  ["PK\x03\x04", "a ZIP archive, such as DOCX, ODT or EPUB", CONVERT],
  ["PK\x05\x06", "an empty ZIP archive", SKIP],
  ["\xd0\xcf\x11\xe0", "an old Word or Office document", CONVERT],
  ["{\\rtf", "an RTF document", CONVERT],
  ["\x89PNG", "a PNG image", SKIP],
  ["\xff\xd8\xff", "a JPEG image", SKIP],
  ["GIF87a", "a GIF image", SKIP],
  ["GIF89a", "a GIF image", SKIP],
  ["RIFF", "a RIFF file, such as WebP or WAV", SKIP],
  ["\x1f\x8b", "a gzip file", "Unpack it first, for example with gunzip."],
  ["BZh", "a bzip2 file", "Unpack it first, for example with bunzip2."],
  ["\xfd7zXZ", "an xz file", "Unpack it first, for example with unxz."],
  ["\x28\xb5\x2f\xfd", "a zstd file", "Unpack it first, for example with unzstd."],
  ["7z\xbc\xaf", "a 7z archive", "Unpack it first."],
  ["SQLite format 3\0", "an SQLite database", SKIP],
  ["PAR1", "a Parquet file", SKIP],
  ["\x7fELF", "a program", SKIP],
];

/** How much of a file is looked at for control characters, and the share that makes it binary. */
const PROBE_BYTES = 64 * 1024;
const CONTROL_SHARE = 0.01;

/** The format a file's first bytes tell, `null` where they tell none. */
export function binarySignature(bytes: Uint8Array): BinaryKind | null {
  const head = Buffer.from(bytes.subarray(0, 16)).toString("latin1");
  const found = SIGNATURES.find(([signature]) => head.startsWith(signature));
  return found ? { name: found[1], remedy: found[2] } : null;
}

/**
 * Whether bytes are no text: more than one and more than 1 in 100 control characters other than
 * white space in the first 64 KiB. A text with a single NUL stays a text.
 */
export function hasManyControls(bytes: Uint8Array): boolean {
  const probe = bytes.subarray(0, PROBE_BYTES);
  let controls = 0;
  for (const byte of probe)
    if ((byte < 0x20 && (byte < 9 || byte > 13)) || byte === 0x7f) controls++;
  return controls > 1 && controls > probe.length * CONTROL_SHARE;
}
