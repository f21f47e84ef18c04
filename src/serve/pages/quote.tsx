import type { ComponentChild } from "preact";
import type { DocumentRecord, SpanPair } from "../../document/index.ts";
import { formatDate } from "../../export/terminal/dates.ts";
import { countOf } from "../../export/terminal/words.ts";
import { nameOf, placeNotes } from "../../export/views/quotation.ts";
import type { Difference, Place, PlacedPart, QuotationCheck } from "../../quotes/index.ts";
import { addressOf } from "../fields.ts";
import { formatPermalink } from "../permalink.ts";
import type { CheckedDocument, QuoteQuery } from "../quote.ts";
import { textHash } from "../text-hash.ts";
import { exactText } from "./exact-text.tsx";
import { type Assets, Layout, page } from "./layout.tsx";
import { markedPiece } from "./who.tsx";

export interface QuoteProps {
  readonly assets: Assets;
  readonly query: QuoteQuery;
  /** `null`: nothing was asked for, or it could not be understood. */
  readonly found: QuotationCheck | CheckedDocument | null;
  readonly problem: { readonly detail: string } | null;
}

/** Where the words of a quotation stand: with what differs marked, primary texts first. */
export function renderQuote({ assets, query, found, problem }: QuoteProps): string {
  return page(
    <Layout title="Quote check" assets={assets} current="quote">
      <h1>Quote check</h1>
      {found !== null && "checks" in found ? (
        <OfDocument query={query} found={found} />
      ) : (
        <>
          <Form query={query} />
          {problem !== null && (
            <p class="notice" role="alert">
              <bdi>{exactText(problem.detail)}</bdi>
            </p>
          )}
          {found === null ? problem === null && <Hint /> : <Outcome check={found} />}
        </>
      )}
    </Layout>,
  );
}

function Form({ query: { words, by } }: { query: QuoteQuery }) {
  return (
    <form class="quote-form" method="get" action="/quote">
      <label>
        Words of the quotation
        <textarea name="words" rows={3} required dir="auto" aria-describedby="quote-hint">
          {words}
        </textarea>
      </label>
      <div class="filter">
        <label>
          Said by <input name="by" value={by} placeholder="anybody" autocomplete="off" dir="auto" />
        </label>
        <button type="submit">Check</button>
      </div>
      <p class="syntax" id="quote-hint">
        Three words or more. With a name it is also seen whether others are given the words.
      </p>
    </form>
  );
}

function Hint() {
  return (
    <p class="lead">
      Paste a sentence as you found it. Here stands where its words are on this record: the text in
      which they were said first, and every word that differs. To check a whole article, open it
      from the <a href="/">documents</a> and choose “Check its quotations”.
    </p>
  );
}

/** The quotations of one document, some at a time. */
function OfDocument({ query, found }: { query: QuoteQuery; found: CheckedDocument }) {
  const { document, checks, first, count, next } = found;
  const { key, title, file, outlet } = document;
  const asked = { d: key, entry: query.entry };
  return (
    <>
      <p class="lead">
        {query.entry === undefined ? "The direct quotations of " : "A quotation of "}
        <a href={`/d/${key}`}>
          <bdi>{exactText(title ?? file ?? key)}</bdi>
        </a>
        {outlet !== null && (
          <>
            , <bdi>{exactText(outlet)}</bdi>
          </>
        )}
        {query.entry === undefined && ", each against everything else on this record"}.{" "}
        {query.entry !== undefined && <a href={`/quote?d=${key}`}>All of its quotations</a>}
      </p>
      {count === 0 && (
        <p>
          {query.entry === undefined
            ? "It has no direct quotation of three words or more."
            : "The statement has no words of its source’s own, or fewer than three of them."}
        </p>
      )}
      {count > checks.length && (
        <p class="counts">
          {first + 1} to {first + checks.length} of {count}
        </p>
      )}
      <ol class="checks" start={first + 1}>
        {checks.map((check) => (
          <li key={`${check.statement} ${check.quoted[0]?.[0]}`}>
            <h2>
              <a href={`/d/${key}${fragmentOf(check.text, check.quoted)}`} dir="auto">
                {wordsOf(check.text, check.quoted)}
              </a>
            </h2>
            <p class="counts">
              <bdi>{exactText(check.by?.name ?? "source not identified")}</bdi>
            </p>
            <Places check={check} heading="h3" />
          </li>
        ))}
      </ol>
      <p class="pages">
        {first > 0 && (
          <a
            rel="prev"
            href={`/quote?${addressOf({ ...asked, limit: query.limit, cursor: Math.max(0, first - query.limit) })}`}
          >
            Earlier quotations
          </a>
        )}{" "}
        {next !== null && (
          <a
            rel="next"
            href={`/quote?${addressOf({ ...asked, limit: query.limit, cursor: next })}`}
          >
            Later quotations
          </a>
        )}
      </p>
    </>
  );
}

function Outcome({ check }: { check: QuotationCheck }) {
  return (
    <section aria-labelledby="outcome">
      <h2 id="outcome">
        {check.places.length === 0
          ? "Not found on this record"
          : `Found in ${countOf(check.places.length, "document", "documents")}`}
      </h2>
      <Places check={check} heading="h3" />
    </section>
  );
}

interface PlacesProps {
  readonly check: QuotationCheck;
  readonly heading: "h3";
}

function Places({ check, heading }: PlacesProps) {
  if (check.places.length === 0) {
    const few = check.text.split(/\s+/).slice(0, 12).join(" ");
    return (
      <p class="none-found">
        No other document of this record has these words.{" "}
        {"statement" in check ? null : (
          <a href={`/search?${addressOf({ q: few })}`}>Search statements for some of them</a>
        )}
      </p>
    );
  }
  return (
    <>
      <ol class="places">
        {check.places.map((place) => (
          <PlaceOf key={place.key} check={check} place={place} heading={heading} />
        ))}
      </ol>
      {check.rest.length > 0 && (
        <>
          <p class="label">The words that the first of these does not have</p>
          <ol class="places">
            {check.rest.map((place) => (
              <PlaceOf key={place.key} check={check} place={place} heading={heading} />
            ))}
          </ol>
        </>
      )}
    </>
  );
}

function PlaceOf({
  check,
  place,
  heading: Heading,
}: {
  check: QuotationCheck;
  place: Place;
  heading: "h3";
}) {
  const { key, record, primary, kinds, parts, differences } = place;
  const { title, outlet, published, genre, file } = record.document;
  const isVerbatim = kinds.length === 1 && kinds[0] === "verbatim";
  return (
    <li class={primary ? "place primary" : "place"}>
      <p class="ways">
        {primary && (
          <span class="tag way primary">
            primary text: <bdi>{exactText(genre ?? "")}</bdi>
          </span>
        )}{" "}
        {placeNotes(check, place).map((note, i) => (
          <>
            <span class={`tag way ${kinds[i]!.replaceAll(" ", "-")}`}>
              <bdi>{exactText(note)}</bdi>
            </span>{" "}
          </>
        ))}
      </p>
      <Heading>
        <a href={`/d/${key}`}>
          <bdi>{exactText(title ?? file ?? key)}</bdi>
        </a>
      </Heading>
      <ul class="about">
        {outlet !== null && (
          <li>
            <bdi>{exactText(outlet)}</bdi>
          </li>
        )}
        <li>
          {published === null ? (
            "date not known"
          ) : (
            <time dateTime={published}>{formatDate(published)}</time>
          )}
        </li>
        {genre !== null && !primary && (
          <li>
            <bdi>{exactText(genre)}</bdi>
          </li>
        )}
      </ul>
      {parts.map((part) => (
        <PartOf check={check} place={place} part={part} isVerbatim={isVerbatim} />
      ))}
      {differences.length > 0 && (
        <ul class="differences" aria-label="What differs">
          {differences.slice(0, MOST_DIFFERENCES).map((difference) => (
            <li>{differenceOf(check.text, record.text, difference)}</li>
          ))}
          {differences.length > MOST_DIFFERENCES && (
            <li>and {differences.length - MOST_DIFFERENCES} more</li>
          )}
        </ul>
      )}
    </li>
  );
}

/** Longer lists are read in the text itself. */
const MOST_DIFFERENCES = 12;

interface PartProps {
  readonly check: QuotationCheck;
  readonly place: Place;
  readonly part: PlacedPart;
  readonly isVerbatim: boolean;
}

/** The words as they were given, and under them the paragraph in which they stand here. */
function PartOf({ check, place, part, isVerbatim }: PartProps) {
  const { key, record, differences } = place;
  const quoted = differences.map((difference) => difference.quoted).filter(isSpan);
  const found = differences.map((difference) => difference.found).filter(isSpan);
  const [entry] = part.statements;
  return (
    <dl class="lines">
      {!isVerbatim && (
        <div>
          <dt>Quoted</dt>
          <dd dir="auto">{piece(check.text, part.quoted, quoted)}</dd>
        </div>
      )}
      <div>
        <dt>Here</dt>
        <dd dir="auto">
          <Paragraph record={record} span={part.found} marked={found} />
        </dd>
      </div>
      <div class="told">
        <dt>Said by</dt>
        <dd>
          <bdi>{exactText(nameOf(part.statements))}</bdi>
          {" · "}
          <a href={`/d/${key}${fragmentOf(record.text, [part.found])}`}>these words in the text</a>
          {entry !== undefined && (
            <>
              {" · "}
              <a href={`/d/${key}/${encodeURIComponent(entry.id)}`}>the statement</a>
            </>
          )}
        </dd>
      </div>
    </dl>
  );
}

/** Characters of a paragraph on each side of the words that are shown. */
const AROUND = 600;

function Paragraph({
  record: { text, blocks },
  span: [start, end],
  marked,
}: {
  record: DocumentRecord;
  span: SpanPair;
  marked: readonly SpanPair[];
}) {
  const touched = blocks.filter(({ span }) => span[0] < end && span[1] > start);
  const from = Math.min(start, touched[0]?.span[0] ?? start);
  const to = Math.max(end, touched.at(-1)?.span[1] ?? end);
  const first = Math.max(from, start - AROUND);
  const last = Math.min(to, end + AROUND);
  return (
    <>
      {first > from && "[…] "}
      <span class="around">{exactText(fromWord(text.slice(first, start), first > from))}</span>
      <b class="found">{piece(text, [start, end], marked)}</b>
      <span class="around">{exactText(toWord(text.slice(end, last), last < to))}</span>
      {last < to && " […]"}
    </>
  );
}

/** Without the word that a cut goes through. */
function fromWord(text: string, isCut: boolean): string {
  return isCut ? text.replace(/^\S*\s/, "") : text;
}

function toWord(text: string, isCut: boolean): string {
  return isCut ? text.replace(/\s\S*$/, "") : text;
}

function isSpan(span: SpanPair | null): span is SpanPair {
  return span !== null;
}

function piece(text: string, [start, end]: SpanPair, marked: readonly SpanPair[]) {
  const inside = marked
    .filter((span) => span[0] < end && span[1] > start)
    .toSorted((a, b) => a[0] - b[0]);
  return markedPiece(text.slice(start, end), start, inside);
}

function wordsOf(text: string, spans: readonly SpanPair[]): ComponentChild[] {
  return spans.flatMap((span, i) => [i > 0 && " … ", exactText(text.slice(...span))]);
}

function fragmentOf(text: string, spans: readonly SpanPair[]): string {
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined) return "";
  return `#${formatPermalink({ start: first[0], end: last[1], hash: textHash(text) })}`;
}

const MARKS = {
  brackets: ", in brackets",
  ellipsis: ", marked by an ellipsis",
  break: ", between two quotations",
} as const;

/** In words, since marks are for the eye alone. */
function differenceOf(
  text: string,
  here: string,
  { quoted, found, marked }: Difference,
): ComponentChild {
  const mark = marked === null ? "" : MARKS[marked];
  if (quoted === null) {
    return (
      <>
        left out: <Words text={here} span={found!} />
        {mark}
      </>
    );
  }
  if (found === null) {
    return (
      <>
        <Words text={text} span={quoted} /> does not stand here{mark}
      </>
    );
  }
  return (
    <>
      quoted <Words text={text} span={quoted} />, here <Words text={here} span={found} />
      {mark}
    </>
  );
}

/** Longer ones are cut: they stand whole above. */
const LONGEST = 160;

function Words({ text, span: [start, end] }: { text: string; span: SpanPair }) {
  const isLong = end - start > LONGEST;
  return (
    <>
      “
      <bdi>
        {exactText(text.slice(start, isLong ? start + LONGEST : end))}
        {isLong && " …"}
      </bdi>
      ”
    </>
  );
}
