import {
  addressOf,
  type EntryKind,
  findWords,
  kindOfId,
  type RecordEntry,
  readSpans,
  type SomeFields,
} from "../corrections/index.ts";
import {
  type Attribution,
  type DocumentRecord,
  type Entity,
  type Event,
  OnRecordError,
  type SpanPair,
  type TimeExpression,
} from "../document/index.ts";

/** The fields of an entry as a form has them: each a text, empty for what is not known. */
export type FormValues = Readonly<Record<string, string>>;

/** The entry as a form shows it to be changed. */
export function formOf(record: DocumentRecord, entry: RecordEntry): FormValues {
  const kind = kindOfId(entry.id);
  if (kind === "attribution") return statementForm(record, entry as Attribution);
  return kind === "entity"
    ? entityForm(record, entry as Entity)
    : eventForm(record, entry as Event);
}

function statementForm(record: DocumentRecord, entry: Attribution): FormValues {
  const { source, cue, content, kind, act, saidAt, addressee } = entry;
  return {
    source: writeSpans(record, source),
    sourceEntity: referenceTo(record, entry.sourceEntity),
    cue: writeSpans(record, cue),
    content: writeSpans(record, content),
    kind,
    act: act ?? "",
    onBehalfOf: referenceTo(record, entry.onBehalfOf),
    addressee: addressee.map((id) => referenceTo(record, id)).join(" "),
    saidAt: saidAt?.from ?? "",
    saidWords: saidAt?.span ? writeSpans(record, [saidAt.span]) : "",
  };
}

function entityForm(record: DocumentRecord, entry: Entity): FormValues {
  const { name, kind, named, country, sector, mentions, roles } = entry;
  return {
    name,
    kind: kind ?? "",
    named: named ? "yes" : "no",
    country: country ?? "",
    sector: sector ?? "",
    mentions: writeSpans(record, mentions),
    roles: writeSpans(
      record,
      roles.map(({ span }) => span),
    ),
  };
}

function eventForm(record: DocumentRecord, entry: Event): FormValues {
  const { spans, status, code, plover, mode, accordingTo } = entry;
  return {
    trigger: writeSpans(record, spans.trigger),
    source: referenceTo(record, entry.source),
    sourceWords: writeSpans(record, spans.source),
    target: referenceTo(record, entry.target),
    targetWords: writeSpans(record, spans.target),
    status,
    accordingTo: accordingTo === "outlet" ? "outlet" : referenceTo(record, accordingTo),
    place: referenceTo(record, entry.place),
    code: code ?? "",
    plover: plover ?? "",
    mode: mode ?? "",
  };
}

/** One to a line: as words where these stand once in the text, else as offsets. */
export function writeSpans({ text }: DocumentRecord, spans: readonly SpanPair[]): string {
  return spans.map((span) => writeSpan(text, span)).join("\n");
}

function writeSpan(text: string, [start, end]: SpanPair): string {
  const words = text.slice(start, end);
  const isPlain = !/[\r\n\0]|^\d+-\d|^\s|\s$/.test(words) && words.length <= 1000;
  const found = isPlain ? findWords(text, words) : [];
  const [first] = found;
  const isSure = found.length === 1 && first![0] === start && first![1] === end;
  return isSure ? words : `${start}-${end}`;
}

/** The name of an entry that means it also when the document was read anew meanwhile. */
export function referenceTo(record: DocumentRecord, id: string | null): string {
  if (id === null) return "";
  const all: readonly RecordEntry[] = [...record.entities, ...record.attributions];
  const entry = all.find((one) => one.id === id);
  return (entry && addressOf(record, entry)) ?? id;
}

/**
 * The fields that a person changed: those whose texts differ from what the form began with, so that
 * nobody else's change of another field is taken back.
 *
 * @param entry what is changed; `null` for a new one
 * @throws OnRecordError `bad-span`, `bad-correction`; with the field's name in its facts
 */
export function fieldsIn(
  record: DocumentRecord,
  kind: EntryKind,
  values: FormValues,
  seen: FormValues,
  entry: RecordEntry | null,
): SomeFields {
  const form: Form = {
    record,
    has: (field) => lines(values[field]) !== lines(seen[field]),
    text: (field) => lines(values[field]).trim(),
  };
  const fields =
    kind === "attribution"
      ? statementFields(form)
      : kind === "entity"
        ? entityFields(form)
        : eventFields(form, entry as Event | null);
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as SomeFields;
}

interface Form {
  readonly record: DocumentRecord;
  /** Whether a person changed the field. */
  has(field: string): boolean;
  text(field: string): string;
}

/** A browser sends CRLF. */
function lines(text = ""): string {
  return text.replace(/\r\n?/g, "\n");
}

function statementFields(form: Form) {
  return {
    source: spansIn(form, "source"),
    cue: spansIn(form, "cue"),
    content: spansIn(form, "content"),
    sourceEntity: valueIn(form, "sourceEntity"),
    kind: form.text("kind") === "" ? undefined : valueIn(form, "kind"),
    act: valueIn(form, "act"),
    onBehalfOf: valueIn(form, "onBehalfOf"),
    addressee: form.has("addressee")
      ? form.text("addressee").split(/\s+/).filter(Boolean)
      : undefined,
    saidAt: timeIn(form),
  };
}

function entityFields(form: Form) {
  const { text } = form.record;
  const roles = spansIn(form, "roles")?.map((span) => ({
    text: text.slice(...span).replace(/\s+/g, " "),
    span,
  }));
  return {
    name: form.has("name") ? form.text("name") : undefined,
    kind: valueIn(form, "kind"),
    named: form.has("named") ? form.text("named") === "yes" : undefined,
    country: valueIn(form, "country"),
    sector: valueIn(form, "sector"),
    mentions: spansIn(form, "mentions"),
    roles,
  };
}

function eventFields(form: Form, event: Event | null) {
  const changed = {
    trigger: spansIn(form, "trigger"),
    source: spansIn(form, "sourceWords"),
    target: spansIn(form, "targetWords"),
  };
  const given = Object.entries(changed).filter(([, spans]) => spans !== undefined);
  const before = event?.spans ?? { source: [], target: [], trigger: [], place: [], time: [] };
  return {
    spans: given.length === 0 ? undefined : { ...before, ...Object.fromEntries(given) },
    source: valueIn(form, "source"),
    target: valueIn(form, "target"),
    status: form.text("status") === "" ? undefined : valueIn(form, "status"),
    accordingTo: form.text("accordingTo") === "" ? undefined : valueIn(form, "accordingTo"),
    place: valueIn(form, "place"),
    code: valueIn(form, "code"),
    plover: valueIn(form, "plover"),
    mode: valueIn(form, "mode"),
  };
}

function valueIn(form: Form, field: string): string | null | undefined {
  if (!form.has(field)) return undefined;
  const text = form.text(field);
  return text === "" ? null : text;
}

function spansIn(form: Form, field: string): SpanPair[] | undefined {
  if (!form.has(field)) return undefined;
  const given = form
    .text(field)
    .split("\n")
    .filter((line) => line.trim() !== "");
  return given
    .flatMap((line) => spansOfLine(form, field, line.trim()))
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

function spansOfLine({ record }: Form, field: string, line: string): SpanPair[] {
  try {
    return readSpans(record.text, line, LABELS[field] ?? field);
  } catch (error) {
    if (!(error instanceof OnRecordError)) throw error;
    throw new OnRecordError(error.code, error.message, { ...error.facts, field });
  }
}

const LABELS: Readonly<Record<string, string>> = {
  sourceWords: "one who acts",
  targetWords: "one to whom it is done",
  mentions: "mention",
  roles: "office",
  trigger: "deed",
  saidWords: "time",
};

/** When it was said: the words for it, and where the machine has not read these, what they mean. */
function timeIn(form: Form): TimeExpression | null | undefined {
  if (!form.has("saidAt") && !form.has("saidWords")) return undefined;
  const date = form.text("saidAt");
  const words = form.text("saidWords");
  if (date === "" && words === "") return null;
  if (words === "") {
    throw badField("saidWords", "give the words of the text that say when it was said.");
  }
  const [span] = spansOfLine(form, "saidWords", words.split("\n")[0]!);
  const { times, text } = form.record;
  const known = times.find((time) => time.span?.join() === span!.join());
  if (known !== undefined && (date === "" || date === known.from)) return known;
  if (!/^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})?)?)?)?$/.test(date)) {
    throw badField("saidAt", "give the date that these words mean, as 2031-03-11 or 2031-03.");
  }
  const precision = ({ 4: "year", 7: "month", 10: "day" } as const)[date.length] ?? "minute";
  const basis = text.slice(...span!).includes(date.slice(0, 4)) ? "stated" : "inferred";
  return { span: span!, from: date, to: date, precision, basis };
}

function badField(field: string, message: string): OnRecordError {
  return new OnRecordError("bad-correction", message, { field });
}
