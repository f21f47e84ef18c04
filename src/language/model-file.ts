import type { PackedWeights } from "./packed-weights.ts";

/**
 * A model file: named byte sections and a header of plain facts.
 *
 * Layout, all numbers little-endian: the bytes `ONRL`; the format version (uint32); the length of
 * the header (uint32); the header, JSON in UTF-8: `{ facts, sections: { name: [from, length] } }`
 * with `from` counted from the header's end; then the sections.
 *
 * The file compresses well and is shipped as it is: a package is packed anyway.
 */
export interface ModelFile {
  /** What the model says of itself: names of classes, scales. JSON values only. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly sections: ReadonlyMap<string, Uint8Array>;
}

/** Raised whenever feature hashing, templates or layout change: older files are then refused. */
export const FORMAT_VERSION = 2;
const MAGIC = 0x4c524e4f;
const FIXED = 12;

export function writeModelFile({ facts, sections }: ModelFile): Uint8Array {
  const table: Record<string, [number, number]> = {};
  let size = 0;
  for (const [name, bytes] of sections) {
    table[name] = [size, bytes.length];
    size += bytes.length;
  }
  const header = new TextEncoder().encode(JSON.stringify({ facts, sections: table }));
  const file = new Uint8Array(FIXED + header.length + size);
  const view = new DataView(file.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, FORMAT_VERSION, true);
  view.setUint32(8, header.length, true);
  file.set(header, FIXED);
  let at = FIXED + header.length;
  for (const bytes of sections.values()) {
    file.set(bytes, at);
    at += bytes.length;
  }
  return file;
}

/** @throws Error where the bytes are no model file, or one of another version */
export function readModelFile(bytes: Uint8Array): ModelFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < FIXED || view.getUint32(0, true) !== MAGIC) {
    throw new Error("This is no OnRecord model file. Was it downloaded whole?");
  }
  const version = view.getUint32(4, true);
  if (version !== FORMAT_VERSION) {
    throw new Error(
      `The model file has format ${version}, this OnRecord reads ${FORMAT_VERSION}. Train it again.`,
    );
  }
  const base = FIXED + view.getUint32(8, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(FIXED, base))) as {
    facts: Record<string, unknown>;
    sections: Record<string, [number, number]>;
  };
  const sections = new Map<string, Uint8Array>();
  for (const [name, [from, length]] of Object.entries(header.sections)) {
    if (base + from + length > bytes.length) {
      throw new Error(`The model file is cut short: section "${name}" is not whole.`);
    }
    sections.set(name, bytes.subarray(base + from, base + from + length));
  }
  return { facts: header.facts, sections };
}

/** @throws Error where the section is not there */
export function sectionOf(file: ModelFile, name: string): Uint8Array {
  const section = file.sections.get(name);
  if (section === undefined) throw new Error(`The model file has no section "${name}".`);
  return section;
}

/**
 * Ascending keys as the steps between them, low and next byte apart (the low one is noise, the
 * other compresses); steps of 65,536 and more are listed with their places as uint32 pairs.
 */
export function packKeys(keys: Uint32Array): {
  low: Uint8Array;
  high: Uint8Array;
  far: Uint8Array;
} {
  const low = new Uint8Array(keys.length);
  const high = new Uint8Array(keys.length);
  const far: number[] = [];
  let last = 0;
  keys.forEach((key, i) => {
    const delta = key - last;
    last = key;
    low[i] = delta & 0xff;
    high[i] = (delta >>> 8) & 0xff;
    if (delta > 0xffff) far.push(i, delta >>> 16);
  });
  return { low, high, far: new Uint8Array(Uint32Array.from(far).buffer) };
}

export function unpackKeys(low: Uint8Array, high: Uint8Array, far: Uint8Array): Uint32Array {
  const keys = new Uint32Array(low.length);
  const view = new DataView(far.buffer, far.byteOffset, far.byteLength);
  let next = 0;
  let last = 0;
  for (let i = 0; i < keys.length; i++) {
    let delta = low[i]! | (high[i]! << 8);
    if (next < far.length && view.getUint32(next, true) === i) {
      delta += view.getUint32(next + 4, true) * 0x10000;
      next += 8;
    }
    last += delta;
    keys[i] = last;
  }
  return keys;
}

/** Sections of packed weights under `name`; the bytes of the slots apart, for some are noise. */
export function weightSections(name: string, weights: PackedWeights): [string, Uint8Array][] {
  const { pilots, slots, counts, entryClass, entryWeight } = weights;
  return [
    [`${name}.pilots`, pilots],
    ...[0, 8, 16, 24].map((shift): [string, Uint8Array] => [
      `${name}.slots.${shift}`,
      Uint8Array.from(slots, (slot) => (slot >>> shift) & 0xff),
    ]),
    [`${name}.counts`, counts],
    [`${name}.classes`, entryClass],
    [
      `${name}.weights`,
      new Uint8Array(entryWeight.buffer, entryWeight.byteOffset, entryWeight.length),
    ],
  ];
}

export function readWeights(file: ModelFile, name: string, classes: number): PackedWeights {
  const weights = sectionOf(file, `${name}.weights`);
  const a = sectionOf(file, `${name}.slots.0`);
  const b = sectionOf(file, `${name}.slots.8`);
  const c = sectionOf(file, `${name}.slots.16`);
  const d = sectionOf(file, `${name}.slots.24`);
  const slots = new Uint32Array(a.length);
  for (let s = 0; s < slots.length; s++) {
    slots[s] = a[s]! | (b[s]! << 8) | (c[s]! << 16) | (d[s]! << 24);
  }
  return {
    classes,
    pilots: sectionOf(file, `${name}.pilots`).slice(),
    slots,
    counts: sectionOf(file, `${name}.counts`),
    entryClass: sectionOf(file, `${name}.classes`),
    entryWeight: new Int8Array(weights.buffer, weights.byteOffset, weights.length),
  };
}
