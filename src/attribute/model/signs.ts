import { type EntityType, type Parse, type TokenRange, UPOS } from "../../language/index.ts";
import { fnv } from "./fnv.ts";

/** Weights of signs: a sign's is at its hash. */
export const SIGN_BUCKETS = 8192;

/** The spans of a proposal, in token indexes. */
export interface Spans {
  readonly source: readonly TokenRange[];
  readonly cue: readonly TokenRange[];
  readonly content: readonly TokenRange[];
}

/**
 * What tells a right proposal from a wrong one besides the network's own certainty: the words at
 * the heads of its spans and how the tree ties them. "The council has invited envoys" has the form
 * of "the council has said so", and its verb tells that nothing is said.
 *
 * Returns the hashes of the signs that hold, each below SIGN_BUCKETS; an order of no meaning.
 */
export function signsOf({ source, cue, content }: Spans, context: SignContext): number[] {
  const { parsed, types, isQuoted } = context;
  const { lemma, head, label, labelNames, upos, xpos, xposNames, sense } = parsed;
  const cueHead = headOf(cue, head);
  const verb = lemma[cueHead]!.toLowerCase();
  const tie = (token: number, ranges: readonly TokenRange[]): string => {
    if (isWithin(head[token]!, ranges)) return labelNames[label[token]!]!;
    return head[token]! < 0 ? "root" : "apart";
  };
  const signs: string[] = [
    `v=${verb}`,
    `vx=${xposNames[xpos[cueHead]!]}`,
    `vs=${sense[cueHead]}`,
    `vn=${Math.min(6, lengthOf(cue))}`,
    `v1=${lemma[cue[0]!.from]!.toLowerCase()}`,
    `v9=${lemma[cue.at(-1)!.to - 1]!.toLowerCase()}`,
  ];
  const dependents = dependentsOf(cueHead, parsed);
  for (const name of dependents) signs.push(`vd=${name}`);
  signs.push(`v+=${verb}:${dependents.includes("ccomp")}:${dependents.includes("obj")}`);

  let from = "none";
  if (source.length > 0) {
    const sourceHead = headOf(source, head);
    const noun = lemma[sourceHead]!.toLowerCase();
    const part = UPOS[upos[sourceHead]!]!;
    const sourceTie = isWithin(head[cueHead]!, source)
      ? `of ${labelNames[label[cueHead]!]}`
      : tie(sourceHead, cue);
    from =
      part === "PRON"
        ? noun
        : part === "PROPN"
          ? (types[sourceHead] ?? "name")
          : `${sense[sourceHead]}`;
    signs.push(`s=${noun}`, `st=${sourceTie}`, `sv=${sourceTie}:${verb}`);
    signs.push(`sw=${Math.sign(sourceHead - cueHead)}:${nearness(sourceHead - cueHead)}`);
  }
  signs.push(`sf=${from}`, `sfv=${from}:${verb}`);

  const contentHead = headOf(content, head);
  const contentTie = isWithin(head[cueHead]!, content)
    ? `of ${labelNames[label[cueHead]!]}`
    : tie(contentHead, cue);
  const first = content[0]!.from;
  const quoted = isQuoted(first) ? "q" : "";
  signs.push(
    `c1=${lemma[first]!.toLowerCase()}`,
    `cx=${xposNames[xpos[contentHead]!]}`,
    `ct=${contentTie}${quoted}`,
    `ctv=${contentTie}${quoted}:${verb}`,
    `cw=${Math.sign(first - cueHead)}:${nearness(first - cueHead)}`,
    `cn=${content.length}:${nearness(lengthOf(content))}`,
    `cs=${contentTie}:${sense[cueHead]}:${from}`,
  );
  return signs.map((sign) => fnv(sign) % SIGN_BUCKETS);
}

export interface SignContext {
  readonly parsed: Parse;
  /** For each token the type of the entity it stands in. */
  readonly types: readonly (EntityType | undefined)[];
  readonly isQuoted: (token: number) => boolean;
}

/** The first token whose head lies outside: the top of the tree over the spans. */
function headOf(ranges: readonly TokenRange[], head: Int32Array): number {
  for (const { from, to } of ranges) {
    for (let i = from; i < to; i++) if (!isWithin(head[i]!, ranges)) return i;
  }
  return ranges[0]!.from;
}

function isWithin(token: number, ranges: readonly TokenRange[]): boolean {
  return ranges.some(({ from, to }) => token >= from && token < to);
}

function lengthOf(ranges: readonly TokenRange[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** How far a word's dependents are looked for. */
const REACH = 40;

/** Labels of what depends on a token, those that tell how a verb is used. */
function dependentsOf(token: number, { head, label, labelNames, lemma }: Parse): string[] {
  const found: string[] = [];
  const end = Math.min(head.length, token + REACH);
  for (let i = Math.max(0, token - REACH); i < end; i++) {
    if (head[i] !== token) continue;
    const name = labelNames[label[i]!]!;
    if (TELLING.has(name)) found.push(name);
    if (name === "advmod" && lemma[i] === "not") found.push("not");
    if (name === "aux") found.push(`aux ${lemma[i]}`);
  }
  return found;
}

const TELLING = new Set(
  "nsubj nsubj:pass obj iobj ccomp xcomp aux:pass obl:agent mark parataxis acl cop".split(" "),
);

/** 0, 1, 2, 3-4, 5-8, … tokens, as the number of the step. */
function nearness(distance: number): number {
  return Math.min(8, Math.ceil(Math.log2(Math.abs(distance) + 1)));
}
