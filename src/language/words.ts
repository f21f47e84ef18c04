import type { TokenRange, Tokens } from "./tokens.ts";
import { type FormColumns, formColumns, type WordForms } from "./word-forms.ts";

/** Empty places before and after the sentence in every column. */
export const MARGIN = 4;

/**
 * The words of one sentence as numbers, the raw material of every feature.
 *
 * Columns are indexed by place in the sentence plus `MARGIN`, so that features may look two or
 * three words beyond either end: there every column is 0. One `SentenceWords` is filled anew for
 * each sentence; nothing is allocated while it is large enough.
 */
export class SentenceWords implements FormColumns {
  /** Words in the sentence now held. */
  length = 0;
  word: readonly string[] = [];
  /** Index of the sentence's first token in `word`. */
  from = 0;
  readonly forms: WordForms;
  /** Place of each word among `forms`; 0 where it is not remembered. */
  place = new Int32Array(0);
  /** No space before the word. */
  glued = new Uint8Array(0);
  form = new Int32Array(0);
  folded = new Int32Array(0);
  prefix1 = new Int32Array(0);
  prefix2 = new Int32Array(0);
  prefix3 = new Int32Array(0);
  suffix1 = new Int32Array(0);
  suffix2 = new Int32Array(0);
  suffix3 = new Int32Array(0);
  suffix4 = new Int32Array(0);
  suffix5 = new Int32Array(0);
  shape = new Int32Array(0);
  senses = new Int32Array(0);
  letterCase = new Uint8Array(0);
  tags = new Uint8Array(0);
  cluster = new Uint8Array(0);
  names = new Uint8Array(0);
  fixed = new Uint8Array(0);

  constructor(forms: WordForms) {
    this.forms = forms;
  }

  fill(tokens: Tokens, sentence: TokenRange): void {
    const length = sentence.to - sentence.from;
    if (this.form.length < length + 2 * MARGIN) this.#reserve(2 * (length + 2 * MARGIN));
    this.length = length;
    this.word = tokens.word;
    this.from = sentence.from;
    this.forms.makeRoom(length);
    for (let k = 0; k < length; k++) {
      const token = sentence.from + k;
      const place = this.forms.place(tokens.word[token]!, tokens.lower[token]!);
      copyForm(this.forms.columns, place, this, k + MARGIN);
      this.place[k + MARGIN] = place;
      this.glued[k + MARGIN] = token > 0 && tokens.end[token - 1] === tokens.start[token] ? 1 : 0;
    }
    for (let k = length + MARGIN; k < length + 2 * MARGIN; k++) {
      copyForm(NO_FORM, 0, this, k);
      this.place[k] = 0;
      this.glued[k] = 0;
    }
  }

  #reserve(size: number): void {
    this.place = new Int32Array(size);
    this.glued = new Uint8Array(size);
    Object.assign(this, formColumns(size));
  }
}

const NO_FORM = formColumns(1);

function copyForm(from: FormColumns, place: number, to: FormColumns, at: number): void {
  to.form[at] = from.form[place]!;
  to.folded[at] = from.folded[place]!;
  to.prefix1[at] = from.prefix1[place]!;
  to.prefix2[at] = from.prefix2[place]!;
  to.prefix3[at] = from.prefix3[place]!;
  to.suffix1[at] = from.suffix1[place]!;
  to.suffix2[at] = from.suffix2[place]!;
  to.suffix3[at] = from.suffix3[place]!;
  to.suffix4[at] = from.suffix4[place]!;
  to.suffix5[at] = from.suffix5[place]!;
  to.shape[at] = from.shape[place]!;
  to.senses[at] = from.senses[place]!;
  to.letterCase[at] = from.letterCase[place]!;
  to.tags[at] = from.tags[place]!;
  to.cluster[at] = from.cluster[place]!;
  to.names[at] = from.names[place]!;
  to.fixed[at] = from.fixed[place]!;
}
