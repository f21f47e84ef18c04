import type { ComponentChild } from "preact";
import { formatDate } from "../../export/terminal/dates.ts";
import { countOf } from "../../export/terminal/words.ts";
import {
  type Letter,
  type LetterChange,
  type Signatory,
  type SignatoryRow,
  signatoryTable,
} from "../../letters/index.ts";
import { addressOf } from "../fields.ts";
import type { FoundLetters, LetterQuery } from "../letters.ts";
import { formatPermalink } from "../permalink.ts";
import { Days } from "./days.tsx";
import { exactText } from "./exact-text.tsx";
import { type Assets, Layout, page } from "./layout.tsx";
import { isOnMap, type Marked, type Pattern, PatternKey, WorldMap } from "./world-map.tsx";

export interface LettersProps {
  readonly assets: Assets;
  readonly query: LetterQuery;
  readonly found: FoundLetters;
}

/** Who signed which letter: the letters, a map of the world, and a table that says the same. */
export function renderLetters({ assets, query, found }: LettersProps): string {
  return page(
    <Layout title="Letters" assets={assets} current="letters">
      <h1>Letters</h1>
      <Filter query={query} />
      {found.letters.length === 0 ? <None query={query} /> : <Found query={query} found={found} />}
    </Layout>,
  );
}

function Filter({ query: { from, to } }: { query: LetterQuery }) {
  return (
    <form class="filter" method="get" action="/letters">
      <Days from={from} to={to} label="Published from" />
      <button type="submit">Show</button>
    </form>
  );
}

function None({ query: { from, to, cursor } }: { query: LetterQuery }) {
  const isFiltered = [from, to, cursor].some((value) => value !== undefined);
  return (
    <p class="lead">
      {isFiltered ? (
        <>
          No letter of these days is on the record. <a href="/letters">All letters</a>
        </>
      ) : (
        "No document of this record has a list of signatories. Joint letters and resolutions stand here once they are on the record, with who signed which."
      )}
    </p>
  );
}

function Found({ query, found }: { query: LetterQuery; found: FoundLetters }) {
  const { letters, earlier, changes, hashes, next } = found;
  const marks = new Map(letters.map((letter, i) => [letter, markOf(i)]));
  const latest = letters.filter(({ document }) => !earlier.has(document));
  const chosen = letters.filter(({ document }) => query.letter.some((k) => document.startsWith(k)));
  const shown = chosen.length > 0 ? chosen : latest;
  return (
    <>
      <form method="get" action="/letters">
        {["from", "to", "cursor"].map((name) => {
          const value = query[name as "from"];
          return value !== undefined && <input type="hidden" name={name} value={value} />;
        })}
        <ol class="list letters">
          {letters.map((letter) => (
            <Entry
              key={`${letter.document} ${marks.get(letter)}`}
              letter={letter}
              mark={marks.get(letter)!}
              isShown={shown.includes(letter)}
              isEarlier={earlier.has(letter.document)}
            />
          ))}
        </ol>
        {letters.length > 1 && (
          <p>
            <button type="submit">Show the chosen ones on the map</button>
          </p>
        )}
      </form>
      <Changes changes={changes} letters={letters} marks={marks} />
      <Signed letters={shown} marks={marks} hashes={hashes} />
      {next !== null && (
        <p class="pages">
          <a
            rel="next"
            href={`/letters?${addressOf({ from: query.from, to: query.to, limit: query.limit, cursor: next })}`}
          >
            Later letters
          </a>
        </p>
      )}
    </>
  );
}

/** A, B, … Z, then numbers. */
function markOf(i: number): string {
  return i < 26 ? String.fromCharCode(65 + i) : String(i + 1);
}

interface EntryProps {
  readonly letter: Letter;
  readonly mark: string;
  readonly isShown: boolean;
  readonly isEarlier: boolean;
}

function Entry({ letter, mark, isShown, isEarlier }: EntryProps) {
  const { document, title, name, date, outlet, file } = letter;
  const called = title ?? name ?? file ?? document;
  const facts: ComponentChild[] = [
    date === null ? "date not known" : <time dateTime={date}>{formatDate(date)}</time>,
    name !== null && name !== called && <bdi>{exactText(name)}</bdi>,
    outlet !== null && <bdi>{exactText(outlet)}</bdi>,
    isEarlier && "an earlier version",
  ].filter((fact) => fact !== false);
  return (
    <li>
      <input
        type="checkbox"
        name="letter"
        value={document}
        checked={isShown}
        aria-label={`Choose letter ${mark} for the map`}
      />
      <h2>
        <span class="mark">{mark}</span>{" "}
        <a href={`/d/${document}`}>
          <bdi>{exactText(called)}</bdi>
        </a>
      </h2>
      <ul class="about">
        {facts.map((fact) => (
          <li>{fact}</li>
        ))}
      </ul>
      <Counts letter={letter} />
    </li>
  );
}

/** What the text states, what is printed, and how the one comes to the other. */
function Counts({ letter: { stated, printed, different, signatories } }: { letter: Letter }) {
  const notes: ComponentChild[] = [
    ...signatories
      .filter(({ lines }) => lines.length > 1)
      .map(({ name, lines }) => (
        <>
          <bdi>{exactText(name)}</bdi> printed as{" "}
          {lines.map(({ words }, i) => (
            <>
              {i > 0 && " and "}“<bdi>{exactText(words)}</bdi>”
            </>
          ))}
        </>
      )),
    ...signatories
      .filter(({ notes }) => notes.length > 0)
      .map(({ name, notes }) => (
        <>
          <bdi>{exactText(name)}</bdi>: <bdi>{exactText(notes.join(", "))}</bdi>
        </>
      )),
  ];
  return (
    <ul class="facts letter-counts">
      <li>
        <b>{stated === null ? "no number stated" : `${stated} stated`}</b>
      </li>
      <li>{countOf(printed, "name printed", "names printed")}</li>
      <li>{different} different</li>
      {notes.slice(0, MOST_NOTES).map((note) => (
        <li>{note}</li>
      ))}
    </ul>
  );
}

/** The table has all of them. */
const MOST_NOTES = 6;

interface ChangesProps {
  readonly changes: readonly LetterChange[];
  readonly letters: readonly Letter[];
  readonly marks: ReadonlyMap<Letter, string>;
}

function Changes({ changes, letters, marks }: ChangesProps) {
  if (changes.length === 0) return null;
  const mark = (key: string) => marks.get(letters.find(({ document }) => document === key)!);
  return (
    <section>
      <h2>From one version to the next</h2>
      <ul class="joined">
        {changes.map(({ from, to, joined, withdrawn }) => (
          <li key={`${from} ${to}`}>
            <b>
              {mark(from)} → {mark(to)}
            </b>{" "}
            {joined.length > 0 && <>joined: {namesOf(joined)}</>}
            {joined.length > 0 && withdrawn.length > 0 && " · "}
            {withdrawn.length > 0 && <>no longer there: {namesOf(withdrawn)}</>}
            {joined.length + withdrawn.length === 0 && "the same signatories"}
          </li>
        ))}
      </ul>
    </section>
  );
}

function namesOf(signatories: readonly Signatory[]): ComponentChild[] {
  return signatories.flatMap(({ name }, i) => [i > 0 && ", ", <bdi>{exactText(name)}</bdi>]);
}

interface SignedProps {
  readonly letters: readonly Letter[];
  readonly marks: ReadonlyMap<Letter, string>;
  readonly hashes: FoundLetters["hashes"];
}

/** The map and the table of the same letters. */
function Signed({ letters, marks, hashes }: SignedProps) {
  const rows = signatoryTable(letters);
  const states = rows.filter(({ country }) => country !== null);
  const others = rows.filter(({ country }) => country === null);
  const names = letters.map((letter) => marks.get(letter)!);
  return (
    <>
      <h2>Who signed {names.length === 1 ? names[0] : "which"}</h2>
      <Picture rows={states} letters={names} />
      <Table title="States" rows={states} letters={letters} names={names} hashes={hashes} />
      <Table
        title="No state, or not known as one"
        rows={others}
        letters={letters}
        names={names}
        hashes={hashes}
      />
    </>
  );
}

function Picture({ rows, letters }: { rows: readonly SignatoryRow[]; letters: readonly string[] }) {
  const marked = rows.map((row): Marked => {
    const signed = letters.filter((_, i) => row.signed[i] !== null);
    return {
      country: row.country!,
      title: `${row.name}: ${letters.length === 1 ? "signed" : `signed ${signed.join(", ")}`}`,
      pattern: patternOf(row, letters.length),
      href: `#${rowId(row)}`,
    };
  });
  const missing = rows.filter(({ country }) => !isOnMap(country!));
  const isAnywhere = missing.length < rows.length;
  return (
    <figure class="world">
      {isAnywhere && (
        <WorldMap
          label={`Map of the states that signed ${letters.join(", ")}; the table below says the same`}
          marked={marked}
          unmarked="not among the signatories"
        />
      )}
      <figcaption>
        {isAnywhere && (
          <ul class="about map-key">
            {keyOf(letters).map(([pattern, words]) => (
              <li key={pattern}>
                <PatternKey pattern={pattern} /> {words}
              </li>
            ))}
          </ul>
        )}
        {missing.length > 0 && (
          <p>
            {isAnywhere ? "Not on the map: " : "None of these states is on a map of the world: "}
            {missing.map((row, i) => (
              <>
                {i > 0 && ", "}
                <a href={`#${rowId(row)}`}>
                  <bdi>{exactText(row.name)}</bdi>
                </a>
              </>
            ))}
            .
          </p>
        )}
        {isAnywhere && (
          <p class="syntax">
            Borders as Natural Earth draws them; nothing is said here of whose a territory is.
            States too small to see have a ring at their place.
          </p>
        )}
      </figcaption>
    </figure>
  );
}

/** Of two letters each has its own lines; of more, one of them and several are told apart. */
function patternOf({ signed }: SignatoryRow, letters: number): Pattern {
  const count = signed.filter((signatory) => signatory !== null).length;
  if (count > 1) return "crossed";
  return letters === 2 && signed[0] === null ? "falling" : "rising";
}

function keyOf(letters: readonly string[]): (readonly [Pattern, string])[] {
  const [first, second] = letters;
  if (letters.length === 1) return [["rising", `signed ${first}`]];
  if (letters.length > 2) {
    return [
      ["rising", "signed one of them"],
      ["crossed", "signed several of them"],
    ];
  }
  return [
    ["rising", `signed ${first} alone`],
    ["falling", `signed ${second} alone`],
    ["crossed", `signed ${first} and ${second}`],
  ];
}

function rowId({ country }: SignatoryRow): string {
  return `state-${country}`;
}

interface TableProps extends SignedProps {
  readonly title: string;
  readonly rows: readonly SignatoryRow[];
  readonly names: readonly string[];
}

function Table({ title, rows, letters, names, hashes }: Omit<TableProps, "marks">) {
  if (rows.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is moved with the keyboard too
    <section class="wide" aria-label={title} tabIndex={0}>
      <table class="signed">
        <caption>
          {title}: {rows.length}
        </caption>
        <thead>
          <tr>
            <th scope="col">Signatory</th>
            <th scope="col">Code</th>
            {names.map((name) => (
              <th scope="col" key={name}>
                <span class="unseen">Letter </span>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr id={row.country === null ? undefined : rowId(row)}>
              <th scope="row">
                <bdi>{exactText(row.name)}</bdi>
              </th>
              <td>{row.country === null ? "" : <code>{exactText(row.country)}</code>}</td>
              {row.signed.map((signatory, i) => (
                <td>
                  {signatory === null ? (
                    <span class="unseen">not there</span>
                  ) : (
                    <Cell
                      signatory={signatory}
                      document={letters[i]!.document}
                      hash={hashes.get(letters[i]!.document) ?? null}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface CellProps {
  readonly signatory: Signatory;
  readonly document: string;
  /** Of its text. */
  readonly hash: string | null;
}

/** That they signed, where it is printed, and what stands beside the name. */
function Cell({ signatory, document, hash }: CellProps) {
  const { lines, notes } = signatory;
  return (
    <>
      {lines.map(({ words, span: [start, end] }) => (
        <>
          <a
            class="to"
            href={`/d/${document}#${formatPermalink({ start, end, hash })}`}
            title={words}
          >
            signed
          </a>{" "}
        </>
      ))}
      {notes.length > 0 && <bdi class="none">{exactText(notes.join(", "))}</bdi>}
    </>
  );
}
