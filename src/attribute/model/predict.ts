import type { Document } from "../../document/index.ts";
import type { EntityType, Language, Parse, TokenRange } from "../../language/index.ts";
import { confidenceOf, type Evidence } from "./confidence.ts";
import { encodeWindows } from "./encode.ts";
import { computeFeatures, type Features, isQuoted } from "./features.ts";
import {
  decode,
  type Labelling,
  ROLE_BEGIN,
  type RowRange,
  runsOf,
  SCORE_STRIDE,
} from "./lattice.ts";
import { type Area, LANES } from "./layout.ts";
import { type Fragment, pairScore, REACH, softmaxBest } from "./links.ts";
import type { LinearScore, Model } from "./model.ts";
import { signsOf } from "./signs.ts";
import { BREAK, cutWindows, type Window } from "./windows.ts";

/** An attribution relation the model proposes, in token indexes. */
export interface Candidate {
  /** Empty where the text names none. */
  readonly source: readonly TokenRange[];
  readonly cue: readonly TokenRange[];
  /** Never empty; in text order, several where the content is broken. */
  readonly content: readonly TokenRange[];
  /** In 0..1, calibrated: of candidates at 0.8, about eight in ten are right. */
  readonly confidence: number;
}

/** A candidate with what its confidence comes from. */
export interface Proposal extends Omit<Candidate, "confidence"> {
  readonly evidence: Evidence;
  readonly signs: readonly number[];
}

/**
 * Attribution relations of a document, ordered by their cue. Every token has one role in one
 * relation, except that a source may serve several. Pure, linear in the text; a long document
 * takes no more memory for the network than a short one.
 */
export function predict(
  model: Model,
  doc: Document,
  language: Language,
  parsed: Parse,
): readonly Candidate[] {
  return propose(model, doc, language, parsed)
    .map(({ evidence, signs, ...relation }) => ({
      ...relation,
      confidence: confidenceOf(evidence, signs, model.confidence),
    }))
    .filter(({ confidence }) => confidence >= model.header.least);
}

/** As `predict`, with all that the confidence is estimated from, and none left out. */
export function propose(
  model: Model,
  doc: Document,
  language: Language,
  parsed: Parse,
): readonly Proposal[] {
  const features = computeFeatures(doc, language);
  const windows = cutWindows(features.paragraphs);
  const found: Reading[][] = windows.map(() => []);
  encodeWindows(model, features, windows, (w, lane) => {
    found[w] = readWindow(model, features, windows[w]!, lane);
  });
  const context = {
    parsed,
    types: entityTypes(parsed),
    isQuoted: (token: number) => isQuoted(features, token),
  };
  return found
    .flat()
    .sort((a, b) => a.cue[0]!.from - b.cue[0]!.from)
    .map((relation) => ({ ...relation, signs: signsOf(relation, context) }));
}

/** For each token the type of the entity it stands in. */
function entityTypes({ entities, head }: Parse): (EntityType | undefined)[] {
  const types: (EntityType | undefined)[] = new Array(head.length);
  for (const { from, to, type } of entities) types.fill(type, from, to);
  return types;
}

type Reading = Omit<Proposal, "signs">;

function readWindow(model: Model, features: Features, window: Window, lane: number): Reading[] {
  const { kernel, layout } = model;
  const { tokens, owned } = window;
  const row = (t: number) => layout.at.scores + (LANES * t + lane) * SCORE_STRIDE;
  const labelling = decode(kernel.heap, row, tokens.length, model.transitions);
  const isBreak = (t: number) => tokens[t] === BREAK;
  const fragments = (begin: number) =>
    runsOf(labelling.labels, begin, isBreak).map((run) => placed(run, tokens, features));
  const cues = fragments(ROLE_BEGIN.cue);
  const contents = fragments(ROLE_BEGIN.content);
  if (cues.length === 0 || contents.length === 0) return [];
  const sources = fragments(ROLE_BEGIN.source);
  const owners = linkContents(model, lane, contents, cues);
  const speakers = linkSources(model, lane, cues, sources);
  const proposals: Reading[] = [];
  cues.forEach((cue, i) => {
    const mine = owners.flatMap(({ best, share }, k) =>
      best === i ? [{ fragment: contents[k]!, share }] : [],
    );
    if (mine.length === 0 || cue.from < owned.from || cue.from >= owned.to) return;
    const speaker = speakers[i]!;
    const source = speaker.best === 0 ? [] : [sources[speaker.best - 1]!];
    const range = (f: Fragment): TokenRange => ({
      from: tokens[f.from]!,
      to: tokens[f.to - 1]! + 1,
    });
    proposals.push({
      source: source.map(range),
      cue: [range(cue)],
      content: mine.map(({ fragment }) => range(fragment)),
      evidence: {
        cue: certaintyOf(labelling, [cue]),
        content: certaintyOf(
          labelling,
          mine.map(({ fragment }) => fragment),
        ),
        source: certaintyOf(labelling, source),
        contentLink: Math.min(...mine.map(({ share }) => share)),
        sourceLink: speaker.share,
        hasSource: source.length > 0,
        ...quotedShare(
          mine.map(({ fragment }) => range(fragment)),
          features,
        ),
      },
    });
  });
  return proposals;
}

function placed(run: RowRange, tokens: Int32Array, features: Features): Fragment {
  const first = tokens[run.from]!;
  const last = tokens[run.to - 1]!;
  return {
    ...run,
    paragraph: features.paragraph[first]!,
    sentence: features.sentence[first]!,
    lastSentence: features.sentence[last]!,
  };
}

/** The least certain label at the fragments' borders, the row after the end among them; 1 for none. */
function certaintyOf({ certainty }: Labelling, fragments: readonly RowRange[]): number {
  let least = 1;
  for (const { from, to } of fragments) {
    least = Math.min(least, certainty[from]!, certainty[to - 1]!, certainty[to] ?? 1);
  }
  return least;
}

function quotedShare(
  content: readonly TokenRange[],
  features: Features,
): Pick<Evidence, "quoted" | "length"> {
  let length = 0;
  let quoted = 0;
  for (const { from, to } of content) {
    length += to - from;
    for (let i = from; i < to; i++) if (isQuoted(features, i)) quoted++;
  }
  return { quoted: quoted / length, length };
}

/** For each content fragment the number of its cue. */
function linkContents(
  model: Model,
  lane: number,
  contents: readonly Fragment[],
  cues: readonly Fragment[],
): { best: number; share: number }[] {
  const { at, linkWidth } = model.layout;
  represent(model, lane, contents, "projectContent", "biasContent", "content");
  represent(model, lane, cues, "projectCueContent", "biasCueContent", "cueContent");
  transform(model, "content", "matchContent", contents.length);
  const own = cues.map((_, c) => linear(model, at.cueContent + c * linkWidth, model.bias.content));
  return contents.map((content, k) =>
    softmaxBest(
      cues.map((cue, c) => {
        if (Math.abs(content.paragraph - cue.paragraph) > REACH.content) return -Infinity;
        const match = dot(model, at.matched + k * linkWidth, at.cueContent + c * linkWidth);
        return match + own[c]! + pairScore(content, cue, cues, model.pairs.content);
      }),
    ),
  );
}

/** For each cue 0 for no source, else one more than the number of its source. */
function linkSources(
  model: Model,
  lane: number,
  cues: readonly Fragment[],
  sources: readonly Fragment[],
): { best: number; share: number }[] {
  const { at, linkWidth } = model.layout;
  represent(model, lane, cues, "projectCueSource", "biasCueSource", "cueSource");
  represent(model, lane, sources, "projectSource", "biasSource", "source");
  transform(model, "source", "matchSource", sources.length);
  const own = sources.map((_, s) => linear(model, at.source + s * linkWidth, model.bias.source));
  return cues.map((cue, c) =>
    softmaxBest([
      linear(model, at.cueSource + c * linkWidth, model.bias.none),
      ...sources.map((source, s) => {
        if (Math.abs(source.paragraph - cue.paragraph) > REACH.source) return -Infinity;
        const match = dot(model, at.matched + s * linkWidth, at.cueSource + c * linkWidth);
        return match + own[s]! + pairScore(source, cue, cues, model.pairs.source);
      }),
    ]),
  );
}

/** relu(W · [state of the first row, state of the last]) of each fragment, at `target`. */
function represent(
  { kernel, layout }: Model,
  lane: number,
  fragments: readonly Fragment[],
  weights: Area,
  bias: Area,
  target: Area,
): void {
  const { at, hidden, linkWidth } = layout;
  const width = 2 * hidden;
  const state = (row: number) => at.states2 + (LANES * row + lane) * width;
  fragments.forEach(({ from, to }, k) => {
    const ends = at.ends + k * 2 * width;
    kernel.heap.copyWithin(ends, state(from), state(from) + width);
    kernel.heap.copyWithin(ends + width, state(to - 1), state(to - 1) + width);
  });
  const rows = Math.ceil(fragments.length / LANES) * LANES;
  kernel.affine(at.ends, at[weights], at[bias], at[target], rows, 2 * width, linkWidth);
  const end = at[target] + fragments.length * linkWidth;
  for (let i = at[target]; i < end; i++) kernel.heap[i] = Math.max(0, kernel.heap[i]!);
}

function transform({ kernel, layout }: Model, from: Area, weights: Area, count: number): void {
  const { at, linkWidth } = layout;
  const rows = Math.ceil(count / LANES) * LANES;
  kernel.affine(at[from], at[weights], at.zeros, at.matched, rows, linkWidth, linkWidth);
}

function dot({ kernel: { heap }, layout }: Model, a: number, b: number): number {
  let sum = 0;
  for (let i = 0; i < layout.linkWidth; i++) sum += heap[a + i]! * heap[b + i]!;
  return sum;
}

function linear(
  { kernel: { heap } }: Model,
  a: number,
  { weights, constant }: LinearScore,
): number {
  let sum = constant;
  for (let i = 0; i < weights.length; i++) sum += heap[a + i]! * weights[i]!;
  return sum;
}
