import type { Command } from "commander";
import type { EntryKind, SomeFields } from "../corrections/index.ts";
import {
  type DocumentRecord,
  type Event,
  OnRecordError,
  type SpanPair,
  type TimeExpression,
} from "../document/index.ts";
import { parseDate } from "./options.ts";

/** What is to stand in the entry. `none` takes away what is there. */
export interface FieldOptions {
  readonly source?: readonly string[];
  readonly cue?: readonly string[];
  readonly content?: readonly string[];
  readonly kind?: string;
  readonly act?: string;
  readonly onBehalfOf?: string;
  readonly addressee?: readonly string[];
  readonly saidAt?: string;
  readonly when?: string;
  readonly name?: string;
  readonly country?: string;
  readonly sector?: string;
  readonly mention?: readonly string[];
  readonly role?: readonly string[];
  readonly target?: readonly string[];
  readonly trigger?: readonly string[];
  readonly code?: string;
  readonly status?: string;
  readonly accordingTo?: string;
}

export function addFieldOptions(command: Command): Command {
  const list = (value: string, values: readonly string[] = []) => [...values, value];
  return command
    .option("--source <words>", "who says it, or an entity (e3); of an event, who acts", list)
    .option("--cue <words>", "the words that link source and content", list)
    .option("--content <words>", "what is said; once for each piece", list)
    .option("--kind <kind>", "direct, mixed or indirect; of an entity, person, state …")
    .option("--act <act>", "what is done by saying it: deny, demand, warn …")
    .option("--on-behalf-of <entity>", "whom the source speaks for (e3)")
    .option("--addressee <entity>", "who is spoken to (e3); once for each", list)
    .option("--said-at <date>", "when it was said", parseDateOrNone)
    .option("--when <words>", "the words that say when it was said")
    .option("--name <name>", "the entity's name")
    .option("--country <code>", "the entity's country")
    .option("--sector <code>", "the entity's sector")
    .option("--mention <words>", "where the entity stands; once for each", list)
    .option("--role <words>", "an office of the entity; once for each", list)
    .option("--trigger <words>", "what an event's words for the deed are", list)
    .option("--target <words>", "to whom an event is done, or an entity (e3)", list)
    .option("--code <code>", "the event's CAMEO code")
    .option("--status <status>", "happened, announced, asked, denied or hypothetical")
    .option("--according-to <entry>", "the statement that tells of the event (a3), or outlet");
}

function parseDateOrNone(value: string): string {
  return value === "none" ? value : parseDate(value);
}

const OPTIONS_OF: Readonly<Record<EntryKind, readonly (keyof FieldOptions)[]>> = {
  attribution: [
    ...(["source", "cue", "content", "kind", "act"] as const),
    ...(["onBehalfOf", "addressee", "saidAt", "when"] as const),
  ],
  entity: ["name", "kind", "country", "sector", "mention", "role"],
  event: ["source", "target", "trigger", "code", "status", "accordingTo"],
};

/** How an entity is named where words could stand as well. */
const ENTITY = /^e(?:\d+|@\d+-\d+)$/;

/**
 * The fields that the options name. Words become spans of the record's text.
 *
 * @param event the event that is changed, whose other spans stay; `null`: a new one
 * @throws OnRecordError `bad-span`; `bad-option` for an option that another kind of entry has
 */
export async function fieldsOf(
  record: DocumentRecord,
  kind: EntryKind,
  options: FieldOptions,
  event: Event | null,
): Promise<SomeFields> {
  refuseOthers(kind, options);
  const { readSpans } = await import("../corrections/index.ts");
  const spansOf: SpansOf = (role, given) =>
    isNone(given)
      ? []
      : given.flatMap((words) => readSpans(record.text, words, role)).sort((a, b) => a[0] - b[0]);
  const fields =
    kind === "attribution"
      ? attributionFields(record, options, spansOf)
      : kind === "entity"
        ? entityFields(record, options, spansOf)
        : eventFields(options, spansOf, event);
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([field, value]) => [field, value === "none" ? null : value]),
  ) as SomeFields;
}

type SpansOf = (role: string, given: readonly string[]) => SpanPair[];

function attributionFields(record: DocumentRecord, options: FieldOptions, spansOf: SpansOf) {
  const { source, cue, content, kind, act, onBehalfOf, addressee } = options;
  const isEntity = source?.length === 1 && ENTITY.test(source[0]!);
  return {
    source: isEntity ? undefined : source && spansOf("source", source),
    sourceEntity: isEntity ? source[0] : undefined,
    cue: cue && spansOf("cue", cue),
    content: content && spansOf("content", content),
    kind,
    act,
    onBehalfOf,
    addressee: addressee && isNone(addressee) ? [] : addressee,
    saidAt: timeOf(record, options, spansOf),
  };
}

function entityFields(
  { text }: DocumentRecord,
  { name, kind, country, sector, mention, role }: FieldOptions,
  spansOf: SpansOf,
) {
  const wordsAt = (span: SpanPair) => text.slice(...span).replace(/\s+/g, " ");
  const mentions = mention && spansOf("mention", mention);
  return {
    name,
    kind,
    country,
    sector,
    mentions,
    roles: role && spansOf("role", role).map((span) => ({ text: wordsAt(span), span })),
  };
}

function eventFields(options: FieldOptions, spansOf: SpansOf, event: Event | null) {
  const { source, target, trigger, code, status, accordingTo } = options;
  const isEntity = (given: readonly string[] | undefined) =>
    given?.length === 1 && ENTITY.test(given[0]!);
  const spans = {
    ...(event?.spans ?? { source: [], target: [], trigger: [], place: [], time: [] }),
    ...(source && !isEntity(source) && { source: spansOf("source", source) }),
    ...(target && !isEntity(target) && { target: spansOf("target", target) }),
    ...(trigger && { trigger: spansOf("trigger", trigger) }),
  };
  return {
    source: isEntity(source) ? source![0] : undefined,
    target: isEntity(target) ? target![0] : undefined,
    spans:
      trigger || (source && !isEntity(source)) || (target && !isEntity(target)) ? spans : undefined,
    code,
    status,
    accordingTo,
  };
}

/** The words for a time, and the time. Where the machine has read the words, they are enough. */
function timeOf(
  { text, times }: DocumentRecord,
  { saidAt, when }: FieldOptions,
  spansOf: SpansOf,
): TimeExpression | "none" | undefined {
  if (saidAt === undefined && when === undefined) return undefined;
  if (saidAt === "none") return "none";
  const [span] = when === undefined ? [] : spansOf("time", [when]);
  if (span === undefined) {
    throw new OnRecordError(
      "bad-option",
      'give --when the words of the text that say when it was said, as in --when "on Tuesday".',
    );
  }
  if (saidAt === undefined) {
    const known = times.find((time) => time.span?.[0] === span[0] && time.span[1] === span[1]);
    if (known !== undefined) return known;
    throw new OnRecordError(
      "bad-option",
      `what "${when}" means is not known. Say it: --said-at 2031-03-11.`,
    );
  }
  const precision = ({ 4: "year", 7: "month", 10: "day" } as const)[saidAt.length] ?? "minute";
  const basis = text.slice(...span).includes(saidAt.slice(0, 4)) ? "stated" : "inferred";
  return { span, from: saidAt, to: saidAt, precision, basis };
}

function refuseOthers(kind: EntryKind, options: FieldOptions): void {
  const all = [...new Set(Object.values(OPTIONS_OF).flat())];
  const other = all.find((name) => options[name] !== undefined && !OPTIONS_OF[kind].includes(name));
  if (other === undefined) return;
  const flag = (name: string) =>
    `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const article = kind === "attribution" ? "a statement" : `an ${kind}`;
  throw new OnRecordError(
    "bad-option",
    `${article} has no ${flag(other)}. What it has: ${OPTIONS_OF[kind].map(flag).join(", ")}.`,
    { option: flag(other) },
  );
}

function isNone(given: readonly string[]): boolean {
  return given.length === 1 && given[0] === "none";
}
