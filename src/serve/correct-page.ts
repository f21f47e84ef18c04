import type { Context, Hono } from "hono";
import {
  type EntryKind,
  findEntry,
  kindOfAddress,
  kindOfId,
  type RecordEntry,
  type Request,
} from "../corrections/index.ts";
import { OnRecordError } from "../document/index.ts";
import { type CorrectionResult, correct, openDocument, type Store } from "../store/index.ts";
import { correctionsOf, sayUnseen, unseenOf, withoutOptions } from "./corrections.ts";
import { type FormValues, fieldsIn, formOf, referenceTo, writeSpans } from "./entry-form.ts";
import { doneAt, rememberedName, rememberName, type Sent, sentIn, signatureIn } from "./forms.ts";
import { renderCorrect, type Subject, spansIn } from "./pages/correct.tsx";
import { placeOfEvent } from "./pages/event.tsx";
import type { Assets } from "./pages/layout.tsx";
import { addressOfStatement, entityId } from "./pages/statement.tsx";
import { type Problem, ProblemError, problem } from "./problem.ts";
import { linkTo, partOf, type View, viewOf } from "./view.ts";

/** The page on which entries are corrected: it works without script, and the script shows it beside the text. */
export function addCorrectPage(app: Hono, store: Store, assets: Assets): void {
  app.get("/d/:key/correct", async (context) => {
    const view = await openView(store, context.req.param("key"), assets);
    const { entry, add } = context.req.query();
    const subject =
      add !== undefined
        ? newSubject(view, add, context.req.query("words"))
        : entry !== undefined
          ? await subjectOf(store, view, entry)
          : null;
    const about = subject === null ? null : subject.address;
    const corrections = add !== undefined ? [] : await correctionsOf(store, view.key, about);
    context.header("cache-control", "private, no-store");
    const by = rememberedName(context);
    return context.html(renderCorrect({ assets, view, subject, corrections, by }));
  });

  app.post("/d/:key/correct", async (context) => {
    const view = await openView(store, context.req.param("key"), assets);
    const sent = await sentIn(context);
    try {
      const signed = signatureIn(sent);
      rememberName(context, signed.by);
      const after = sent.do === "undo" ? {} : { after: sent.after || null };
      const isNew = sent.do !== "undo" && !sent.entry;
      const signature = { ...signed, ...(isNew ? {} : after) };
      const result = await correct(store, view.key, requestIn(view, sent), signature);
      const [to, said] = await doneBy(store, result, assets);
      return doneAt(context, to, said);
    } catch (error) {
      const said = await saidOf(store, view, error);
      if (said === null) throw error;
      return context.html(
        await again(context, store, view, sent, assets, said),
        said.problem.status,
      );
    }
  });
}

async function openView(store: Store, key: string, { takesChanges }: Assets): Promise<View> {
  if (!/^[0-9a-f]{6,20}$/.test(key)) {
    throw new ProblemError(problem(404, `"${key}" is the key of no document.`, "key"));
  }
  const found = await openDocument(store, key);
  return { ...viewOf(found.shown, found.key), takesChanges: takesChanges === true };
}

function newSubject(view: View, kind: string, words: string | undefined): Subject {
  if (!isKind(kind)) {
    throw new ProblemError(problem(400, "add: attribution, entity or event.", "add"));
  }
  const { length } = view.record.text;
  const spans = spansIn(words).filter(([start, end]) => start < end && end <= length);
  const field = ({ attribution: "content", entity: "mentions", event: "trigger" } as const)[kind];
  const values = spans.length === 0 ? {} : { [field]: writeSpans(view.record, spans) };
  return { kind, entry: null, address: null, values, seen: {}, why: "" };
}

function isKind(text: string | undefined): text is EntryKind {
  return text === "attribution" || text === "entity" || text === "event";
}

/** An entry by its id or address; by its address also one that is not shown any more. */
async function subjectOf(store: Store, view: View, name: string): Promise<Subject> {
  const entry = entryCalled(view, name);
  if (entry === null) {
    const isKnown = /^[aev]@/.test(name) && (await knows(store, view, name));
    if (!isKnown) {
      throw new ProblemError(problem(404, `The document has no entry "${name}".`, "entry"));
    }
    const kind = kindOfAddress(name);
    return { kind, entry: null, address: name, values: {}, seen: {}, why: "" };
  }
  const address = entry.corrected?.entry ?? addressIn(view, entry);
  const values = formOf(view.record, entry);
  return { kind: kindOfId(entry.id), entry, address, values, seen: values, why: "" };
}

function entryCalled({ record }: View, name: string): RecordEntry | null {
  try {
    return findEntry(record, name);
  } catch (error) {
    if (error instanceof OnRecordError && error.code === "no-entry") return null;
    throw error;
  }
}

function addressIn({ record }: View, entry: RecordEntry): string {
  return referenceTo(record, entry.id);
}

async function knows(store: Store, view: View, name: string): Promise<boolean> {
  return correctionsOf(store, view.key, name).then(
    (found) => found.length > 0,
    () => false,
  );
}

function requestIn(view: View, sent: Sent): Request {
  if (sent.do === "undo") return { type: "undo", undoes: sent.undoes ?? "" };
  const entry = sent.entry ?? "";
  if (sent.do === "reject") return { type: "reject", entry };
  const before = entry === "" ? null : entryCalled(view, entry);
  const kind = kindIn(sent, before);
  const fields = fieldsIn(view.record, kind, sent, seenIn(sent), before);
  if (entry === "") return { type: "add", kind, fields };
  return { type: "set", entry, fields };
}

function kindIn(sent: Sent, entry: RecordEntry | null): EntryKind {
  if (entry !== null) return kindOfId(entry.id);
  const kind = sent["kind-of-entry"];
  if (isKind(kind)) return kind;
  throw new ProblemError(problem(400, "The form does not say what is corrected.", "entry"));
}

/** What the form began with, as it says itself. */
function seenIn({ seen = "{}" }: Sent): FormValues {
  try {
    const given: unknown = JSON.parse(seen);
    if (typeof given !== "object" || given === null) return {};
    return Object.fromEntries(
      Object.entries(given).filter(([, value]) => typeof value === "string"),
    );
  } catch {
    return {};
  }
}

const DONE = { set: "Saved.", reject: "Rejected.", add: "Added to the record.", undo: "Undone." };

/** Where the corrected entry is, or its history where it is gone; and what to say there. */
async function doneBy(
  store: Store,
  { document, correction, entry }: CorrectionResult,
  assets: Assets,
): Promise<[to: string, said: string]> {
  const said = DONE[correction.change.type];
  if (entry === null) {
    const name = new URLSearchParams({ entry: correction.target });
    return [`/d/${document}/correct?${name}`, said];
  }
  const view = await openView(store, document, assets);
  return [`/d/${document}${placeOfEntry(view, entry)}`, said];
}

function placeOfEntry(view: View, entry: RecordEntry): string {
  switch (kindOfId(entry.id)) {
    case "attribution":
      return addressOfStatement(view, entry.id);
    case "event": {
      const event = view.record.events.find(({ id }) => id === entry.id)!;
      const part = partOf(view, placeOfEvent(view, event));
      return linkTo(view, part, encodeURIComponent(`v-${entry.id}`));
    }
    case "entity":
      return `#${encodeURIComponent(entityId({ id: entry.id }))}`;
  }
}

interface Said {
  readonly problem: Problem;
  readonly since: Awaited<ReturnType<typeof unseenOf>>;
}

/** What went wrong with what was sent; `null` for what the form can do nothing about. */
async function saidOf(store: Store, view: View, error: unknown): Promise<Said | null> {
  if (error instanceof ProblemError) return { problem: error.problem, since: [] };
  if (!(error instanceof OnRecordError)) return null;
  const { code, facts, message } = error;
  if (code === "conflict") {
    const since = await unseenOf(store, view.key, error);
    return { problem: problem(409, sayUnseen(since)), since };
  }
  if (code !== "bad-span" && code !== "bad-correction" && code !== "no-entry") return null;
  const field = typeof facts.field === "string" ? facts.field : undefined;
  const told = withoutOptions(message);
  const detail = `${told[0]?.toUpperCase() ?? ""}${told.slice(1)}`;
  return { problem: problem(code === "no-entry" ? 404 : 400, detail, field), since: [] };
}

/**
 * The form again with all that was written, over what the entry is now: where somebody else changed
 * it meanwhile, fields that this person left alone are theirs.
 */
async function again(
  context: Context,
  store: Store,
  view: View,
  sent: Sent,
  assets: Assets,
  { problem, since }: Said,
): Promise<string> {
  const by = sent.by ?? rememberedName(context);
  const name = sent.entry ?? "";
  const kind = sent["kind-of-entry"];
  const why = sent.why ?? "";
  let subject: Subject | null = null;
  if (name === "" && isKind(kind)) {
    subject = { kind, entry: null, address: null, values: sent, seen: {}, why };
  } else if (name !== "") {
    const now = await subjectOf(store, view, name).catch(() => null);
    if (now !== null) {
      const before = seenIn(sent);
      const mine = sent.do === "save" ? changedIn(sent, before) : {};
      subject = { ...now, values: { ...now.values, ...mine }, why: sent.do === "undo" ? "" : why };
    }
  }
  const corrections = await correctionsOf(store, view.key, subject?.address ?? null);
  return renderCorrect({ assets, view, subject, corrections, by, problem, since });
}

/** What a person wrote over what was there. */
function changedIn(sent: Sent, before: FormValues): FormValues {
  const lines = (text = "") => text.replace(/\r\n?/g, "\n");
  return Object.fromEntries(
    Object.entries(sent).filter(
      ([field, value]) => field in before && lines(value) !== lines(before[field]),
    ),
  );
}
