import type { DocumentRecord, Entity, NameList, SpanPair } from "../document/index.ts";
import { foldName } from "../merge/fold-name.ts";
import type { KeyedRecord } from "../merge/index.ts";

/** One who signed, however often they are printed. */
export interface Signatory {
  /** ISO 3166-1 alpha-3, or the code of a place file; `null` for who is no state or not known. */
  readonly country: string | null;
  /** As first printed. */
  readonly name: string;
  /** Where the list prints them: more than one where they stand in it twice. */
  readonly lines: readonly { readonly words: string; readonly span: SpanPair }[];
  /** What the list says of them beside the name: "observer". */
  readonly notes: readonly string[];
}

/** A letter, or what else was signed, as one document gives it. */
export interface Letter {
  /** The document's key. */
  readonly document: string;
  readonly title: string | null;
  /** The name it goes by: "TC/C/31/114". */
  readonly name: string | null;
  readonly date: string | null;
  readonly outlet: string | null;
  readonly url: string | null;
  readonly file: string | null;
  /** How many signatories the text says there are; `null` where it does not. */
  readonly stated: number | null;
  /** Names printed; different ones; those of them with a note such as "observer". */
  readonly printed: number;
  readonly different: number;
  readonly noted: number;
  /** In the order of the list. */
  readonly signatories: readonly Signatory[];
}

/** The letters of a set of documents, by date and key, unknown dates first. */
export function lettersOf(documents: Iterable<KeyedRecord>): Letter[] {
  const letters: Letter[] = [];
  for (const document of documents) {
    for (const list of document.record.lists) letters.push(letterOf(document, list));
  }
  return letters.sort(byDate);
}

export function byDate(a: Letter, b: Letter): number {
  return order(a.date ?? "", b.date ?? "") || order(a.document, b.document);
}

function letterOf({ key, record }: KeyedRecord, list: NameList): Letter {
  const { title, published, updated, outlet, url, file } = record.document;
  const signatories = signatoriesOf(record, list);
  const named = record.entities.find(({ id }) => id === list.document);
  return {
    document: key,
    title,
    name: named?.named ? named.name : null,
    date: published ?? updated,
    outlet,
    url,
    file,
    stated: list.statedCount,
    printed: list.entities.length,
    different: signatories.length,
    noted: signatories.filter(({ notes }) => notes.length > 0).length,
    signatories,
  };
}

function signatoriesOf(record: DocumentRecord, { entities, spans }: NameList): Signatory[] {
  const found = new Map<string, Signatory & { lines: Signatory["lines"][number][] }>();
  const byId = new Map(record.entities.map((entity) => [entity.id, entity]));
  entities.forEach((id, i) => {
    const entity = byId.get(id);
    const span = spans[i]!;
    const words = record.text.slice(...span);
    const notes = entity === undefined ? [] : notesOn(record.text, entity, span);
    const same = signatoryKey(entity, words);
    const known = found.get(same);
    if (known === undefined) {
      const country = entity?.kind === "state" ? entity.country : null;
      const name = entity?.name ?? words;
      found.set(same, { country, name, lines: [{ words, span }], notes });
    } else {
      known.lines.push({ words, span });
      found.set(same, { ...known, notes: [...new Set([...known.notes, ...notes])] });
    }
  });
  return [...found.values()];
}

/** States are the same by their code, all others by their name. */
function signatoryKey(entity: Entity | undefined, words: string): string {
  if (entity?.kind === "state" && entity.country !== null) return `state ${entity.country}`;
  return foldName(entity?.name ?? words);
}

/** Roles printed on the same line: "Brennick (observer)". */
function notesOn(text: string, { roles }: Entity, [start, end]: SpanPair): string[] {
  const before = text.lastIndexOf("\n", start);
  const after = text.indexOf("\n", end);
  const line: SpanPair = [before, after < 0 ? text.length : after];
  return roles
    .filter(({ span }) => line[0] < span[0] && span[1] <= line[1])
    .map(({ text }) => text);
}

/** Whether the same one signed two letters. */
export function sameSignatory(a: Signatory, b: Signatory): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf({ country, name }: Signatory): string {
  return country === null ? foldName(name) : `state ${country}`;
}

/** Who signed which: a row for each signatory of any letter, by name. */
export interface SignatoryRow {
  readonly country: string | null;
  readonly name: string;
  /** For each letter in its order, the signatory there; `null` where they did not sign it. */
  readonly signed: readonly (Signatory | null)[];
}

export function signatoryTable(letters: readonly Letter[]): SignatoryRow[] {
  const rows = new Map<
    string,
    { country: string | null; name: string; signed: (Signatory | null)[] }
  >();
  letters.forEach(({ signatories }, i) => {
    for (const signatory of signatories) {
      const key = keyOf(signatory);
      const { country, name } = signatory;
      const row = rows.get(key) ?? { country, name, signed: letters.map(() => null) };
      row.signed[i] = signatory;
      rows.set(key, row);
    }
  });
  return [...rows.values()].sort((a, b) => order(foldName(a.name), foldName(b.name)));
}

/** What changed from one version of a letter to the next. */
export interface LetterChange {
  /** The documents' keys. */
  readonly from: string;
  readonly to: string;
  readonly joined: readonly Signatory[];
  readonly withdrawn: readonly Signatory[];
}

/**
 * Who joined and who withdrew, over the versions of each letter: lists under one address, one name
 * of the document ("TC/C/31/114"), or one title where no names say otherwise; in order of date.
 */
export function letterChanges(letters: readonly Letter[]): LetterChange[] {
  const changes: LetterChange[] = [];
  letters.forEach((letter, i) => {
    const earlier = letters.slice(0, i).findLast((other) => isVersionOf(letter, other));
    if (earlier !== undefined) changes.push(changeBetween(earlier, letter));
  });
  return changes;
}

function isVersionOf(a: Letter, b: Letter): boolean {
  if (a.url !== null && a.url === b.url) return true;
  if (a.name !== null && b.name !== null) return foldName(a.name) === foldName(b.name);
  return a.title !== null && b.title !== null && foldName(a.title) === foldName(b.title);
}

export function changeBetween(from: Letter, to: Letter): LetterChange {
  const without = (those: readonly Signatory[], others: readonly Signatory[]) => {
    const keys = new Set(others.map(keyOf));
    return those.filter((signatory) => !keys.has(keyOf(signatory)));
  };
  return {
    from: from.document,
    to: to.document,
    joined: without(to.signatories, from.signatories),
    withdrawn: without(from.signatories, to.signatories),
  };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
