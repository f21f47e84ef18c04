import { type EntityKind, OnRecordError, type SpanPair } from "../../document/index.ts";

/** That a name, or words of one document, are not to be shown. Kept in the record only. */
export interface Protection {
  readonly id: string;
  /** When, in ISO 8601, UTC. */
  readonly at: string;
  /** Who. */
  readonly by: string;
  readonly why: string;
  /** Counted from 1; never given twice. */
  readonly number: number;
  /** What stands in its place, without brackets; `null`: `protected` and the number. */
  readonly label: string | null;
  readonly what: ProtectedName | ProtectedSpan;
}

export interface ProtectedName {
  readonly type: "name";
  /** The name first, then others by which the same one goes. */
  readonly names: readonly string[];
  /** `null` is taken for a person. Only the names of persons have parts that stand alone. */
  readonly kind: EntityKind | null;
}

export interface ProtectedSpan {
  readonly type: "span";
  /** Key of the document. */
  readonly document: string;
  readonly span: SpanPair;
  readonly words: string;
}

/** What stands in the place of what is protected. It tells neither its length nor its letters. */
export function labelOf(protections: readonly Protection[]): string {
  const [first] = protections;
  if (protections.length === 1 && first!.label !== null) return `[${first!.label}]`;
  return `[protected ${numbersOf(protections, " or ")}]`;
}

/** The same where brackets and spaces may not stand: in addresses, paths and ids. */
export function plainLabelOf(protections: readonly Protection[]): string {
  return `protected-${numbersOf(protections, "-")}`;
}

function numbersOf(protections: readonly Protection[], between: string): string {
  return protections
    .map(({ number }) => number)
    .sort((a, b) => a - b)
    .join(between);
}

/** @throws OnRecordError `bad-name` for a name that would hide half the record, or nothing */
export function checkName(name: string): string {
  const trimmed = name.trim().replace(/\s+/g, " ");
  const letters = trimmed.match(/\p{L}/gu)?.length ?? 0;
  if (letters >= 2) return trimmed;
  throw new OnRecordError(
    "bad-name",
    `"${trimmed}" is too short to protect: a name has two letters or more. Give the full name, or the span of the words, as in "DOC#s=10-27".`,
    { name: trimmed },
  );
}

/** @throws OnRecordError `bad-name` for a label that gives the name away or cannot stand in a text */
export function checkLabel(label: string, names: readonly string[]): string {
  const trimmed = label.trim();
  const fold = (text: string) =>
    text
      .normalize("NFKD")
      .replace(/[^\p{L}\p{N}]/gu, "")
      .toLowerCase();
  const parts = names.flatMap((name) => name.split(/\s+/)).map(fold);
  const tells = parts.some((part) => part.length > 1 && fold(trimmed).includes(part));
  if (/^[\p{L}\p{N}][\p{L}\p{N} -]{0,39}$/u.test(trimmed) && !tells) return trimmed;
  const problem = tells
    ? "has a part of the name in it"
    : "is no label: letters, digits, spaces and hyphens, 40 at most";
  throw new OnRecordError("bad-name", `"${label}" ${problem}. Give another with --as.`, { label });
}
