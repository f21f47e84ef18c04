import type { Actors } from "../actors/index.ts";
import type { AttributionRelation } from "../attribute/index.ts";
import type { TokenRange, Tokens } from "../language/index.ts";
import { tokensIn } from "../time/index.ts";
import type { Participant, Participants } from "./participants.ts";

/** Whose words each token of a document is. */
export class Speakers {
  /** For each token the innermost relation whose content holds it, -1 for none. */
  readonly #relationAt: Int32Array;
  readonly #sourceRanges: readonly (readonly TokenRange[])[];
  readonly #sources: readonly (Participant | null)[];

  constructor(
    tokens: Tokens,
    relations: readonly AttributionRelation[],
    actors: Actors,
    participants: Participants,
  ) {
    this.#relationAt = new Int32Array(tokens.length).fill(-1);
    const contents = relations.flatMap(({ content }, relation) =>
      content.map((span) => ({ relation, ...tokensIn(tokens, span) })),
    );
    contents.sort((a, b) => b.to - b.from - (a.to - a.from)); // the innermost comes last
    for (const { relation, from, to } of contents) this.#relationAt.fill(relation, from, to);
    this.#sourceRanges = relations.map(({ source }) => source.map((s) => tokensIn(tokens, s)));
    this.#sources = relations.map(({ source }, i) => {
      const { entity, onBehalfOf } = actors.sources[i]!;
      const known = participants.ofEntity(onBehalfOf ?? entity);
      const state = known && onBehalfOf !== null ? participants.stateOf(known) : null;
      if (known !== null && state !== null) return { ...known, entity: state };
      if (known !== null || source.length === 0) return known;
      return participants.ofPhrase(tokensIn(tokens, source[0]!));
    });
  }

  /** Whether a word belongs to the source of the relation whose content holds the token. */
  isSource(token: number, word: number): boolean {
    const ranges = this.#sourceRanges[this.#relationAt[token]!];
    return ranges?.some(({ from, to }) => from <= word && word < to) ?? false;
  }

  relationAt(token: number): number {
    return this.#relationAt[token]!;
  }

  speakerOf(token: number): Participant | null {
    const relation = this.#relationAt[token]!;
    return relation < 0 ? null : this.#sources[relation]!;
  }
}
