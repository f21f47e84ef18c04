import type { Span } from "../document/index.ts";
import type { Named } from "./accounts.ts";
import type { Draft } from "./cells.ts";
import type { Citation } from "./cited-documents.ts";
import { speaksForItself } from "./cited-documents.ts";
import type { CrossRelation, EntryOf, Words } from "./comparison.ts";
import { type Passage, type Prepared, wordsAt } from "./passages.ts";
import { type Bar, holdersOf, type Weights } from "./same-matter.ts";
import { isByContent, type Link, type Speakers } from "./same-words.ts";
import { compareSpeakers, namesSource } from "./speakers.ts";

/** What relates entries of two accounts. */
export interface Related {
  readonly named: readonly Named[];
  readonly prepared: readonly Prepared[];
  readonly passages: readonly Passage[];
  readonly speakers: Speakers;
  readonly citations: readonly Citation[];
  readonly links: readonly Link[];
  readonly weights: Weights;
  readonly events: readonly Draft[];
}

/** In order of the accounts and entries they lead from, by type. */
export function relateAccounts(related: Related): CrossRelation[] {
  return [answers, repeats, disputes, sameEvents]
    .flatMap((rule) => rule(related))
    .sort((a, b) => a.from.account - b.from.account || firstOf(a) - firstOf(b));
}

function firstOf({ evidence: [first] }: CrossRelation): number {
  return first?.spans[0]?.[0] ?? 0;
}

const ANSWERING =
  /\b(?:in (?:reply|response|answer|reaction) to|with reference to|further to|(?:to )?(?:reply|respond|answer)(?:ing|s|ed)?\b(?: to)?)/i;

/**
 * A letter that names the letter it answers ("with reference to the letter dated 6 March"), and
 * statements that their own record calls an answer to a document which is one of the accounts.
 */
function answers({ named, prepared, citations }: Related): CrossRelation[] {
  const found = new Map<string, CrossRelation>();
  for (const { account, cited, start, end, basis } of citations) {
    const { record } = named[account]!;
    const citation = { start, end };
    if (basis === "stated" && speaksForItself(record)) {
      const sentence = prepared[account]!.sentences.find(
        ({ span }) => span.start <= start && start < span.end,
      );
      const words = sentence === undefined ? null : phraseBefore(record.text, sentence.span, start);
      const key = `${account} ${cited}`;
      if (words === null || found.has(key)) continue;
      const evidence = [evidenceIn(named, account, [words, citation])];
      const [from, to] = [entryOf(named, account, null), entryOf(named, cited, null)];
      found.set(key, { type: "answers", from, to, basis: "stated", evidence });
    }
    const entities = record.entities.filter(({ mentions }) =>
      mentions.some((mention) => mention[0] < end && start < mention[1]),
    );
    for (const relation of record.relations) {
      if (relation.type !== "answers") continue;
      if (!entities.some(({ id, kind }) => kind === "document" && id === relation.to)) continue;
      const spans = relation.evidence.map((span) => ({ start: span[0], end: span[1] }));
      found.set(`${account} ${relation.from} ${cited}`, {
        type: "answers",
        from: entryOf(named, account, relation.from),
        to: entryOf(named, cited, null),
        basis: basis === "stated" ? relation.basis : "inferred",
        evidence: [evidenceIn(named, account, spans)],
      });
    }
  }
  return [...found.values()];
}

/** The words that say it is an answer, where they stand before the document in its sentence. */
function phraseBefore(text: string, sentence: Span, at: number): Span | null {
  const match = ANSWERING.exec(text.slice(sentence.start, at));
  if (match === null) return null;
  const start = sentence.start + match.index;
  return { start, end: start + match[0].length };
}

/** The same words of the same source: from the later account to the first that has them. */
function repeats({ named, passages, speakers, links }: Related): CrossRelation[] {
  const first = new Map<number, number>();
  for (const link of links) {
    const { a, b } = link;
    if (isByContent(link)) continue;
    const [one, other] = [passages[a]!, passages[b]!];
    if (one.statement === null || other.statement === null) continue;
    const sameness = compareSpeakers(speakers.get(one)!, speakers.get(other)!);
    if (sameness === "same") first.set(b, Math.min(a, first.get(b) ?? a));
  }
  const found = new Map<string, CrossRelation>();
  for (const [b, a] of first) {
    const [from, to] = [passages[b]!, passages[a]!];
    const key = [from, to].map(({ account, statement }) => `${account} ${statement!.id}`).join(" ");
    if (found.has(key)) continue;
    found.set(key, {
      type: "repeats",
      from: entryOf(named, from.account, from.statement!.id),
      to: entryOf(named, to.account, to.statement!.id),
      basis: "inferred",
      evidence: [
        evidenceIn(named, from.account, from.spans),
        evidenceIn(named, to.account, to.spans),
      ],
    });
  }
  return [...found.values()];
}

/** Nearly all of what is rejected must be in what somebody else tells, who may tell more. */
const REJECTED: Bar = { plain: 2, shared: 3, ofShorter: 0.6, ofBoth: 0.3 };

/**
 * "Orvania rejects the assertion that Order 9 reserves the grounds for its own vessels": a statement
 * that denies or rejects what another account has as somebody else's statement. Stated where the
 * sentence names that source, else inferred from what is rejected.
 */
function disputes({ named, passages, speakers, weights }: Related): CrossRelation[] {
  const rejecting = passages.flatMap((passage, i) => {
    const act = passage.statement?.act;
    return act === "deny" || act === "reject" ? [i] : [];
  });
  if (rejecting.length === 0) return [];
  const holders = holdersOf(passages, weights);
  const found: CrossRelation[] = [];
  for (const i of rejecting) {
    const passage = passages[i]!;
    const candidates = new Set(
      weights.rarest(passage, 8).flatMap((word) => holders.get(word) ?? []),
    );
    let best: { other: Passage; score: number } | null = null;
    for (const k of candidates) {
      const other = passages[k]!;
      if (other.account === passage.account || !isCredited(other)) continue;
      const act = other.statement?.act;
      if (act === "deny" || act === "reject") continue;
      const sameness = compareSpeakers(speakers.get(passage)!, speakers.get(other)!);
      // "Residents said" is not what somebody who is named denies to have said.
      const isAnother = sameness === "other" || (passage.voice === "named" && isNameless(other));
      if (sameness === "same" || !isAnother) continue;
      const score = weights.agreement(other, passage, REJECTED);
      if (score !== null && (best === null || score > best.score)) best = { other, score };
    }
    if (best === null) continue;
    const { other } = best;
    const { statement, account } = passage;
    const cue = statement!.cue.map(([start, end]) => ({ start, end }));
    const namesIt = namesSource(speakers.get(passage)!, speakers.get(other)!);
    found.push({
      type: "disputes",
      from: entryOf(named, account, statement!.id),
      to: entryOf(named, other.account, other.statement?.id ?? null),
      basis: namesIt ? "stated" : "inferred",
      evidence: [
        evidenceIn(
          named,
          account,
          [...cue, ...passage.spans].sort((a, b) => a.start - b.start),
        ),
        evidenceIn(named, other.account, other.spans),
      ],
    });
  }
  return found;
}

function isNameless({ voice }: Passage): boolean {
  return voice === "group" || voice === "unnamed";
}

/** Somebody's statement, or the word of a document that speaks for those who issue it. */
function isCredited({ statement, record }: Passage): boolean {
  return statement !== null || speaksForItself(record);
}

/** From each later account's event to the first account's. */
function sameEvents({ named, events }: Related): CrossRelation[] {
  return events.flatMap(({ cells }) => {
    const [first] = cells;
    return cells
      .filter(({ account }) => account !== first!.account)
      .map((cell): CrossRelation => {
        const { spans, words } = cell;
        return {
          type: "same-event",
          from: entryOf(named, cell.account, cell.entry),
          to: entryOf(named, first!.account, first!.entry),
          basis: "inferred",
          evidence: [
            { account: cell.account, spans, words },
            { account: first!.account, spans: first!.spans, words: first!.words },
          ],
        };
      });
  });
}

function entryOf(named: readonly Named[], account: number, entry: string | null): EntryOf {
  return { account, document: named[account]!.name, entry };
}

function evidenceIn(
  named: readonly Named[],
  account: number,
  spans: readonly Span[],
): Words & { account: number } {
  return { account, ...wordsAt(named[account]!.record.text, spans) };
}
