/*
 * The model file: little endian.
 *
 *   bytes 0-7    "ORATTR" and the version as two digits
 *   bytes 8-11   length of the header, a multiple of 4
 *   header       JSON (`Header`), padded with spaces
 *   tensors      one after another, each at a multiple of 4 from the header's end
 *
 * An `i8` tensor of shape [rows, columns] is followed by `columns` float32 scales: the value is
 * the byte times its column's scale. `f32` tensors are plain. `words` is UTF-8, one word a line.
 */
const MAGIC = "ORATTR02";

export interface Header {
  readonly hidden: number;
  /** Width of the table of each feature column, in order. */
  readonly widths: readonly number[];
  /** How many words, from the first, have a learned vector too. */
  readonly learned: number;
  readonly linkWidth: number;
  /** Added to the score of every fragment's first label: trades precision for recall. */
  readonly begin: number;
  /** Weights of the evidence in the confidence, the constant first; those of the signs are a tensor. */
  readonly confidence: readonly number[];
  /** Relations of less confidence are left out. */
  readonly least: number;
  readonly tensors: readonly TensorEntry[];
}

export interface TensorEntry {
  readonly name: string;
  readonly type: "i8" | "f32" | "text";
  readonly shape: readonly number[];
  readonly offset: number;
}

/** A matrix of bytes with a scale for each column. */
export interface ByteMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly bytes: Int8Array;
  readonly scales: Float32Array;
}

export interface ModelFile {
  readonly header: Header;
  readonly words: readonly string[];
  /** The tensor as floats. @throws Error for a name that is not there */
  floats(name: string): Float32Array;
  bytes(name: string): ByteMatrix;
}

/** @throws Error where the bytes are no model file of this version */
export function readModelFile(data: Uint8Array): ModelFile {
  const magic = new TextDecoder().decode(data.subarray(0, 8));
  if (magic !== MAGIC) throw new Error(`The attribution model begins "${magic}", not "${MAGIC}".`);
  const size = new DataView(data.buffer, data.byteOffset).getUint32(8, true);
  const header = JSON.parse(new TextDecoder().decode(data.subarray(12, 12 + size))) as Header;
  const entries = new Map(header.tensors.map((entry) => [entry.name, entry]));
  // A copy, so that float views are aligned wherever the caller's bytes lie (a Buffer's slice is none).
  const body = new Uint8Array(data.subarray(12 + size));
  const find = (name: string): TensorEntry => {
    const entry = entries.get(name);
    if (entry === undefined) throw new Error(`The attribution model has no tensor "${name}".`);
    return entry;
  };
  const bytes = (name: string): ByteMatrix => {
    const { shape, offset } = find(name);
    const [rows, columns] = [shape[0]!, shape[1]!];
    const scales = new Float32Array(body.buffer, align(offset + rows * columns), columns);
    return { rows, columns, bytes: new Int8Array(body.buffer, offset, rows * columns), scales };
  };
  const floats = (name: string): Float32Array => {
    const { type, shape, offset } = find(name);
    if (type === "i8") return expand(bytes(name));
    return new Float32Array(
      body.buffer,
      offset,
      shape.reduce((product, n) => product * n, 1),
    );
  };
  const text = find("words");
  const words = new TextDecoder()
    .decode(body.subarray(text.offset, text.offset + text.shape[0]!))
    .split("\n");
  return { header, words, floats, bytes };
}

function align(offset: number): number {
  return (offset + 3) & ~3;
}

function expand({ rows, columns, bytes, scales }: ByteMatrix): Float32Array {
  const values = new Float32Array(rows * columns);
  for (let i = 0; i < values.length; i++) values[i] = bytes[i]! * scales[i % columns]!;
  return values;
}
