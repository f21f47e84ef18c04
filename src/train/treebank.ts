import type { TokenRange, Tokens } from "../language/index.ts";
import type { TreebankSentence } from "./conllu.ts";

/** Sentences laid out as one text's tokens, so that training reads what the stages read. */
export interface Treebank {
  readonly sentences: readonly TreebankSentence[];
  readonly tokens: Tokens;
  /** The token range of each sentence. */
  readonly ranges: readonly TokenRange[];
}

/** Lays sentences out as tokens; a space stands wherever the treebank has one. */
export function layOut(sentences: readonly TreebankSentence[]): Treebank {
  const { tokens, ranges } = layOutWords(
    sentences.map(({ form }) => form),
    (s, i) => sentences[s]!.spaceAfter[i]!,
  );
  return { sentences, tokens, ranges };
}

/** Lays words out as tokens, a space after each unless `spaceAfter` says otherwise. */
export function layOutWords(
  sentences: readonly (readonly string[])[],
  spaceAfter: (sentence: number, word: number) => boolean = () => true,
): Omit<Treebank, "sentences"> {
  const word: string[] = [];
  const start: number[] = [];
  const end: number[] = [];
  const ranges: TokenRange[] = [];
  let at = 0;
  sentences.forEach((forms, s) => {
    const from = word.length;
    forms.forEach((form, i) => {
      word.push(form);
      start.push(at);
      end.push(at + form.length);
      at += form.length + (spaceAfter(s, i) ? 1 : 0);
    });
    at++;
    ranges.push({ from, to: word.length });
  });
  const tokens = {
    length: word.length,
    start: Int32Array.from(start),
    end: Int32Array.from(end),
    word,
    lower: word.map((w) => w.toLowerCase()),
  };
  return { tokens, ranges };
}

/** Groups sentences into the documents they came from, in order. */
export function documentsOf(sentences: readonly TreebankSentence[]): TreebankSentence[][] {
  const documents: TreebankSentence[][] = [];
  for (const sentence of sentences) {
    if (sentence.startsDocument || documents.length === 0) documents.push([]);
    documents.at(-1)!.push(sentence);
  }
  return documents;
}
