import { type Entity, EntityFinder, type EntityType } from "../language/entities.ts";
import type { LanguageModel } from "../language/model.ts";
import { MARGIN, SentenceWords } from "../language/words.ts";
import { type Counts, type Score, scoreOf } from "./scores.ts";
import { layOutWords } from "./treebank.ts";

/** Sentences with their gold entities as BIO classes, one document. */
export interface EntityGold {
  readonly words: readonly (readonly string[])[];
  readonly classes: readonly (readonly string[])[];
}

export interface EntityError {
  readonly text: string;
  /** Empty where the entity is not in the gold. */
  readonly gold: string;
  /** Empty where it was missed. */
  readonly predicted: string;
}

/** Exact scores of the types given and, under "all", of them together. */
export function evaluateEntities(
  model: LanguageModel,
  documents: readonly EntityGold[],
  types: readonly EntityType[],
  onError: (error: EntityError) => void = () => {},
): ReadonlyMap<string, Score> {
  const counts = new Map<string, Counts[]>(["all", ...types].map((name) => [name, []]));
  for (const document of documents) {
    const gold = goldEntities(document, types);
    const predicted = predictEntities(model, document.words, types);
    for (const [key, type] of gold) {
      const other = predicted.get(key) ?? "";
      if (other !== type) onError({ text: textAt(document, key), gold: type, predicted: other });
    }
    for (const [key, type] of predicted) {
      if (!gold.has(key)) onError({ text: textAt(document, key), gold: "", predicted: type });
    }
    for (const [name, list] of counts) {
      const of = (side: ReadonlyMap<string, string>) =>
        [...side].filter(([, type]) => name === "all" || type === name);
      list.push({
        correct: of(gold).filter(([key, type]) => predicted.get(key) === type).length,
        predicted: of(predicted).length,
        gold: of(gold).length,
      });
    }
  }
  return new Map([...counts].map(([name, list]) => [name, scoreOf(list)]));
}

/** Types by "sentence from to". */
type Entities = ReadonlyMap<string, string>;

function textAt({ words }: EntityGold, key: string): string {
  const [sentence, from, to] = key.split(" ").map(Number) as [number, number, number];
  return words[sentence]!.slice(from, to).join(" ");
}

function goldEntities({ classes }: EntityGold, types: readonly EntityType[]): Entities {
  const found = new Map<string, string>();
  classes.forEach((names, s) => {
    names.forEach((name, i) => {
      const type = name.slice(2) as EntityType;
      if (!name.startsWith("B-") || !types.includes(type)) return;
      let to = i + 1;
      while (names[to] === `I-${type}`) to++;
      found.set(`${s} ${i} ${to}`, type);
    });
  });
  return found;
}

function predictEntities(
  model: LanguageModel,
  sentences: readonly (readonly string[])[],
  types: readonly EntityType[],
): Entities {
  const { tokens, ranges } = layOutWords(sentences);
  const finder = new EntityFinder(model);
  const words = new SentenceWords(model.forms);
  for (const range of ranges) {
    words.fill(tokens, range);
    const tags = new Uint8Array(words.length + 2 * MARGIN);
    model.tagger.tag(words, tags);
    finder.read(words, tags);
  }
  const keyOf = ({ from, to }: Entity) => {
    const s = ranges.findIndex((range) => from < range.to);
    return `${s} ${from - ranges[s]!.from} ${to - ranges[s]!.from}`;
  };
  return new Map(
    finder.found.filter(({ type }) => types.includes(type)).map((e) => [keyOf(e), e.type]),
  );
}

/** Reads CoNLL columns with the word second and its BIO class third, documents by `# newdoc`. */
export function readIob2(content: string): EntityGold[] {
  const documents: { words: string[][]; classes: string[][] }[] = [];
  let fresh = true;
  for (const line of content.split("\n")) {
    if (line.startsWith("# newdoc") || documents.length === 0)
      documents.push({ words: [], classes: [] });
    const document = documents.at(-1)!;
    if (line === "") fresh = true;
    else if (!line.startsWith("#")) {
      if (fresh || document.words.length === 0) {
        document.words.push([]);
        document.classes.push([]);
      }
      fresh = false;
      const [, word, name] = line.split("\t");
      document.words.at(-1)!.push(word!);
      document.classes.at(-1)!.push(name!);
    }
  }
  return documents;
}
