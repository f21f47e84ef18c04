import {
  type Attribution,
  type DocumentRecord,
  OnRecordError,
  type SpanPair,
} from "../document/index.ts";
import {
  addressOf,
  attributionAddress,
  type EntryKind,
  entriesOfKind,
  eventAddress,
  isAddress,
  kindOfAddress,
  kindOfId,
  matching,
  mentionAddress,
  type RecordEntry,
} from "./address.ts";
import { fieldsOf, spansOf } from "./fields.ts";
import {
  type Address,
  type AttributionFields,
  type Change,
  type EntityFields,
  type EventFields,
  type Fields,
  type LogEntry,
  lastAbout,
  type SomeFields,
  undoneBy,
} from "./log.ts";
import { kindByMarks, settleAttribution, typeOf } from "./settle.ts";
import { checkValues } from "./values.ts";

/** What a person asks for. Entries are named by the ids of the record they look at, or by address. */
export type Request =
  | { readonly type: "set"; readonly entry: string; readonly fields: SomeFields }
  | { readonly type: "reject"; readonly entry: string }
  | { readonly type: "add"; readonly kind: EntryKind; readonly fields: SomeFields }
  | { readonly type: "undo"; readonly undoes: string };

export interface Signature {
  /** For the new entry of the log; drawn at random. */
  readonly id: string;
  /** Who. */
  readonly by: string;
  readonly why: string;
  /** When, in ISO 8601. */
  readonly at: string;
  /**
   * Id of the last entry of the log about this one that the person saw, `null` for none. Where it
   * is left out, the person has seen the log as it is.
   */
  readonly after?: string | null;
}

/**
 * The entry for the log that a request makes. `record` is the document as it is shown, corrections
 * applied; `log` that of the document, whose key is `document`.
 *
 * @throws OnRecordError `no-entry` for an entry or a correction that is not there; `bad-span` for a
 * span outside the text, the wrong way round, or across source and content; `bad-correction` for one
 * that changes nothing or is unsigned; `conflict` where somebody else has changed the entry since
 */
export function newCorrection(
  document: string,
  record: DocumentRecord,
  log: readonly LogEntry[],
  request: Request,
  signature: Signature,
): LogEntry {
  const by = required(signature.by, "who makes the correction", "--who NAME");
  const why = required(signature.why, "why it is made", '--why "…"');
  // Of an entry that somebody has rejected meanwhile, only its address is left to tell by.
  if ("entry" in request && isAddress(request.entry)) {
    refuseUnseen(log, document, request.entry, signature);
  }
  const { target, change, spans } = decide(record, log, request);
  refuseUnseen(log, document, target, signature);
  const last = lastAbout(log, document, target);
  const after = last?.id ?? null;
  const words = spans.map(([start, end]) => [start, record.text.slice(start, end)] as const);
  return { id: signature.id, at: signature.at, by, why, document, target, change, after, words };
}

/** @throws OnRecordError `conflict` where the entry's last correction is not the one that was seen */
function refuseUnseen(
  log: readonly LogEntry[],
  document: string,
  target: Address,
  { after }: Signature,
): void {
  if (after === undefined) return;
  const last = lastAbout(log, document, target);
  if (after !== (last?.id ?? null)) throw conflict(target, last, after);
}

interface Decision {
  readonly target: Address;
  readonly change: Change;
  /** All that are named, once each, in text order. */
  readonly spans: readonly SpanPair[];
}

function decide(record: DocumentRecord, log: readonly LogEntry[], request: Request): Decision {
  if (request.type === "undo") return undoing(log, request.undoes);
  if (request.type === "add") return adding(record, request.kind, request.fields);
  const entry = findEntry(record, request.entry);
  const target = addressOf(record, entry);
  if (target === null) {
    throw new OnRecordError(
      "no-entry",
      `${entry.id}: no words of its own tell this entry from the others, so that a correction would not find it again. Correct one that has words.`,
      { entry: entry.id },
    );
  }
  const was = fieldsOf(record, entry);
  if (request.type === "reject") {
    return {
      target,
      change: { type: "reject", was },
      spans: distinct([...spansOfAddress(target)]),
    };
  }
  const fields = changedFields(record, was, request.fields, kindOfId(entry.id));
  checkValues(kindOfId(entry.id), fields);
  checkFields(record, kindOfId(entry.id), { ...was, ...fields } as Fields);
  return {
    target,
    change: { type: "set", fields, was },
    spans: distinct([...spansOfAddress(target), ...spansOf(fields).map(([, span]) => span)]),
  };
}

/** The fields that are not as they were; references by address. */
function changedFields(
  record: DocumentRecord,
  was: Fields,
  given: SomeFields,
  kind: EntryKind,
): SomeFields {
  const named = byAddress(record, given);
  const before = was as unknown as Record<string, unknown>;
  const changed = Object.entries(named).filter(([field, value]) => {
    if (!(field in before)) throw noField(kind, field);
    return JSON.stringify(before[field]) !== JSON.stringify(value);
  });
  if (changed.length > 0) return Object.fromEntries(changed);
  throw new OnRecordError(
    "bad-correction",
    "the entry has these values already, so there is nothing to correct. Name what is to be different.",
  );
}

function adding(record: DocumentRecord, kind: EntryKind, given: SomeFields): Decision {
  const fields = completed(record, kind, byAddress(record, given));
  checkValues(kind, fields);
  checkFields(record, kind, fields);
  const target = addressOfFields(kind, fields);
  const standing = matching(entriesOfKind(record, kind), target)[0];
  if (standing) {
    throw new OnRecordError(
      "bad-correction",
      `${standing.id} stands on these words already. Change that one: "onrecord correct DOC ${standing.id} …".`,
      { entry: standing.id },
    );
  }
  const spans = distinct(spansOf(fields).map(([, span]) => span));
  return { target, change: { type: "add", fields }, spans };
}

function undoing(log: readonly LogEntry[], id: string): Decision {
  const entry = log.find((one) => one.id === id);
  if (entry === undefined) {
    throw new OnRecordError(
      "no-entry",
      `${id}: there is no such correction of this document. "onrecord correct DOC --history" lists them.`,
      { correction: id },
    );
  }
  const undo = undoneBy(log).get(id);
  if (undo) {
    throw new OnRecordError(
      "bad-correction",
      `${id} was undone by ${undo.by} already (${undo.id}). To have it again, undo ${undo.id}.`,
      { correction: id, undone: undo.id },
    );
  }
  return { target: entry.target, change: { type: "undo", undoes: id }, spans: [] };
}

/** The entry that an id of the record, or an address, means. @throws OnRecordError `no-entry` */
export function findEntry(record: DocumentRecord, name: string): RecordEntry {
  const all = [...record.attributions, ...record.entities, ...record.events];
  const found = isAddress(name)
    ? matching(entriesOfKind(record, kindOfAddress(name)), name)
    : all.filter(({ id }) => id === name);
  if (found.length === 1) return found[0]!;
  const problem =
    found.length === 0
      ? "the record of this document has no such entry"
      : `${found.length} entries stand on these words (${found.map(({ id }) => id).join(", ")})`;
  throw new OnRecordError(
    "no-entry",
    `${name}: ${problem}. Name a statement (a1), an entity (e1) or an event (v1) as the record has it.`,
    { entry: name },
  );
}

/** The one entry that an address means; `null`: none, or several. */
export function findEntryAt(record: DocumentRecord, address: Address): RecordEntry | null {
  const found = matching(entriesOfKind(record, kindOfAddress(address)), address);
  return found.length === 1 ? found[0]! : null;
}

/**
 * The name in the log of an entry that stands in the record, or of one that somebody rejected.
 *
 * @throws OnRecordError `no-entry`
 */
export function targetOf(record: DocumentRecord, log: readonly LogEntry[], name: string): Address {
  if (isAddress(name) && log.some(({ target }) => target === name)) return name;
  return nameOf(record, name);
}

/** The same fields with ids of the record turned into addresses. */
function byAddress(record: DocumentRecord, fields: SomeFields): SomeFields {
  const given: Record<string, unknown> = { ...fields };
  const entity = (value: unknown): unknown =>
    value === null ? value : nameOf(record, value as string, "entity");
  for (const field of ["sourceEntity", "onBehalfOf", "target", "place"]) {
    if (given[field] !== undefined) given[field] = entity(given[field]);
  }
  const { accordingTo } = given;
  if (accordingTo !== undefined && accordingTo !== "outlet") {
    given.accordingTo = nameOf(record, accordingTo as string, "attribution");
  }
  // An attribution's source is a list of spans, an event's an entity.
  if (typeof given.source === "string") given.source = entity(given.source);
  if (Array.isArray(given.addressee)) given.addressee = given.addressee.map(entity);
  return given as SomeFields;
}

/** @param kind what it has to be, where not everything will do */
function nameOf(record: DocumentRecord, name: string, kind?: EntryKind): Address {
  const entry = findEntry(record, name);
  if (kind !== undefined && kindOfId(entry.id) !== kind) {
    const wanted = kind === "entity" ? "an entity (e1)" : "a statement (a1)";
    throw new OnRecordError(
      "no-entry",
      `${name}: this is not ${wanted}, which is asked for here.`,
      {
        entry: name,
      },
    );
  }
  const address = addressOf(record, entry);
  if (address !== null) return address;
  throw new OnRecordError(
    "no-entry",
    `${name}: no words of its own tell this entry from the others. Name one that has words.`,
    { entry: name },
  );
}

/** What is not given is unknown; what the contract derives is derived. */
function completed(record: DocumentRecord, kind: EntryKind, given: SomeFields): Fields {
  for (const field of Object.keys(given)) if (!(field in UNKNOWN[kind])) throw noField(kind, field);
  if (kind === "attribution") return completedAttribution(record, given);
  if (kind === "event") return { ...UNKNOWN.event, ...given } as EventFields;
  const fields = { ...UNKNOWN.entity, ...given } as EntityFields;
  const [first] = fields.mentions;
  const words = first === undefined ? "" : record.text.slice(...first).replace(/\s+/g, " ");
  return { ...fields, name: fields.name === "" ? words : fields.name };
}

function completedAttribution(record: DocumentRecord, given: SomeFields): AttributionFields {
  const fields = { ...UNKNOWN.attribution, ...given } as AttributionFields;
  if (fields.content.length === 0) return fields; // refused later
  const kind = "kind" in given ? fields.kind : kindByMarks(record, fields.content);
  if ("sourceType" in given) return { ...fields, kind };
  const entity =
    fields.sourceEntity === null ? null : matching(record.entities, fields.sourceEntity)[0]!.id;
  if (entity !== null) {
    return { ...fields, kind, sourceType: typeOf(record, fields.source, entity) };
  }
  const blank = { ...fields, sourceEntity: null } as unknown as Attribution;
  const settled = settleAttribution(record, null, blank, ["source"]);
  const { sourceEntity, sourceType } = settled;
  return {
    ...fields,
    kind,
    sourceType,
    sourceEntity: sourceEntity === null ? null : nameOf(record, sourceEntity),
  };
}

const UNKNOWN: {
  readonly attribution: AttributionFields;
  readonly entity: EntityFields;
  readonly event: EventFields;
} = {
  attribution: {
    kind: "indirect",
    source: [],
    cue: [],
    content: [],
    sourceEntity: null,
    sourceType: "none",
    onBehalfOf: null,
    act: null,
    addressee: [],
    saidAt: null,
  },
  entity: {
    name: "",
    kind: null,
    named: true,
    country: null,
    sector: null,
    count: null,
    roles: [],
    mentions: [],
  },
  event: {
    source: null,
    target: null,
    sourceCode: null,
    targetCode: null,
    plover: null,
    mode: null,
    code: null,
    contexts: [],
    status: "happened",
    spans: { source: [], target: [], trigger: [], place: [], time: [] },
    date: null,
    place: null,
    accordingTo: "outlet",
  },
};

function addressOfFields(kind: EntryKind, fields: Fields): Address {
  if (kind === "attribution") return attributionAddress(fields as AttributionFields);
  if (kind === "event") return eventAddress(fields as EventFields);
  return mentionAddress((fields as EntityFields).mentions[0]!);
}

/** That every span points into the text, and that the entry has the words it cannot do without. */
function checkFields({ text }: DocumentRecord, kind: EntryKind, fields: Fields): void {
  for (const [role, span] of spansOf(fields)) checkSpan(text, span, role);
  if (kind === "attribution") {
    const { source, cue, content } = fields as AttributionFields;
    demandWords(content, "a statement needs its content", '--content "the words"');
    for (const [role, spans] of Object.entries({ source, cue, content })) checkOrder(role, spans);
    checkApart("source", source, "content", content);
    checkApart("cue", cue, "content", content);
    checkApart("source", source, "cue", cue);
  } else if (kind === "entity") {
    const { mentions, name } = fields as EntityFields;
    demandWords(mentions, "an entity needs a mention", '--mention "the words"');
    checkOrder("mention", mentions);
    if (name.trim() === "") {
      throw new OnRecordError("bad-correction", 'an entity needs a name. Give --name "…".');
    }
  } else {
    demandWords(
      (fields as EventFields).spans.trigger,
      "an event needs the words for what was done",
      '--trigger "the words"',
    );
  }
}

/** @throws OnRecordError `bad-span` where the span does not point at words of the text */
export function checkSpan(text: string, [start, end]: SpanPair, role: string): void {
  const problem = spanProblem(text, start, end);
  if (problem === null) return;
  throw new OnRecordError(
    "bad-span",
    `the ${role} ${start}-${end} ${problem}. Count characters of the text from 0, the end not included, or give the words themselves.`,
    { start, end },
  );
}

function spanProblem(text: string, start: number, end: number): string | null {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end)) return "is no pair of numbers";
  if (end < start) return "ends before it starts";
  if (end === start) return "has no words";
  if (start < 0 || end > text.length) {
    return `lies outside the text, which has ${text.length} characters`;
  }
  if (splitsPair(text, start) || splitsPair(text, end)) return "cuts a character in two";
  return /\S/.test(text.slice(start, end)) ? null : "has white space only";
}

function splitsPair(text: string, offset: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(offset - 1, offset + 1));
}

function checkOrder(role: string, spans: readonly SpanPair[]): void {
  spans.forEach(([start, end], i) => {
    if (i === 0 || start >= spans[i - 1]![1]) return;
    throw new OnRecordError(
      "bad-span",
      `the ${role} ${start}-${end} begins before the span ahead of it ends. Give the spans of a ${role} in text order, without overlap.`,
      { start, end },
    );
  });
}

function checkApart(
  role: string,
  spans: readonly SpanPair[],
  other: string,
  others: readonly SpanPair[],
): void {
  for (const [start, end] of spans) {
    const met = others.find(([from, to]) => start < to && from < end);
    if (met === undefined) continue;
    throw new OnRecordError(
      "bad-span",
      `the ${role} ${start}-${end} and the ${other} ${met[0]}-${met[1]} have words in common. Words are either ${role} or ${other}: give both spans so that they do not overlap.`,
      { start, end },
    );
  }
}

function demandWords(spans: readonly SpanPair[], what: string, remedy: string): void {
  if (spans.length > 0) return;
  throw new OnRecordError("bad-correction", `${what}. Give ${remedy}.`);
}

function required(value: string, what: string, remedy: string): string {
  const text = value.trim();
  if (text !== "") return text;
  throw new OnRecordError("bad-correction", `a correction says ${what}. Give ${remedy}.`);
}

function noField(kind: EntryKind, field: string): OnRecordError {
  const known = Object.keys(UNKNOWN[kind]).join(", ");
  return new OnRecordError(
    "bad-correction",
    `"${field}" is nothing that can be corrected of an ${kind}. What can: ${known}.`,
    { field },
  );
}

function conflict(target: Address, last: LogEntry | null, after: string | null): OnRecordError {
  const message =
    last === null
      ? `${target}: the correction that this one follows is not in the log. Look at the entry again.`
      : `${target}: ${last.by} has changed this entry since you looked at it (${describeChange(last)}, ${last.at}: "${last.why}"). Look at it again, then correct what it says now.`;
  const facts = last === null ? {} : { last: last.id, by: last.by, at: last.at, why: last.why };
  return new OnRecordError("conflict", message, {
    target,
    ...facts,
    ...(after !== null && { after }),
  });
}

/** A change in a few words: `rejected`, `changed source, kind`. */
export function describeChange({ change }: LogEntry): string {
  switch (change.type) {
    case "set":
      return `changed ${Object.keys(change.fields).join(", ")}`;
    case "reject":
      return "rejected";
    case "add":
      return "added";
    case "undo":
      return `undid ${change.undoes}`;
  }
}

/** The spans that an address names. */
function spansOfAddress(address: Address): SpanPair[] {
  return [...address.matchAll(/(\d+)-(\d+)/g)].map(([, start, end]) => [
    Number(start),
    Number(end),
  ]);
}

function distinct(spans: readonly SpanPair[]): SpanPair[] {
  const byText = new Map(spans.map((span) => [span.join("-"), span]));
  return [...byText.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}
