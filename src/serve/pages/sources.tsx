import { ATTRIBUTION_KINDS, SOURCE_TYPES } from "../../document/index.ts";
import { countOf } from "../../export/terminal/words.ts";
import type { Actor } from "../../merge/index.ts";
import type { Profile, Row, Share } from "../../profile/index.ts";
import { addressOf } from "../fields.ts";
import type { FoundProfiles, NamedProfile, ProfileQuery } from "../profile.ts";
import { Days } from "./days.tsx";
import { exactText } from "./exact-text.tsx";
import { type Assets, Layout, page } from "./layout.tsx";
import { Choices } from "./who.tsx";

export interface SourcesProps {
  readonly assets: Assets;
  readonly query: ProfileQuery;
  /** Profiles; or those whom the name may mean; `null`: nothing was asked for. */
  readonly found: FoundProfiles | readonly Actor[] | null;
  /** Outlets to choose from. */
  readonly listed: readonly string[];
}

/** Who is quoted and how much: counts with bars and intervals, sets beside each other. */
export function renderSources({ assets, query, found, listed }: SourcesProps): string {
  return page(
    <Layout title="Sources" assets={assets} current="sources">
      <h1>Sources</h1>
      <Form query={query} />
      {found === null ? (
        <Start query={query} listed={listed} />
      ) : "profiles" in found ? (
        <Found query={query} found={found} />
      ) : (
        <Choices choices={found} view="/sources" />
      )}
    </Layout>,
  );
}

function Form({ query: { outlet, name, from, to, d, limit } }: { query: ProfileQuery }) {
  return (
    <form class="filter" method="get" action="/sources">
      <label>
        Outlet <input name="outlet" value={outlet[0]} placeholder="all" autocomplete="off" />
      </label>
      {outlet.slice(1).map((other) => (
        <label key={other}>
          beside <input name="outlet" value={other} autocomplete="off" />
        </label>
      ))}
      <label>
        Of <input name="name" value={name} placeholder="everybody" autocomplete="off" />
      </label>
      <Days from={from} to={to} />
      <label>
        Documents at most <input name="limit" value={String(limit)} inputMode="numeric" size={4} />
      </label>
      {(d ?? []).map((key) => (
        <input key={key} type="hidden" name="d" value={key} />
      ))}
      <button type="submit">Show</button>
    </form>
  );
}

/** What can be asked, and the outlets to choose from. */
function Start({
  query: { after, limit },
  listed,
}: {
  query: ProfileQuery;
  listed: readonly string[];
}) {
  return (
    <>
      <p class="lead">
        Who is quoted in an outlet, in some days or of one actor: named or unnamed, in whose words,
        from which countries, and how much is told in the outlet’s own voice. Choose an outlet, two
        or three to see them side by side, or{" "}
        <a href={`/sources?limit=${limit}`}>the documents published last</a>.
      </p>
      {listed.length === 0 ? (
        <p>
          {after === undefined
            ? "No document of this record names its outlet."
            : "No further outlet is on this record."}
        </p>
      ) : (
        <form method="get" action="/sources">
          <ul class="columns outlets">
            {listed.map((outlet) => (
              <li key={outlet}>
                <input
                  type="checkbox"
                  name="outlet"
                  value={outlet}
                  aria-label={`Choose ${outlet}`}
                />{" "}
                <a href={`/sources?${addressOf({ outlet })}`}>
                  <bdi>{exactText(outlet)}</bdi>
                </a>
              </li>
            ))}
          </ul>
          <p>
            <button type="submit">Show the chosen ones</button> up to three, side by side
          </p>
          {listed.length >= 200 && (
            <p>
              <a rel="next" href={`/sources?${addressOf({ after: listed.at(-1) })}`}>
                Further outlets
              </a>
            </p>
          )}
        </form>
      )}
    </>
  );
}

function Found({ query, found }: { query: ProfileQuery; found: FoundProfiles }) {
  const { actor, profiles } = found;
  const counted = profiles.map(({ profile }) => profile);
  if (counted.every(({ documents }) => documents === 0)) {
    return (
      <p class="lead">
        No document passes this filter. An outlet has to be named as the documents do:{" "}
        <a href="/sources">choose from those of the record</a>.
      </p>
    );
  }
  return (
    <>
      {actor !== null && (
        <p class="lead">
          Statements of <bdi>{exactText(actor.name)}</bdi>, or made on its behalf, and the documents
          that hold them.
        </p>
      )}
      <ul class="sets">
        {profiles.map((one) => (
          <li key={one.outlet ?? ""}>
            <Counted query={query} one={one} />
          </li>
        ))}
      </ul>
      <p class="syntax">
        Shares with 95% intervals (Wilson), drawn as a line over the bar; <i>few</i> where the
        interval is wider than 30 points. Counted are statements that stand in no other statement.
      </p>
      {SECTIONS.map((section) => (
        <Section key={section.title} section={section} profiles={profiles} />
      ))}
    </>
  );
}

function nameOf({ outlet }: NamedProfile): string {
  return outlet ?? "All outlets";
}

/** What was counted, and what was not. */
function Counted({ query, one }: { query: ProfileQuery; one: NamedProfile }) {
  const { documents, statements, nested, words } = one.profile;
  return (
    <>
      <b>
        <bdi>{exactText(nameOf(one))}</bdi>
      </b>
      <br />
      {one.isMore
        ? `the ${documents} documents published last`
        : countOf(documents, "document", "documents")}
      {" · "}
      {countOf(statements, "statement", "statements")}
      {nested > 0 && ` and ${nested} inside these`}
      {" · "}
      {words.said.toLocaleString("en")}
      {words.body > 0 && ` of ${words.body.toLocaleString("en")}`} words in statements
      {one.isMore && query.limit < 1000 && (
        <>
          {" · "}
          <a
            href={`/sources?${addressOf({ ...query, after: undefined, limit: Math.min(1000, query.limit * 4) })}`}
          >
            count more
          </a>
        </>
      )}
    </>
  );
}

interface SectionOf {
  readonly title: string;
  /** Of what the shares are. */
  readonly of: string;
  readonly rows: (profile: Profile) => readonly Pick<Row, "name" | "statements">[];
  /** Names in an order that is always the same; else those with the most statements come first. */
  readonly order?: readonly string[];
  readonly label?: (name: string) => string;
  /** Where more of a name stands. */
  readonly href?: (name: string) => string;
  readonly unknown?: (profile: Profile) => number;
  /** Says nothing of an outlet by itself. */
  readonly isOfSets?: boolean;
}

const SECTIONS: readonly SectionOf[] = [
  {
    title: "In whose words",
    of: "statements",
    rows: ({ kinds }) => kinds,
    order: ATTRIBUTION_KINDS,
  },
  {
    title: "What kind of source",
    of: "statements",
    rows: ({ sourceTypes }) => sourceTypes,
    order: SOURCE_TYPES,
  },
  {
    title: "In the outlet’s own voice",
    of: "sentences",
    rows: ({ ownVoice }) =>
      ownVoice.of === 0 ? [] : [{ name: "own voice", statements: ownVoice }],
  },
  {
    title: "Named sources",
    of: "statements",
    rows: ({ sources }) => sources,
    href: (name) => `/who?${addressOf({ name })}`,
  },
  {
    title: "Countries",
    of: "statements",
    rows: ({ countries }) => countries,
    unknown: ({ noCountry }) => noCountry,
  },
  {
    title: "Sectors",
    of: "statements",
    rows: ({ sectors }) => sectors,
    label: (name) => (SECTORS[name] === undefined ? name : `${SECTORS[name]} (${name})`),
    unknown: ({ noSector }) => noSector,
  },
  { title: "Outlets", of: "statements", rows: ({ outlets }) => outlets, isOfSets: true },
];

/** The sectors of CAMEO that sources mostly have, in words. */
const SECTORS: Readonly<Record<string, string>> = {
  GOV: "government",
  MIL: "armed forces",
  LEG: "parliament",
  JUD: "courts",
  COP: "police",
  OPP: "opposition",
  REB: "rebels",
  BUS: "business",
  MED: "media",
  EDU: "education",
  HLH: "health",
  AGR: "agriculture and fishing",
  LAB: "workers",
  REF: "refugees",
  CVL: "civilians",
  NGO: "non-governmental organisations",
  IGO: "intergovernmental organisations",
  PTY: "parties",
  REL: "religion",
  CRM: "crime",
  SPY: "intelligence services",
};

/** Rows of a table; the others are counted. */
const MOST_ROWS = 15;

function Section({ section, profiles }: { section: SectionOf; profiles: readonly NamedProfile[] }) {
  const { title, of, rows, label, href, unknown, isOfSets = false } = section;
  const bySet = profiles.map(
    ({ profile }) => new Map(rows(profile).map((row) => [row.name, row.statements])),
  );
  const names = namesOf(section, bySet);
  const shown = names.slice(0, MOST_ROWS);
  if (shown.length === 0 || (isOfSets && (names.length < 2 || profiles.length > 1))) return null;
  const left = profiles.map(({ profile }) => unknown?.(profile) ?? 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is moved with the keyboard too
    <section class="wide" aria-label={title} tabIndex={0}>
      <table class={`shares of-${profiles.length}`}>
        <caption>
          {title}
          {names.length > shown.length && (
            <span class="none">
              {" "}
              the first {shown.length} of {names.length}
            </span>
          )}
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="unseen">{title}</span>
            </th>
            {profiles.map((one) => (
              <th scope="col" key={one.outlet ?? ""}>
                {profiles.length > 1 ? <bdi>{exactText(nameOf(one))}</bdi> : `share of ${of}`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((name) => {
            const words = exactText(label?.(name) ?? name);
            return (
              <tr key={name}>
                <th scope="row">
                  <bdi>{href === undefined ? words : <a href={href(name)}>{words}</a>}</bdi>
                </th>
                {bySet.map((set, i) => (
                  <td key={profiles[i]!.outlet ?? ""}>
                    <ShareCell share={set.get(name)} />
                  </td>
                ))}
              </tr>
            );
          })}
          {left.some((count) => count > 0) && (
            <tr>
              <th scope="row" class="none">
                not told
              </th>
              {left.map((count) => (
                <td class="none">{countOf(count, "statement", "statements")}</td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}

/** The names of all sets, each once. */
function namesOf({ order }: SectionOf, sets: readonly ReadonlyMap<string, Share>[]): string[] {
  const names = [...new Set(sets.flatMap((set) => [...set.keys()]))];
  if (order !== undefined) return order.filter((name) => names.includes(name));
  const count = (name: string) => sets.reduce((sum, set) => sum + (set.get(name)?.count ?? 0), 0);
  return names.sort((a, b) => count(b) - count(a) || (a < b ? -1 : 1));
}

/** A bar, the interval as a line over it, and both as numbers. */
function ShareCell({ share }: { share: Share | undefined }) {
  if (share === undefined || share.share === null) return <span class="none">none</span>;
  const { count, of, low, high, tooFew } = share;
  const [part, from, to] = [share.share, low!, high!].map((one) => Math.round(1000 * one));
  return (
    <div class="share">
      <svg class="bar-chart" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true">
        <rect class="room" x="0" y="0" width="1000" height="20" />
        <rect class="part" x="0" y="0" width={part} height="20" />
        <rect class="interval" x={from} y="9" width={Math.max(2, to! - from!)} height="2.5" />
      </svg>
      <span class="figures">
        <b>{percent(share.share)}%</b> ({percent(low!)}–{percent(high!)}) · {count} of {of}
        {tooFew && (
          <>
            {" "}
            <span class="tag">few</span>
          </>
        )}
      </span>
    </div>
  );
}

function percent(part: number): number {
  return Math.round(100 * part);
}
