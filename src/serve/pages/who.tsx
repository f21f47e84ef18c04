import type { ComponentChild } from "preact";
import type { SpanPair } from "../../document/index.ts";
import { formatDate } from "../../export/terminal/dates.ts";
import type { Actor } from "../../merge/index.ts";
import type { Matter, MatterStatement, Place, Statement } from "../../who/index.ts";
import type { WhoQuery } from "../actors.ts";
import { Days } from "./days.tsx";
import { exactText } from "./exact-text.tsx";
import { type Assets, Layout, page } from "./layout.tsx";

export interface WhoProps {
  readonly assets: Assets;
  readonly query: Partial<WhoQuery>;
  /** What was found for the name; `null`: nobody was asked for. */
  readonly found: FoundActor | readonly Actor[] | null;
}

export interface FoundActor {
  readonly actor: Actor;
  /** Of this page. */
  readonly matters: readonly Matter[];
  readonly next: number | null;
}

/** What an actor said over all documents, by matter and in order of time. */
export function renderWho({ assets, query, found }: WhoProps): string {
  const title = found !== null && "actor" in found ? found.actor.name : "Who said what";
  return page(
    <Layout title={title} assets={assets} current="who">
      <h1>
        <bdi>{exactText(title)}</bdi>
      </h1>
      <Form query={query} />
      {found !== null &&
        ("actor" in found ? (
          <Found query={query} found={found} />
        ) : (
          <Choices choices={found} view="/who" />
        ))}
    </Layout>,
  );
}

function Form({ query: { name, from, to } }: { query: Partial<WhoQuery> }) {
  return (
    <form class="filter" method="get" action="/who">
      <label>
        Name <input name="name" value={name} required autocomplete="off" />
      </label>
      <Days from={from} to={to} />
      <button type="submit">Show</button>
    </form>
  );
}

/** Those whom a name may mean. */
export function Choices({ choices, view }: { choices: readonly Actor[]; view: string }) {
  if (choices.length === 0) {
    return <p class="lead">Nobody on this record is called that. A part of a name is enough.</p>;
  }
  return (
    <>
      <p class="lead">The name may mean any of these.</p>
      <ul class="list">
        {choices.map((actor) => (
          <li key={actor.id}>
            <a href={`${view}?${addressOf(actor)}`}>
              <bdi>{exactText(actor.name)}</bdi>
            </a>
            <About actor={actor} />
          </li>
        ))}
      </ul>
    </>
  );
}

function addressOf({ name, kind, country }: Actor): string {
  const known = Object.entries({ name, kind, country }).filter(([, value]) => value !== null);
  return new URLSearchParams(known as [string, string][]).toString();
}

/** What the documents say of an actor, with how many say it. */
export function About({ actor }: { actor: Actor }) {
  const { kind, names, roles, countries, documentCount } = actor;
  const documents = documentCount === 1 ? "1 document" : `${documentCount} documents`;
  const other = names.filter(({ text }) => text !== actor.name);
  return (
    <ul class="about">
      {kind !== null && <li>{kind}</li>}
      <li>in {documents}</li>
      {[...roles.slice(0, 4), ...countries.slice(0, 3)].map(({ text }) => (
        <li key={text}>
          <bdi>{exactText(text)}</bdi>
        </li>
      ))}
      {other.length > 0 && (
        <li>
          also{" "}
          {other.slice(0, 4).map(({ text }, i) => (
            <>
              {i > 0 && ", "}
              <bdi>{exactText(text)}</bdi>
            </>
          ))}
        </li>
      )}
    </ul>
  );
}

function Found({ query, found }: { query: Partial<WhoQuery>; found: FoundActor }) {
  const { actor, matters, next } = found;
  return (
    <>
      <About actor={actor} />
      <p>
        <a href={`/timeline?${addressOf(actor)}`}>On the timeline</a> ·{" "}
        <a href={`/sources?${addressOf(actor)}`}>How they are quoted</a> ·{" "}
        <a href={`/same?${addressOf(actor)}`}>Who may be the same</a>
      </p>
      {matters.length === 0 && <p class="lead">No statement of these days is on the record.</p>}
      {matters.map(({ words, statements }) => (
        <section key={words.join(" ")}>
          <h2>
            <bdi>{exactText(words.length === 0 ? "Other statements" : words.join(", "))}</bdi>
          </h2>
          <ol class="list hits">
            {statements.map((said) => (
              <Said
                key={`${said.statement.place.document} ${said.statement.place.entry}`}
                said={said}
                actor={actor}
              />
            ))}
          </ol>
        </section>
      ))}
      {next !== null && (
        <p>
          <a href={`/who?${nextAddress(query, next)}`} rel="next">
            Later statements
          </a>
        </p>
      )}
    </>
  );
}

function nextAddress(query: Partial<WhoQuery>, next: number): string {
  const given = Object.entries({ ...query, cursor: String(next) });
  const set = given.filter(([, value]) => value !== undefined);
  return new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString();
}

function Said({ said, actor }: { said: MatterStatement; actor: Actor }) {
  const { statement, newWords, also } = said;
  const { place, kind, act, source, onBehalfOf, to, toldBy, occasion } = statement;
  const facts: ComponentChild[] = [];
  if (source !== null && source !== actor.name) facts.push(<bdi>{exactText(source)}</bdi>);
  if (onBehalfOf !== null && onBehalfOf !== actor.name) {
    facts.push(
      <>
        for <bdi>{exactText(onBehalfOf)}</bdi>
      </>,
    );
  }
  if (to.length > 0)
    facts.push(
      <>
        to <bdi>{exactText(to.slice(0, 5).join(", "))}</bdi>
      </>,
    );
  if (toldBy !== null)
    facts.push(
      <>
        as told by <bdi>{exactText(toldBy)}</bdi>
      </>,
    );
  if (occasion !== null)
    facts.push(
      <>
        at <bdi>{exactText(occasion)}</bdi>
      </>,
    );
  facts.push(<Where place={place} />);
  for (const other of also)
    facts.push(
      <>
        the same words: <Where place={other} />
      </>,
    );
  return (
    <li class={`statement ${kind}`}>
      <p class="head">
        <b>{whenOf(statement)}</b>{" "}
        <span class="tags">
          {act !== null && act !== "assert" && <span class="tag">{act}</span>}{" "}
          <span class={`tag kind ${kind}`}>{kind}</span>
        </span>
      </p>
      <blockquote dir="auto">{markedContent(statement, newWords)}</blockquote>
      <ul class="facts">
        {facts.map((fact) => (
          <li>{fact}</li>
        ))}
      </ul>
    </li>
  );
}

export function Where({ place: { document, entry, title, outlet, file } }: { place: Place }) {
  const path = entry === "" ? "" : `/${encodeURIComponent(entry)}`;
  return (
    <a href={`/d/${document}${path}`}>
      <bdi>{exactText([outlet, title ?? file ?? document].filter(Boolean).join(": "))}</bdi>
    </a>
  );
}

function whenOf({ when }: Statement): string {
  if (when === null) return "date not known";
  const { from, to, which } = when;
  const days = [...new Set([from, to].filter((date) => date !== null))].map(formatDate);
  return which === "said" ? days.join(" to ") : `published ${days.join(" to ")}`;
}

const GAP = " … ";

/** The content with those words marked that no earlier statement of the matter has. */
function markedContent(
  { content, spans }: Statement,
  marked: readonly SpanPair[],
): ComponentChild[] {
  let at = 0;
  return spans.flatMap(([start, end], i) => {
    const piece = content.slice(at, at + end - start);
    at += end - start + GAP.length;
    return [i > 0 && GAP, ...markedPiece(piece, start, marked)];
  });
}

/** Words of a piece of a text, which begins at an offset of it, with spans of that text marked. */
export function markedPiece(
  piece: string,
  start: number,
  marked: readonly SpanPair[],
): ComponentChild[] {
  const children: ComponentChild[] = [];
  let at = 0;
  for (const [first, last] of marked) {
    const [from, to] = [Math.max(at, first - start), Math.min(piece.length, last - start)];
    if (from >= to) continue;
    children.push(
      exactText(piece.slice(at, from)),
      <mark>{exactText(piece.slice(from, to))}</mark>,
    );
    at = to;
  }
  return [...children, exactText(piece.slice(at))];
}
