import type { Draft } from "./draft.ts";
import { ACTS, DOCUMENTS } from "./frames.ts";
import { singular } from "./match.ts";
import type { Participant } from "./participants.ts";
import type { Tree } from "./tree.ts";

/**
 * Who stands behind the documents and acts that a text speaks of: "rebuked the letter" is directed
 * at those who signed it, "opposes such action" at those who acted. Learned from the events found
 * first; sentences that asked are then read again.
 */
export class Acts {
  readonly #tree: Tree;
  /** By lemma of the document, who first issued or signed one. */
  readonly #authors = new Map<string, Participant>();
  #drafts: readonly Draft[] = [];
  #hasLearned = false;
  /** Tokens that were asked about before anything was known. */
  readonly asked: number[] = [];

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  /** @param drafts in text order */
  learn(drafts: readonly Draft[]): void {
    this.#drafts = drafts.filter(({ source }) => source !== null);
    this.#hasLearned = true;
    for (const { meaning, source } of this.#drafts) {
      const { object, frame } = meaning.chain[0]!;
      if (object < 0 || frame.name !== "publish") continue;
      const lemma = singular(this.#tree.lemma(object));
      if (!this.#authors.has(lemma)) this.#authors.set(lemma, source!);
    }
  }

  /** Whose document or act the noun phrase with this head is; `null` where it is neither. */
  behind(head: number): Participant | null {
    const lemma = singular(this.#tree.lemma(head));
    const isDocument = DOCUMENTS.has(lemma);
    const isAct = ACTS.has(lemma) && this.#tree.hasWord(head, POINTING);
    if (!isDocument && !isAct) return null;
    if (!this.#hasLearned) {
      this.asked.push(head);
      return null;
    }
    return isDocument ? (this.#authors.get(lemma) ?? null) : this.#actorBefore(head);
  }

  /** The source of the last event told before, in an earlier sentence's account. */
  #actorBefore(head: number): Participant | null {
    const subject = this.#tree.surfaceSubject(this.#verbAbove(head));
    for (let i = this.#drafts.length - 1; i >= 0; i--) {
      const { token, source } = this.#drafts[i]!;
      if (token >= head || source === null) continue;
      if (source.head !== subject && !this.#isSame(source, subject)) return source;
    }
    return null;
  }

  #verbAbove(head: number): number {
    let at = head;
    for (let steps = 0; steps < 6 && this.#tree.isNominal(at); steps++) {
      const above = this.#tree.head(at);
      if (above < 0) break;
      at = above;
    }
    return at;
  }

  #isSame(source: Participant, subject: number): boolean {
    if (subject < 0) return false;
    return this.#tree.lemma(source.head < 0 ? subject : source.head) === this.#tree.lemma(subject);
  }
}

const POINTING = new Set("such this that these those".split(" "));
