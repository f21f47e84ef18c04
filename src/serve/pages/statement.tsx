import type { ComponentChild, ComponentChildren, VNode } from "preact";
import type { Attribution, Entity, Relation } from "../../document/index.ts";
import { settingOf } from "../../export/terminal/notes.ts";
import { unknownSource } from "../../export/terminal/parties.ts";
import { holdsName, nameOf, quoted } from "../../export/terminal/words.ts";
import { isHuman } from "../segments.ts";
import { linkTo, markId, partOf, placeOf, spanList, statementId, type View } from "../view.ts";
import { exactText } from "./exact-text.tsx";

/** Below this a statement is marked: about every other one was wrong where it was measured. */
const UNCERTAIN_BELOW = 0.6;

/** Who said it, how, when, to whom and in answer to what; its words and grounds to open. */
export function Statement({ view, attribution }: { view: View; attribution: Attribution }) {
  const { id, kind, act, confidence, source, cue, content, within } = attribution;
  const number = view.numbers.get(id)!;
  const isNested = within !== null && view.numbers.has(within);
  const cueWords = wordsAt(view, cue);
  return (
    <li
      class={`statement ${kind}${isNested ? " nested" : ""}${isHuman(attribution) ? " human" : ""}`}
      id={statementId(id)}
      data-source={spanList(source)}
      data-cue={spanList(cue)}
      data-content={spanList(content)}
      tabIndex={-1}
    >
      <p class="head">
        <a
          class="number"
          href={`#${encodeURIComponent(markId(id))}`}
          aria-label={`${number}, to its words in the text`}
        >
          {number}
        </a>{" "}
        <Source view={view} attribution={attribution} />{" "}
        {/[\p{L}\p{N}]/u.test(cueWords) && (
          <i class="cue-words">
            <bdi>{exactText(cueWords)}</bdi>
          </i>
        )}{" "}
        <span class="tags">
          {act !== null && act !== "assert" && <span class="tag">{act}</span>}{" "}
          <span class={`tag kind ${kind}`}>{kind}</span>{" "}
          {confidence !== null && confidence < UNCERTAIN_BELOW && (
            <span class="tag uncertain">uncertain</span>
          )}{" "}
          {isHuman(attribution) && <PersonTag entry={attribution} />}
        </span>
      </p>
      <Facts facts={factsOf(view, attribution)} />
      <details>
        <summary>
          <span class="unseen">Words and grounds of statement {number}</span>
        </summary>
        <Grounds view={view} attribution={attribution} />
      </details>
    </li>
  );
}

function Source({ view, attribution }: { view: View; attribution: Attribution }): VNode {
  const { record, entities } = view.lookup;
  const { sourceEntity, source } = attribution;
  const entity = sourceEntity === null ? undefined : entities.get(sourceEntity);
  if (entity === undefined) return <Unknown view={view} attribution={attribution} />;
  const words = source.map((span) => record.text.slice(...span)).join(" ");
  return (
    <>
      {!entity.named && entity.kind !== "document" && <span class="tag unnamed">unnamed</span>}{" "}
      <a
        class="who"
        href={`#${encodeURIComponent(entityId(entity))}`}
        title={holdsName(words, entity.name) ? undefined : `In the text: ${words}`}
      >
        <bdi>{exactText(entity.name)}</bdi>
      </a>
    </>
  );
}

const UNKNOWN = {
  "not given": "No source given",
  "not read": "Source not read",
  "not identified": "not identified",
} as const;

function Unknown({ view, attribution }: { view: View; attribution: Attribution }): VNode {
  const unknown = unknownSource(attribution);
  if (unknown !== "not identified") return <b class="who none">{UNKNOWN[unknown]}</b>;
  return (
    <>
      <b class="who">
        “<bdi>{exactText(wordsAt(view, attribution.source))}</bdi>”
      </b>{" "}
      <span class="tag unnamed">{UNKNOWN[unknown]}</span>
    </>
  );
}

export function entityId({ id }: Pick<Entity, "id">): string {
  return `e-${id}`;
}

export function wordsAt({ record }: View, spans: readonly (readonly [number, number])[]): string {
  return spans.map((span) => record.text.slice(...span).trim()).join(" … ");
}

function Facts({ facts }: { facts: readonly ComponentChild[] }) {
  if (facts.length === 0) return null;
  return (
    <ul class="facts">
      {facts.map((fact) => (
        <li>{fact}</li>
      ))}
    </ul>
  );
}

/** What is known of it beside its words, but for what is said elsewhere of it and others. */
function factsOf(view: View, attribution: Attribution): ComponentChild[] {
  const { lookup, introductions } = view;
  const { id, sourceEntity, onBehalfOf, addressee, within } = attribution;
  const { when, where } = settingOf(lookup, attribution);
  const said = view.said.get(id);
  const introduction = introductions.get(id);
  const entity = sourceEntity === null ? undefined : lookup.entities.get(sourceEntity);
  const to = addressee.map((id) => nameOf(lookup, id)).filter((name) => name !== null);
  const facts: ComponentChild[] = [];
  if (introduction !== undefined && entity !== undefined) {
    facts.push(...rolesOf(entity), ...principalOf(view, entity, onBehalfOf));
    const all = [introduction.when, introduction.where].filter((fact) => fact !== null);
    if (all.length > 0) facts.push(<bdi>all said {all.join(" ")}</bdi>);
  }
  if (within !== null && view.numbers.has(within)) {
    facts.push(<>inside {statementLink(view, within)}</>);
  }
  if (to.length > 0) facts.push(<>to {bdis(to)}</>);
  if (when !== null && !said?.when) facts.push(<bdi>{when}</bdi>);
  if (where !== null && !said?.where) facts.push(<bdi>{where}</bdi>);
  facts.push(...relationFacts(view, attribution), ...answeredIn(view, attribution));
  return facts;
}

/** Whom it speaks for, where its name and offices do not say so themselves. */
function principalOf(
  { lookup }: View,
  { name, roles }: Entity,
  id: string | null,
): ComponentChild[] {
  const principal = nameOf(lookup, id);
  const words = [name, ...roles.map(({ text }) => text)].join(" · ");
  if (principal === null || holdsName(words, principal)) return [];
  return [
    <>
      speaks for <bdi>{principal}</bdi>
    </>,
  ];
}

/** An entry is read at a glance; the list of names below the text has them all. */
const MOST_ROLES = 2;

function rolesOf({ roles, kind, count }: Entity): ComponentChild[] {
  const given = roles.slice(0, MOST_ROLES).map(({ text }) => <bdi>{exactText(text)}</bdi>);
  if (kind !== "group") return given;
  return [...given, count === null ? "group" : `group of ${count}`];
}

/** Longer lists are cut: the entity's own list has them all. */
const MOST_NAMES = 5;

function bdis(names: readonly string[]): ComponentChild[] {
  const shown = names.slice(0, MOST_NAMES).flatMap((name, i) => [i > 0 && ", ", <bdi>{name}</bdi>]);
  return names.length > MOST_NAMES ? [...shown, ` and ${names.length - MOST_NAMES} more`] : shown;
}

const VERBS: Partial<Record<Relation["type"], string>> = {
  answers: "answers",
  disputes: "disputes",
  repeats: "repeats",
  "refers-to": "refers to",
};

function relationFacts(view: View, { id }: Attribution): ComponentChild[] {
  const { lookup } = view;
  const shown = (lookup.relationsFrom.get(id) ?? []).filter(
    ({ type, to }) => type in VERBS && (view.numbers.has(to) || lookup.entities.has(to)),
  );
  return shown.map(({ type, to, basis, evidence }) => {
    const target = view.numbers.has(to) ? statementLink(view, to) : <bdi>{nameOf(lookup, to)}</bdi>;
    const grounds =
      basis === "inferred" ? (
        " (inferred)"
      ) : type === "refers-to" || evidence.length === 0 ? null : (
        <>
          {" "}
          (<bdi>{quoted(view.record.text, evidence)}</bdi>)
        </>
      );
    return (
      <>
        {VERBS[type]} {target}
        {grounds}
      </>
    );
  });
}

function answeredIn(view: View, attribution: Attribution): ComponentChild[] {
  const answers = (view.lookup.relationsTo.get(attribution.id) ?? []).filter(
    ({ type, from }) => type === "answers" && view.numbers.has(from),
  );
  if (answers.length === 0) return [];
  const links = answers.map(({ from }) => statementLink(view, from));
  return [<>answered in {links}</>];
}

/** The number of another statement, which leads to it. */
export function statementLink(view: View, id: string): VNode {
  const number = view.numbers.get(id);
  return (
    <a class="to" href={addressOfStatement(view, id)} aria-label={`statement ${number}`}>
      {number}
    </a>
  );
}

/** Where a statement's entry is, from any part of the text. */
export function addressOfStatement(view: View, id: string): string {
  const part = partOf(view, placeOf(view, view.lookup.statements.get(id)!));
  return linkTo(view, part, encodeURIComponent(statementId(id)));
}

/** That a person had a hand in an entry, and which. */
export function PersonTag({
  entry: { corrected },
}: {
  entry: { readonly corrected?: { readonly machine: unknown } };
}) {
  const done =
    corrected === undefined ? "entered" : corrected.machine === null ? "added" : "corrected";
  return <span class="tag person">{done} by a person</span>;
}

/** The way to where an entry is corrected, and to its history. */
export function CorrectLink({
  view,
  id,
  what,
}: {
  view: View;
  id: string;
  what: ComponentChildren;
}) {
  return (
    <a
      class="correct-link"
      data-correct
      href={`/d/${view.key}/correct?entry=${encodeURIComponent(id)}`}
    >
      {view.takesChanges ? "Correct" : "History"}
      <span class="unseen">
        {view.takesChanges ? " " : " of "}
        {what}
      </span>
    </a>
  );
}

/** Its parts in the text's words, and how it came onto the record. */
function Grounds({ view, attribution }: { view: View; attribution: Attribution }) {
  const { key } = view;
  const { id, source, cue, content, confidence, by } = attribution;
  const parts = [
    ["Source", source],
    ["Cue", cue],
    ["Content", content],
  ] as const;
  const person = isHuman(attribution);
  return (
    <dl>
      {parts.map(([name, spans]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {spans.length === 0 ? (
              <span class="none">none in the text</span>
            ) : (
              <q>
                <bdi>{exactText(wordsAt(view, spans))}</bdi>
              </q>
            )}
          </dd>
        </div>
      ))}
      <div>
        <dt>On the record by</dt>
        <dd>
          {person ? (
            <bdi>{exactText(by.slice("person/".length))}, a person</bdi>
          ) : (
            <>
              the program, <code>{by}</code>
              {confidence !== null && <>; {confidenceWords(confidence)}</>}
            </>
          )}
        </dd>
      </div>
      {attribution.kind !== "indirect" && (
        <div>
          <dt>Elsewhere</dt>
          <dd>
            <a href={`/quote?d=${key}&entry=${encodeURIComponent(id)}`}>Check these words</a>
          </dd>
        </div>
      )}
      {(view.takesChanges || person) && (
        <div>
          <dt>History</dt>
          <dd>
            <CorrectLink
              view={view}
              id={attribution.id}
              what={`statement ${view.numbers.get(attribution.id)}`}
            />
          </dd>
        </div>
      )}
      <div class="actions" hidden>
        <dt>Cite</dt>
        <dd>
          <button type="button" data-copy="citation">
            Copy citation
          </button>{" "}
          <button type="button" data-copy="link">
            Copy link
          </button>
        </dd>
      </div>
    </dl>
  );
}

/** Of 0.5 the record says "not measured". */
function confidenceWords(confidence: number): string {
  if (confidence === 0.5) return "how often such are right is not measured";
  return `of those found like this, about ${Math.round(confidence * 100)} in 100 were right where it was measured`;
}
