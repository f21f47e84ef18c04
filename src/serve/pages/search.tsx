import type { ComponentChild } from "preact";
import { ATTRIBUTION_KINDS, SOURCE_TYPES, SPEECH_ACTS } from "../../document/index.ts";
import { formatDate } from "../../export/terminal/dates.ts";
import type { SearchPage, StatementHit } from "../../store/search/index.ts";
import type { StatementQuery } from "../search.ts";
import { exactText } from "./exact-text.tsx";
import { type Assets, Layout, page } from "./layout.tsx";
import { markedPiece } from "./who.tsx";

export interface SearchProps {
  readonly assets: Assets;
  readonly query: StatementQuery;
  /** `null`: nothing was asked for yet. */
  readonly found: SearchPage<StatementHit> | null;
  /** What cannot be understood in what was asked, and in which field. */
  readonly problem: { readonly detail: string; readonly field?: string } | null;
}

/** Statements by their words and by who made them; the address is the search, to be kept and sent. */
export function renderSearch({ assets, query, found, problem }: SearchProps): string {
  return page(
    <Layout
      title={query.q === "" ? "Search" : `${query.q} – Search`}
      assets={assets}
      current="search"
    >
      <h1>Search statements</h1>
      <Form query={query} />
      {problem !== null && (
        <p class="notice" role="alert">
          <bdi>{exactText(problem.detail)}</bdi>
        </p>
      )}
      {found !== null && <Found query={query} found={found} />}
    </Layout>,
  );
}

const FIELDS = [
  ["by", "Said by"],
  ["for", "On behalf of"],
  ["addressee", "Said to"],
  ["about", "About"],
  ["outlet", "Outlet"],
] as const;

function Form({ query }: { query: StatementQuery }) {
  return (
    <form class="search" method="get" action="/search">
      <div class="words">
        <label>
          Words
          <input
            name="q"
            type="search"
            value={query.q}
            autocomplete="off"
            aria-describedby="syntax"
          />
        </label>
        <button type="submit">Search</button>
      </div>
      <p class="syntax" id="syntax">
        Words that all must be there; <q>a phrase</q> in quotation marks, <code>lett*</code> for the
        beginning of a word, <code>-word</code> for what must not be there, <code>OR</code> between
        two.
      </p>
      <details open={isFiltered(query)}>
        <summary>Who, to whom, when, where</summary>
        <div class="filters">
          {FIELDS.map(([name, label]) => (
            <label key={name}>
              {label}
              <input name={name} value={query[name]?.[0]} autocomplete="off" />
            </label>
          ))}
          <Choice name="act" label="Act" query={query} />
          <Choice name="kind" label="Kind" query={query} />
          <Choice name="sourceType" label="Source" query={query} />
          <label>
            From
            <input name="from" value={query.from} placeholder="2031-03-01" />
          </label>
          <label>
            To
            <input name="to" value={query.to} placeholder="2031-03-31" />
          </label>
          <label>
            Order
            <select name="order">
              <option value="newest" selected={query.order === "newest"}>
                newest first
              </option>
              <option value="oldest" selected={query.order === "oldest"}>
                oldest first
              </option>
            </select>
          </label>
        </div>
      </details>
    </form>
  );
}

function isFiltered({ q: _, order, limit: __, cursor: ___, ...filters }: StatementQuery): boolean {
  return order !== "newest" || Object.values(filters).some((value) => value !== undefined);
}

interface ChoiceProps {
  readonly name: "act" | "kind" | "sourceType";
  readonly label: string;
  readonly query: StatementQuery;
}

function Choice({ name, label, query }: ChoiceProps) {
  return (
    <label>
      {label}
      <select name={name}>
        <option value="">any</option>
        {VALUES[name].map((value) => (
          <option key={value} value={value} selected={query[name]?.[0] === value}>
            {value}
          </option>
        ))}
      </select>
    </label>
  );
}

const VALUES = { act: SPEECH_ACTS, kind: ATTRIBUTION_KINDS, sourceType: SOURCE_TYPES } as const;

function Found({ query, found }: { query: StatementQuery; found: SearchPage<StatementHit> }) {
  const { hits, count, isMore, next } = found;
  const statements = count === 1 && !isMore ? "1 statement" : `${count} statements`;
  return (
    <>
      <p class="counts" role="status">
        {isMore ? `More than ${statements}` : statements}
      </p>
      <ol class="list hits">
        {hits.map((hit) => (
          <Hit key={`${hit.document} ${hit.entry}`} hit={hit} />
        ))}
      </ol>
      {next !== null && (
        <p>
          <a href={`/search?${addressOf(query, next)}`} rel="next">
            More
          </a>
        </p>
      )}
    </>
  );
}

function Hit({ hit }: { hit: StatementHit }) {
  const { document, entry, kind, act, source, sourceName, sourceType, onBehalfOf, isHuman } = hit;
  const address = `/d/${document}/${encodeURIComponent(entry)}`;
  const name = sourceName ?? source;
  return (
    <li class={`statement ${kind}${isHuman ? " human" : ""}`}>
      <p class="head">
        {sourceType === "unnamed" && <span class="tag unnamed">unnamed</span>}{" "}
        <b class={name === "" ? "none" : "who"}>
          <bdi>{exactText(name === "" ? "No source given" : name)}</bdi>
        </b>{" "}
        <span class="tags">
          {act !== null && act !== "assert" && <span class="tag">{act}</span>}{" "}
          <span class={`tag kind ${kind}`}>{kind}</span>
          {isHuman && <span class="tag person">entered by a person</span>}
        </span>
      </p>
      <blockquote dir="auto">
        <a href={address}>{contentOf(hit)}</a>
      </blockquote>
      <ul class="facts">
        {[
          onBehalfOf !== null && (
            <>
              for <bdi>{exactText(onBehalfOf)}</bdi>
            </>
          ),
          ...timesOf(hit),
          hit.outlet !== null && <bdi>{exactText(hit.outlet)}</bdi>,
          <bdi>{exactText(hit.title ?? document)}</bdi>,
        ]
          .filter((fact) => fact !== false)
          .map((fact) => (
            <li>{fact}</li>
          ))}
      </ul>
    </li>
  );
}

function timesOf({ said, published }: StatementHit): ComponentChild[] {
  const known: ComponentChild[] = [];
  if (said !== null && (said.from ?? said.to) !== null) {
    const { from, to } = said;
    const days = [from, to].filter((date) => date !== null).map(formatDate);
    known.push(`said ${[...new Set(days)].join(" to ")}`);
  }
  if (published !== null) known.push(`published ${formatDate(published)}`);
  return known;
}

const GAP = " … ";

/** The content with the words that were found in it marked; its pieces are joined as they come. */
function contentOf({ content, spans, hits }: StatementHit): ComponentChild[] {
  let at = 0;
  return spans.flatMap(([start, end], i) => {
    const piece = content.slice(at, at + end - start);
    at += end - start + GAP.length;
    return [i > 0 && GAP, ...markedPiece(piece, start, hits)];
  });
}

function addressOf(query: StatementQuery, cursor: string): string {
  const given = Object.entries({ ...query, cursor }).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, String(one)]),
  );
  return new URLSearchParams(given).toString();
}
