import { ATTRIBUTION_KINDS, OnRecordError, SOURCE_TYPES, SPEECH_ACTS } from "../document/index.ts";
import type { EntryKind } from "./address.ts";
import type { SomeFields } from "./log.ts";

/** Fields that have one of a few values; what is not in the list is no correction. */
export const VALUES: Readonly<Record<EntryKind, Readonly<Record<string, readonly unknown[]>>>> = {
  attribution: {
    kind: ATTRIBUTION_KINDS,
    sourceType: SOURCE_TYPES,
    act: [...SPEECH_ACTS, null],
  },
  entity: {
    kind: ["person", "state", "organisation", "group", "place", "document", "outlet", null],
    named: [true, false],
  },
  event: { status: ["happened", "announced", "asked", "denied", "hypothetical"] },
};

const CODES: Readonly<Record<string, RegExp>> = {
  country: /^[A-Z]{3}$/,
  sector: /^[A-Z]{3}$/,
  sourceCode: /^[A-Z-]{3,9}$/,
  targetCode: /^[A-Z-]{3,9}$/,
  plover: /^[A-Z]+$/,
  code: /^\d{2,4}$/,
};

/** @throws OnRecordError `bad-correction` naming the field and what may stand in it */
export function checkValues(kind: EntryKind, fields: SomeFields): void {
  for (const [field, value] of Object.entries(fields)) {
    const allowed = VALUES[kind][field];
    if (allowed !== undefined && !allowed.includes(value)) {
      const known = allowed.map((one) => (one === null ? "none" : String(one))).join(", ");
      throw badValue(field, value, `one of ${known}`);
    }
    const pattern = CODES[field];
    if (pattern !== undefined && value !== null && !pattern.test(String(value))) {
      throw badValue(field, value, `a code, as docs/formats.md has them`);
    }
    if (field === "count" && value !== null && !(Number.isSafeInteger(value) && Number(value) >= 0))
      throw badValue(field, value, "a whole number");
  }
}

function badValue(field: string, value: unknown, expected: string): OnRecordError {
  return new OnRecordError(
    "bad-correction",
    `${JSON.stringify(value)} is no ${field}. Give ${expected}.`,
    { field },
  );
}
