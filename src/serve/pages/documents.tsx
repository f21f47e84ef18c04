import type { ComponentChild } from "preact";
import { formatDate } from "../../export/terminal/dates.ts";
import type { DocumentEntry } from "../../store/index.ts";
import type { DocumentQuery } from "../api.ts";
import { Days } from "./days.tsx";
import { exactText } from "./exact-text.tsx";
import { type Assets, Layout, page } from "./layout.tsx";

export interface DocumentsProps {
  readonly assets: Assets;
  readonly documents: readonly DocumentEntry[];
  readonly query: DocumentQuery;
  /** Where the list goes on; `null` at its end. */
  readonly next: string | null;
}

/** The list of documents as a whole page, in order of publication. */
export function renderDocuments({ assets, documents, query, next }: DocumentsProps): string {
  const isFiltered = [query.outlet, query.from, query.to].some((value) => value !== undefined);
  return page(
    <Layout title="Documents" assets={assets} current="documents">
      <h1>Documents</h1>
      <Filter query={query} />
      {documents.length === 0 ? (
        <p class="lead">
          {isFiltered
            ? "No document passes this filter."
            : "This record holds no documents yet. “onrecord add FILE” puts one on it."}
        </p>
      ) : (
        <form method="get" action="/compare">
          <ol class="list">
            {documents.map((entry) => (
              <Entry key={entry.key} entry={entry} />
            ))}
          </ol>
          <p>
            <button type="submit">Compare the chosen ones</button> two to four of them, side by side
          </p>
        </form>
      )}
      {next !== null && (
        <p class="next">
          <a href={`/?${addressOf(query, next)}`} rel="next">
            Later documents
          </a>
        </p>
      )}
      {documents.length > 0 && <Exports query={query} isFiltered={isFiltered} />}
    </Layout>,
  );
}

const EXPORTS = [
  ["statements as CSV", { format: "csv" }],
  ["events as CSV", { format: "csv", rows: "events" }],
  ["names as CSV", { format: "csv", rows: "entities" }],
  ["Parquet", { format: "parquet" }],
  ["NDJSON", { format: "ndjson" }],
  ["JSON-LD", { format: "jsonld" }],
  ["brat", { format: "brat" }],
] as const;

/** All that passes the filter, as files for other programs. */
function Exports({ query, isFiltered }: { query: DocumentQuery; isFiltered: boolean }) {
  const { outlet, from, to, versions } = query;
  const filter = Object.entries({ outlet, from, to, versions }).filter(([, value]) => value);
  return (
    <p class="exports">
      {isFiltered ? "All that pass this filter" : "The whole record"} as a file:{" "}
      {EXPORTS.map(([label, asked], i) => (
        <>
          {i > 0 && " · "}
          <a
            href={`/api/export?${new URLSearchParams([...(filter as [string, string][]), ...Object.entries(asked)])}`}
            download
          >
            {label}
          </a>
        </>
      ))}
    </p>
  );
}

function Entry({ entry }: { entry: DocumentEntry }) {
  return (
    <li>
      <input
        type="checkbox"
        name="d"
        value={entry.key}
        aria-label={`Choose “${entry.title ?? entry.file ?? entry.key}” to compare`}
      />
      <h2>
        <a href={`/d/${entry.key}`}>
          <bdi>{exactText(entry.title ?? entry.file ?? entry.key)}</bdi>
        </a>
      </h2>
      <ul class="about">
        {aboutOf(entry).map((fact) => (
          <li>{fact}</li>
        ))}
      </ul>
    </li>
  );
}

function aboutOf({
  outlet,
  published,
  updated,
  genre,
  language,
  file,
  version,
  latest,
}: DocumentEntry) {
  const facts: (ComponentChild | false)[] = [
    published === null ? (
      "date not known"
    ) : (
      <time dateTime={published}>{formatDate(published)}</time>
    ),
    published === null && updated !== null && (
      <>
        updated <time dateTime={updated}>{formatDate(updated)}</time>
      </>
    ),
    outlet !== null && <bdi>{exactText(outlet)}</bdi>,
    genre,
    language !== null && language !== "en" && `language: ${language}`,
    file !== null && <bdi class="file">{exactText(file)}</bdi>,
    version > 1 && `version ${version}`,
    latest !== 1 && "an earlier version",
  ];
  return facts.filter((fact) => fact !== false && fact !== null);
}

function Filter({ query: { outlet, from, to } }: { query: DocumentQuery }) {
  return (
    <form class="filter" method="get" action="/">
      <label>
        Outlet <input name="outlet" value={outlet} autocomplete="off" />
      </label>
      <Days from={from} to={to} label="Published from" />
      <button type="submit">Show</button>
    </form>
  );
}

function addressOf({ outlet, from, to, versions, limit }: DocumentQuery, cursor: string): string {
  const given = { outlet, from, to, versions, limit: String(limit), cursor };
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return new URLSearchParams(set as [string, string][]).toString();
}
