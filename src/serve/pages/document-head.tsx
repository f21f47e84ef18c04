import type { ComponentChild } from "preact";
import { formatDate } from "../../export/terminal/dates.ts";
import { countOf, narrator } from "../../export/terminal/words.ts";
import type { View } from "../view.ts";
import { exactText } from "./exact-text.tsx";

/** A text as it stood at one time. */
export interface Version {
  readonly key: string;
  readonly version: number;
}

interface DocumentHeadProps {
  readonly view: View;
  readonly part: number;
  readonly versions: readonly Version[];
}

/** What the document is, and how to read the page. */
export function DocumentHead({ view, part, versions }: DocumentHeadProps) {
  const { document, blocks } = view.record;
  const hasHeading = blocks.some(({ kind }) => kind === "headline");
  const isFirst = part === 1;
  return (
    <header class="document">
      {!(hasHeading && isFirst) && (
        <h1>
          <bdi>{exactText(document.title ?? document.file ?? view.key)}</bdi>
        </h1>
      )}
      <ul class="about">
        {aboutOf(view).map((fact) => (
          <li>{fact}</li>
        ))}
      </ul>
      <Versions versions={versions} shown={view.key} />
      <div class="key">
        <Legend view={view} />
        <p class="counts">{countsOf(view)}</p>
        <p class="counts">
          <a href={`/quote?d=${view.key}`}>Check its quotations</a> ·{" "}
          <a href={`/d/${view.key}/correct`}>Corrections</a>
        </p>
      </div>
      <Setting view={view} />
      <Parts view={view} part={part} />
    </header>
  );
}

function aboutOf({ record: { document } }: View): ComponentChild[] {
  const { outlet, published, updated, byline, genre, language, url, file, part } = document;
  const place = [file, part].filter((word) => word !== null && word !== undefined).join(", ");
  return [
    outlet !== null && (
      <b>
        <bdi>{exactText(outlet)}</bdi>
      </b>
    ),
    published !== null && <time dateTime={published}>{formatDate(published)}</time>,
    updated !== null && (
      <>
        updated <time dateTime={updated}>{formatDate(updated)}</time>
      </>
    ),
    byline.length > 0 && <bdi>{exactText(byline.join(", "))}</bdi>,
    genre !== null && <bdi>{exactText(genre)}</bdi>,
    language !== null && language !== "en" && (
      <>
        language: <bdi>{exactText(language)}</bdi>
      </>
    ),
    url !== null && <Address url={url} />,
    place !== "" && (
      <span class="file">
        <bdi>{exactText(place)}</bdi>
      </span>
    ),
  ].filter((fact) => fact !== false && fact !== null);
}

/** An address of the web as a link; any other only as text, since what it does is not known. */
function Address({ url }: { url: string }) {
  if (!isWebAddress(url)) return <bdi>{exactText(url)}</bdi>;
  return (
    <a href={url} rel="noreferrer noopener nofollow">
      <bdi>{exactText(url)}</bdi>
    </a>
  );
}

export function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

function countsOf(view: View): string {
  const { attributions, ownVoice, events, entities } = view.record;
  const sources = new Set(attributions.map(({ sourceEntity }) => sourceEntity));
  sources.delete(null);
  const own = countOf(ownVoice.length, "sentence", "sentences");
  return [
    countOf(attributions.length, "statement", "statements"),
    countOf(sources.size, "identified source", "identified sources"),
    ownVoice.length > 0 ? `${own} in ${narrator(view.lookup)}’s own voice` : null,
    events.length > 0 ? countOf(events.length, "event", "events") : null,
    entities.length > 0 ? countOf(entities.length, "name", "names") : null,
  ]
    .filter((part) => part !== null)
    .join(" · ");
}

/** Which of several versions this is, and the way to the others. */
function Versions({ versions, shown }: { versions: readonly Version[]; shown: string }) {
  if (versions.length < 2) return null;
  const isLatest = versions.at(-1)!.key === shown;
  return (
    <p class={isLatest ? "setting" : "notice"}>
      {isLatest ? "The latest version of this text. " : "An earlier version of this text. "}
      Versions:{" "}
      {versions.map(({ key, version }) => (
        <a
          class="to"
          href={`/d/${key}`}
          aria-current={key === shown ? "page" : undefined}
          aria-label={`version ${version}`}
        >
          {version}
        </a>
      ))}
    </p>
  );
}

/** When and where all of it was said, where that is one occasion. */
function Setting({ view: { setting } }: { view: View }) {
  const known = [setting.when, setting.where].filter((fact) => fact !== null);
  if (known.length === 0) return null;
  return (
    <p class="setting">
      All statements were made <bdi>{known.join(" ")}</bdi>.
    </p>
  );
}

/** The marks, on words that show them. */
function Legend({ view }: { view: View }) {
  return (
    <ul class="legend" aria-label="How the text is marked">
      <li>
        <span class="source">source</span>
      </li>
      <li>
        <span class="cue">cue</span>
      </li>
      <li>
        <span class="content direct opens closes">direct</span>
      </li>
      <li>
        <span class="content mixed opens closes">mixed</span>
      </li>
      <li>
        <span class="content indirect opens closes">indirect</span>
      </li>
      {view.record.ownVoice.length > 0 && (
        <li>
          <span class="own">{narrator(view.lookup)}’s own voice</span>
        </li>
      )}
    </ul>
  );
}

/** The way to the other parts of a text too long for one page. */
export function Parts({ view, part }: { view: View; part: number }) {
  const { parts } = view;
  if (parts.length < 2) return null;
  const numbers = nearby(part, parts.length);
  return (
    <nav class="parts" aria-label="Parts of the text">
      <span>
        Part {part} of {parts.length}
      </span>
      <ul>
        {numbers.map((number) => (
          <li key={number}>
            <a
              href={`?part=${number}`}
              aria-current={number === part ? "page" : undefined}
              aria-label={`Part ${number}`}
            >
              {number}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The first, the last, and those around this one. */
function nearby(part: number, count: number): number[] {
  const around = [1, part - 2, part - 1, part, part + 1, part + 2, count];
  return [...new Set(around)]
    .filter((number) => number >= 1 && number <= count)
    .sort((a, b) => a - b);
}
