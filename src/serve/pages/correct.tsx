import { type EntryKind, type RecordEntry, VALUES } from "../../corrections/index.ts";
import type { SpanPair } from "../../document/index.ts";
import { sourceName } from "../../export/terminal/words.ts";
import type { ListedCorrection } from "../corrections.ts";
import { type FormValues, referenceTo } from "../entry-form.ts";
import { isHuman } from "../segments.ts";
import type { View } from "../view.ts";
import { exactText } from "./exact-text.tsx";
import { FIELD_NAMES, History } from "./history.tsx";
import { type Assets, Layout, page } from "./layout.tsx";
import { Notice, SignatureFields } from "./signed.tsx";

export interface CorrectProps {
  readonly assets: Assets;
  readonly view: View;
  /** What is corrected; `null`: the whole document, or an entry that is to be made. */
  readonly subject: Subject | null;
  /** Of the entry, or of the whole document; oldest first. */
  readonly corrections: readonly ListedCorrection[];
  readonly by: string;
  /** What stands in the way of what was sent. */
  readonly problem?: { readonly detail: string; readonly field?: string } | null;
  /** What others did to the entry meanwhile. */
  readonly since?: readonly ListedCorrection[];
}

export interface Subject {
  readonly kind: EntryKind;
  /** As it is shown; `null`: there is none, or not any more. */
  readonly entry: RecordEntry | null;
  /** Its address in the log; `null` for one that is to be made. */
  readonly address: string | null;
  readonly values: FormValues;
  /** What the form began with. */
  readonly seen: FormValues;
  readonly why: string;
}

/** The page on which an entry is corrected, and on which one reads who did so. */
export function renderCorrect(props: CorrectProps): string {
  const { assets, view, subject } = props;
  const title = titleOf(props);
  const { document } = view.record;
  return page(
    <Layout title={title} assets={assets}>
      <p class="back">
        <a href={`/d/${view.key}`}>
          ← <bdi>{exactText(document.title ?? document.file ?? view.key)}</bdi>
        </a>
      </p>
      <section id="correct" class="correct" aria-labelledby="correct-title">
        <h1 id="correct-title" tabIndex={-1}>
          {title}
        </h1>
        {subject === null ? (
          <WholeDocument {...props} />
        ) : (
          <OneEntry {...props} subject={subject} />
        )}
      </section>
    </Layout>,
  );
}

const KINDS = { attribution: "statement", entity: "name", event: "event" } as const;

function titleOf({ view, subject }: CorrectProps): string {
  if (subject === null) return "Corrections of this document";
  if (subject.address === null)
    return `Add ${subject.kind === "event" ? "an" : "a"} ${KINDS[subject.kind]}`;
  const number = subject.entry === null ? undefined : view.numbers.get(subject.entry.id);
  const name = number === undefined ? `this ${KINDS[subject.kind]}` : `statement ${number}`;
  return view.takesChanges ? `Correct ${name}` : `History of ${name}`;
}

function WholeDocument({ view, corrections, by }: CorrectProps) {
  const action = `/d/${view.key}/correct`;
  return (
    <>
      {view.takesChanges && (
        <p class="lead">
          To correct an entry, open it in the text and choose <q>Correct</q>. To enter what the
          program missed: <AddLinks view={view} />
        </p>
      )}
      {corrections.length === 0 ? (
        <p>Nobody has corrected anything here: all entries are the program’s.</p>
      ) : (
        <History
          view={view}
          corrections={corrections}
          action={view.takesChanges ? action : null}
          by={by}
          namesEntries
        />
      )}
    </>
  );
}

function AddLinks({ view }: { view: View }) {
  const kinds = Object.entries(KINDS) as [EntryKind, string][];
  return (
    <>
      {kinds.map(([kind, name], i) => (
        <>
          {i > 0 && ", "}
          <a href={`/d/${view.key}/correct?add=${kind}`}>
            {kind === "event" ? "an" : "a"} {name}
          </a>
        </>
      ))}
      .
    </>
  );
}

function OneEntry(props: CorrectProps & { readonly subject: Subject }) {
  const { view, subject, corrections, by, problem = null, since = [] } = props;
  const { entry, address } = subject;
  const action = `/d/${view.key}/correct`;
  const isThere = entry !== null || address === null;
  return (
    <>
      {problem !== null && <Notice>{problem.detail}</Notice>}
      {since.length > 0 && (
        <div class="since">
          <p>What you wrote is still in the form. This is what was done meanwhile:</p>
          <History view={view} corrections={since} action={null} by="" namesEntries={false} />
        </div>
      )}
      {entry !== null && <Origin entry={entry} />}
      {isThere && view.takesChanges && <EntryForm {...props} action={action} />}
      {!isThere && (
        <p class="lead">
          This entry is not shown: somebody has rejected it, or it was taken back. Undo that below
          to have it again.
        </p>
      )}
      {address !== null && (
        <>
          <h2>History</h2>
          {corrections.length === 0 ? (
            <p>The program made this entry, and nobody has changed it.</p>
          ) : (
            <History
              view={view}
              corrections={corrections}
              action={view.takesChanges ? action : null}
              by={by}
              namesEntries={false}
            />
          )}
        </>
      )}
    </>
  );
}

/** Whether a program or a person made it. */
function Origin({ entry }: { entry: RecordEntry }) {
  const person = entry.corrected?.by ?? ("by" in entry && isHuman(entry) ? entry.by : null);
  if (person !== null) {
    return (
      <p class="origin">
        <span class="tag person">person</span> as{" "}
        <bdi>{exactText(person.replace(/^person\//, ""))}</bdi> left it
      </p>
    );
  }
  const by = "by" in entry ? entry.by : null;
  return (
    <p class="origin">
      <span class="tag program">program</span> as the program found it
      {by !== null && (
        <>
          {" "}
          (<code>{by}</code>)
        </>
      )}
    </p>
  );
}

interface EntryFormProps extends CorrectProps {
  readonly subject: Subject;
  readonly action: string;
}

function EntryForm({ view, subject, corrections, by, problem, action }: EntryFormProps) {
  const { kind, address, seen, why } = subject;
  const last = corrections.at(-1)?.id ?? "";
  const fields = { view, subject, wrong: problem?.field ?? null };
  return (
    <form method="post" action={action} class="entry" data-edit>
      <input type="hidden" name="kind-of-entry" value={kind} />
      <input type="hidden" name="entry" value={address ?? ""} />
      <input type="hidden" name="after" value={last} />
      <input type="hidden" name="seen" value={JSON.stringify(seen)} />
      {kind === "attribution" && <StatementFields {...fields} />}
      {kind === "entity" && <EntityFields {...fields} />}
      {kind === "event" && <EventFields {...fields} />}
      <SignatureFields by={by} why={why} id="entry" />
      <p class="buttons">
        <button type="submit" name="do" value="save" class="main">
          {address === null ? "Add to the record" : "Save"}
        </button>
        {address !== null && (
          <button type="submit" name="do" value="reject">
            Reject: this is no {KINDS[kind]}
          </button>
        )}
      </p>
    </form>
  );
}

interface FieldProps {
  readonly view: View;
  readonly subject: Subject;
  /** The field that something is wrong with. */
  readonly wrong: string | null;
}

function StatementFields(fields: FieldProps) {
  return (
    <>
      <fieldset>
        <legend>Words</legend>
        <SpanHint />
        <Spans {...fields} name="source" label="Source" />
        <Spans {...fields} name="cue" label="Cue" />
        <Spans {...fields} name="content" label="Content" />
      </fieldset>
      <fieldset>
        <legend>Who, how, when</legend>
        <EntityChoice {...fields} name="sourceEntity" label="Who the source is" />
        <EntityChoice {...fields} name="onBehalfOf" label="Speaks for" />
        <EntityChoice {...fields} name="addressee" label="Said to" multiple />
        <Choice {...fields} name="kind" label="Kind" none="by the quotation marks" onlyNew />
        <Choice {...fields} name="act" label="Act" none="not known" />
        <Line {...fields} name="saidAt" label="Said on" placeholder="2031-03-11" />
        <Spans {...fields} name="saidWords" label="Words that say when" />
      </fieldset>
    </>
  );
}

function EntityFields(fields: FieldProps) {
  const named = fields.subject.values.named ?? "yes";
  return (
    <>
      <fieldset>
        <legend>Who or what it is</legend>
        <Line {...fields} name="name" label="Name" />
        <Choice {...fields} name="kind" label="Kind" none="not known" />
        <div class="field">
          <label for="f-named">The text</label>
          <select id="f-named" name="named">
            <option value="yes" selected={named === "yes"}>
              names it
            </option>
            <option value="no" selected={named === "no"}>
              only describes it
            </option>
          </select>
        </div>
        <Line {...fields} name="country" label="Country" placeholder="three letters" />
        <Line {...fields} name="sector" label="Sector" placeholder="three letters" />
      </fieldset>
      <fieldset>
        <legend>Words</legend>
        <SpanHint />
        <Spans {...fields} name="mentions" label="Mentions" />
        <Spans {...fields} name="roles" label="Offices" />
      </fieldset>
    </>
  );
}

function EventFields(fields: FieldProps) {
  return (
    <>
      <fieldset>
        <legend>Words</legend>
        <SpanHint />
        <Spans {...fields} name="sourceWords" label="Who acts" />
        <Spans {...fields} name="trigger" label="What is done" />
        <Spans {...fields} name="targetWords" label="To whom" />
      </fieldset>
      <fieldset>
        <legend>Who, and on whose word</legend>
        <EntityChoice {...fields} name="source" label="Who acts" />
        <EntityChoice {...fields} name="target" label="To whom" />
        <EntityChoice {...fields} name="place" label="Place" />
        <Choice {...fields} name="status" label="Status" none="happened" onlyNew />
        <Teller {...fields} />
        <Line {...fields} name="code" label="CAMEO code" />
        <Line {...fields} name="plover" label="PLOVER type" />
        <Line {...fields} name="mode" label="PLOVER mode" />
      </fieldset>
    </>
  );
}

function SpanHint() {
  return (
    <p class="syntax">
      Words as they stand in the text, each piece on a line of its own; or offsets, as in{" "}
      <code>10-27</code>, where words stand several times.
    </p>
  );
}

interface OneFieldProps extends FieldProps {
  readonly name: string;
  readonly label: string;
}

function Spans({ subject, wrong, name, label }: OneFieldProps) {
  const value = subject.values[name] ?? "";
  const rows = Math.max(1, Math.min(5, value.split("\n").length, Math.ceil(value.length / 60)));
  return (
    <div class="field span">
      <label for={`f-${name}`}>{label}</label>
      <textarea
        id={`f-${name}`}
        name={name}
        rows={rows}
        dir="auto"
        data-spans
        aria-invalid={wrong === name ? "true" : undefined}
      >
        {value}
      </textarea>
    </div>
  );
}

function Line({
  subject,
  wrong,
  name,
  label,
  placeholder,
}: OneFieldProps & { readonly placeholder?: string }) {
  return (
    <div class="field">
      <label for={`f-${name}`}>{label}</label>
      <input
        id={`f-${name}`}
        name={name}
        value={subject.values[name] ?? ""}
        placeholder={placeholder}
        autocomplete="off"
        dir="auto"
        aria-invalid={wrong === name ? "true" : undefined}
      />
    </div>
  );
}

interface ChoiceProps extends OneFieldProps {
  /** What nothing chosen means. */
  readonly none: string;
  /** Whether nothing can be chosen for a new entry only. */
  readonly onlyNew?: boolean;
}

function Choice({ subject, name, label, none, onlyNew = false }: ChoiceProps) {
  const value = subject.values[name] ?? "";
  const allowed = (VALUES[subject.kind][name] ?? []).filter((one) => one !== null) as string[];
  return (
    <div class="field">
      <label for={`f-${name}`}>{label}</label>
      <select id={`f-${name}`} name={name}>
        {!(onlyNew && value !== "") && <option value="">{none}</option>}
        {allowed.map((one) => (
          <option key={one} value={one} selected={one === value}>
            {one}
          </option>
        ))}
      </select>
    </div>
  );
}

/** More would make the page slow; the others can be named in the API. */
const MOST_CHOICES = 500;

function EntityChoice({
  view,
  subject,
  name,
  label,
  multiple = false,
}: OneFieldProps & { readonly multiple?: boolean }) {
  const chosen = (subject.values[name] ?? "").split(" ").filter(Boolean);
  const options = choicesOf(view);
  const known = new Set(options.map(([value]) => value));
  const unknown = chosen.filter((value) => !known.has(value));
  return (
    <div class="field">
      <label for={`f-${name}`}>{label}</label>
      <select id={`f-${name}`} name={name} multiple={multiple} size={multiple ? 4 : undefined}>
        {!multiple && <option value="">not known</option>}
        {unknown.map((value) => (
          <option key={value} value={value} selected>
            {value}
          </option>
        ))}
        {options.map(([value, text]) => (
          <option key={value} value={value} selected={chosen.includes(value)}>
            {exactText(text)}
          </option>
        ))}
      </select>
    </div>
  );
}

const choices = new WeakMap<View, readonly (readonly [string, string])[]>();

/** The names of the text, by what means each of them whatever is read next. */
function choicesOf(view: View): readonly (readonly [value: string, text: string])[] {
  const known = choices.get(view);
  if (known !== undefined) return known;
  const made = view.record.entities
    .slice(0, MOST_CHOICES)
    .map(({ id, name, kind }): [string, string] => {
      const short = name.length > 60 ? `${name.slice(0, 60)}…` : name;
      return [referenceTo(view.record, id), kind === null ? short : `${short} (${kind})`];
    })
    .filter(([value]) => value.includes("@"));
  choices.set(view, made);
  return made;
}

/** On whose word an event is. */
function Teller({ view, subject }: FieldProps) {
  const value = subject.values.accordingTo ?? "outlet";
  return (
    <div class="field">
      <label for="f-accordingTo">{FIELD_NAMES.accordingTo}</label>
      <select id="f-accordingTo" name="accordingTo">
        <option value="outlet" selected={value === "outlet"}>
          the outlet itself
        </option>
        {view.record.attributions.slice(0, MOST_CHOICES).map((one) => {
          const address = referenceTo(view.record, one.id);
          return (
            <option key={one.id} value={address} selected={address === value}>
              {view.numbers.get(one.id)} {exactText(sourceName(view.lookup, one))}
            </option>
          );
        })}
      </select>
    </div>
  );
}

/** Spans that the address of the page names: `10-27+30-41`. */
export function spansIn(text: string | undefined): SpanPair[] {
  if (text === undefined || !/^\d{1,9}-\d{1,9}(\+\d{1,9}-\d{1,9}){0,20}$/.test(text)) return [];
  return text.split("+").map((span) => span.split("-").map(Number) as unknown as SpanPair);
}
