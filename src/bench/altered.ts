import type { Attribution, DocumentRecord } from "../document/index.ts";
import { foldWords } from "../quotes/words.ts";
import { type Random, shuffle } from "../train/random.ts";

/** How a copy of a quotation was altered. */
export type Alteration = "untouched" | "one word" | "cut" | "joined" | "source";

export const ALTERATIONS: readonly Alteration[] = [
  "untouched",
  "one word",
  "cut",
  "joined",
  "source",
];

/** A direct content of an article and what was made of it. */
export interface AlteredCopy {
  readonly alteration: Alteration;
  readonly words: string;
  /** Whom it is credited to; `null` where nobody is named. */
  readonly by: string | null;
  /** Ids of the documents it was taken from. */
  readonly from: readonly string[];
}

interface Content {
  readonly record: DocumentRecord;
  readonly statement: Attribution;
  readonly text: string;
  readonly words: number;
  /** Name of its source, where that is a person's and it is known. */
  readonly person: string | null;
}

/** Least words of a content for each alteration, so that enough of it is left. */
const LEAST = { untouched: 5, "one word": 7, cut: 14, joined: 7, source: 5 } as const;

/** Fewest words that are cut out. */
const LEAST_CUT = 3;

/**
 * Altered copies of direct contents, as many of each kind, drawn and altered by the seed:
 *
 * - one word, anywhere, by another of the corpus;
 * - a stretch of the middle left out, of three words or more, at least three staying on each side,
 *   with an ellipsis in every second copy;
 * - two contents joined: of one article, different paragraphs, in every second copy, else of two;
 * - the source by another person of the corpus.
 */
export function alteredCopies(
  records: readonly DocumentRecord[],
  count: number,
  random: Random,
): AlteredCopy[] {
  const contents = shuffle(records.flatMap(contentsOf), random);
  const vocabulary = contents.flatMap(({ text }) => text.match(/\b[a-z]{4,}\b/g) ?? []);
  const people = [...new Set(contents.flatMap(({ person }) => person ?? []))];
  const copies: AlteredCopy[] = [];
  let at = 0;
  for (const alteration of ALTERATIONS) {
    for (let n = 0; n < count; at++) {
      const content = contents[at % contents.length]!;
      if (content.words < LEAST[alteration]) continue;
      const copy = alter(content, alteration, n % 2 === 0, {
        contents,
        vocabulary,
        people,
        random,
      });
      if (copy === null) continue;
      copies.push(copy);
      n++;
    }
  }
  return copies;
}

interface Material {
  readonly contents: readonly Content[];
  readonly vocabulary: readonly string[];
  readonly people: readonly string[];
  readonly random: Random;
}

function alter(
  content: Content,
  alteration: Alteration,
  isEven: boolean,
  { contents, vocabulary, people, random }: Material,
): AlteredCopy | null {
  const { text, person, record } = content;
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const copy = { alteration, words: text, by: null, from: [record.id] };
  switch (alteration) {
    case "untouched":
      return { ...copy, by: person };
    case "one word":
      return { ...copy, words: withOtherWord(text, pick(vocabulary), random) };
    case "cut":
      return { ...copy, words: withoutMiddle(text, isEven ? " … " : " ", random) };
    case "joined": {
      const other = pick(
        contents.filter(
          (one) =>
            one.words >= LEAST.joined &&
            (one.record === record) === isEven &&
            areApart(content, one),
        ),
      );
      if (other === undefined) return null;
      return { ...copy, words: `${text} ${other.text}`, from: [record.id, other.record.id] };
    }
    case "source": {
      const other = pick(people);
      const isSame = person === null || other.split(" ").at(-1) === person.split(" ").at(-1);
      return isSame ? null : { ...copy, by: other };
    }
  }
}

function contentsOf(record: DocumentRecord): Content[] {
  return record.attributions
    .filter(({ kind }) => kind === "direct")
    .map((statement) => {
      const text = statement.content.map(([start, end]) => record.text.slice(start, end)).join(" ");
      const source = record.entities.find(({ id }) => id === statement.sourceEntity);
      const isPerson = source?.named === true && source.kind === "person";
      const person = isPerson && source.name.includes(" ") ? source.name : null;
      return { record, statement, text, words: foldWords(text).forms.length, person };
    });
}

/** Whether a paragraph's end stands between two contents, or they are of two articles. */
function areApart(a: Content, b: Content): boolean {
  if (a.record !== b.record) return true;
  const [first, second] = [a.statement, b.statement].sort(
    (x, y) => x.content[0]![0] - y.content[0]![0],
  );
  const between = a.record.text.slice(first!.content.at(-1)![1], second!.content[0]![0]);
  return a !== b && between.includes("\n");
}

function withOtherWord(text: string, word: string, random: Random): string {
  const { starts, ends, forms } = foldWords(text);
  const i = Math.floor(random() * forms.length);
  const other = forms[i] === word ? `non${word}` : word;
  return text.slice(0, starts[i]) + other + text.slice(ends[i]);
}

function withoutMiddle(text: string, mark: string, random: Random): string {
  const { starts, ends, forms } = foldWords(text);
  const most = Math.floor(forms.length / 2);
  const length = LEAST_CUT + Math.floor(random() * (most - LEAST_CUT + 1));
  const from = 3 + Math.floor(random() * (forms.length - 6 - length + 1));
  return text.slice(0, ends[from - 1]) + mark + text.slice(starts[from + length]);
}
