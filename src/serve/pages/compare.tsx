import type { ComponentChild } from "preact";
import type { Account, Cell, Row, RowKind, Source, Voice, Words } from "../../compare/index.ts";
import type { SpanPair } from "../../document/index.ts";
import { formatDate } from "../../export/terminal/dates.ts";
import type { ComparedDocuments } from "../compare.ts";
import { formatPermalink } from "../permalink.ts";
import { exactText } from "./exact-text.tsx";
import { type Assets, Layout, page } from "./layout.tsx";
import { markedPiece } from "./who.tsx";

export interface CompareProps {
  readonly assets: Assets;
  /** `null`: fewer than two documents were asked for. */
  readonly compared: ComparedDocuments | null;
}

/** Two to four accounts side by side, all with the same room; differing words are marked. */
export function renderComparison({ assets, compared }: CompareProps): string {
  return page(
    <Layout title="Accounts side by side" assets={assets} current="compare">
      <h1>Accounts side by side</h1>
      {compared === null ? (
        <p class="lead">
          Choose two to four <a href="/">documents</a>, and they stand here side by side, row by
          row: what each tells of the same thing, in its own words.
        </p>
      ) : (
        <Accounts compared={compared} />
      )}
    </Layout>,
  );
}

const KINDS: Readonly<Record<RowKind, string>> = {
  utterance: "the same words of one source",
  telling: "perhaps the same thing told",
  event: "the same event",
  document: "a document",
  occasion: "an occasion",
  number: "a number, perhaps of the same",
  date: "a date",
  name: "a name",
  signatories: "who signed",
};

function Accounts({ compared: { comparison, hashes } }: { compared: ComparedDocuments }) {
  const { accounts, rows, single } = comparison;
  return (
    <>
      <p class="lead">
        Rows are in order of time. Marked words are those in which the accounts differ; what is true
        of them is not said here.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is moved with the keyboard too */}
      <section class="wide" aria-label="Accounts side by side" tabIndex={0}>
        <table class={`accounts of-${accounts.length}`}>
          <thead>
            <tr>
              {accounts.map((account) => (
                <th scope="col" key={account.document}>
                  <Head account={account} />
                </th>
              ))}
            </tr>
          </thead>
          {rows.map((row) => (
            <RowOf key={row.id} row={row} accounts={accounts} hashes={hashes} />
          ))}
        </table>
      </section>
      <h2>Told by one account alone</h2>
      {accounts.map((account, i) => {
        const cells = single.filter((cell) => cell.account === i);
        return (
          <details key={account.document}>
            <summary>
              <bdi>{exactText(nameOf(account))}</bdi>: {cells.length}
            </summary>
            {cells.map((cell) => (
              <CellOf cell={cell} marked={[]} hashes={hashes} />
            ))}
          </details>
        );
      })}
    </>
  );
}

function nameOf({ outlet, title, file, document }: Account): string {
  return outlet ?? title ?? file ?? document;
}

function Head({ account }: { account: Account }) {
  const { document, outlet, title, file, date } = account;
  return (
    <>
      <bdi>{exactText(outlet ?? "outlet not known")}</bdi>
      <br />
      <a href={`/d/${document}`}>
        <bdi>{exactText(title ?? file ?? document)}</bdi>
      </a>
      <br />
      {date === null ? "date not known" : formatDate(date.from)}
    </>
  );
}

interface RowProps {
  readonly row: Row;
  readonly accounts: readonly Account[];
  readonly hashes: ComparedDocuments["hashes"];
}

function RowOf({ row, accounts, hashes }: RowProps) {
  const { kind, date, cells, differences } = row;
  const marked = new Map<Cell, SpanPair[]>();
  for (const { between, first, second } of differences) {
    for (const [i, words] of [
      [between[0], first],
      [between[1], second],
    ] as const) {
      const cell = cells[i];
      if (cell !== undefined) marked.set(cell, [...(marked.get(cell) ?? []), ...words.spans]);
    }
  }
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={accounts.length} class="label">
          {KINDS[kind]}
          {date !== null && `, ${formatDate(date)}`}
        </th>
      </tr>
      <tr>
        {accounts.map((account, i) => {
          const theirs = cells.filter((cell) => cell.account === i);
          return (
            <td key={account.document}>
              {theirs.length === 0 ? (
                <span class="none">not told here</span>
              ) : (
                theirs.map((cell) => (
                  <CellOf cell={cell} marked={marked.get(cell) ?? []} hashes={hashes} />
                ))
              )}
            </td>
          );
        })}
      </tr>
    </tbody>
  );
}

interface CellProps {
  readonly cell: Cell;
  readonly marked: readonly SpanPair[];
  readonly hashes: ComparedDocuments["hashes"];
}

function CellOf({ cell, marked, hashes }: CellProps) {
  const { document, spans, voice, source, kind, act, counted } = cell;
  const sorted = marked.toSorted((a, b) => a[0] - b[0]);
  const [first, last] = [spans[0], spans.at(-1)];
  const facts: ComponentChild[] = [voiceOf(voice, source)];
  if (act !== null && act !== "assert") facts.push(act);
  if (counted !== undefined) {
    facts.push(`${counted.names} names stand there, ${counted.different} different ones`);
  }
  const place =
    first === undefined || last === undefined
      ? ""
      : `#${formatPermalink({ start: first[0], end: last[1], hash: hashes.get(document) ?? null })}`;
  return (
    <div class={`cell ${kind ?? "own-words"}`}>
      <blockquote dir="auto">
        <a href={`/d/${document}${place}`}>{wordsOf(cell, sorted)}</a>
      </blockquote>
      <ul class="facts">
        {facts.map((fact) => (
          <li>{fact}</li>
        ))}
      </ul>
    </div>
  );
}

function voiceOf(voice: Voice, source: Source | null): ComponentChild {
  const name = source === null ? "" : (source.name ?? source.words.join(" … "));
  if (voice === "own") return "in its own voice";
  if (name === "") return "no source given";
  return (
    <>
      {voice === "unnamed" && <span class="tag unnamed">unnamed</span>} <bdi>{exactText(name)}</bdi>
    </>
  );
}

function wordsOf({ spans, words }: Words, marked: readonly SpanPair[]): ComponentChild[] {
  return spans.flatMap(([start], i) => [
    i > 0 && " … ",
    ...markedPiece(words[i] ?? "", start, marked),
  ]);
}
