import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Wordnet } from "./build-lexicon.ts";
import { readConllu, type TreebankSentence } from "./conllu.ts";
import { readZip } from "./zip.ts";

/** Reads the corpora of `language/` under a data folder; see that folder's README. */
export interface Corpora {
  treebank(name: string): TreebankSentence[];
  wordnet(): Wordnet;
  /** The texts of MASC, as "word_TAG" items. */
  masc(): string[];
  /** Words in lower case of raw text: the speeches of the UN General Debate. */
  rawWords(): string[][];
  /** Given names in lower case, from `data/given-names.txt` of the project. */
  givenNames(): string[];
  file(path: string): string;
}

/** @throws Error of the file system where a corpus is not there */
export function openCorpora(data: string): Corpora {
  const root = join(data, "language");
  const file = (path: string) => {
    const bytes = readFileSync(join(root, path));
    return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  };
  return {
    file,
    givenNames: () => {
      const list = new URL("../../data/given-names.txt", import.meta.url);
      return readFileSync(list, "utf8").trim().toLowerCase().split("\n");
    },
    rawWords: () => {
      const lines = gunzipSync(readFileSync(join(data, "raw", "un-general-debate.ndjson.gz")))
        .toString("utf8")
        .split("\n");
      return lines.filter((line) => line !== "").map((line) => rawWordsOf(line));
    },
    treebank: (name) => readConllu(file(`ud/${name}.conllu.gz`)),
    wordnet: () => JSON.parse(file("lexicon/wordnet-supersense.json.gz")) as Wordnet,
    masc: () => {
      const files = [...readZip(readFileSync(join(root, "pos/masc_tagged.zip")))];
      return files
        .filter(([name]) => /\/(?:written|spoken)\/.*\.txt$/.test(name))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, bytes]) => new TextDecoder().decode(bytes));
    },
  };
}

function rawWordsOf(line: string): string[] {
  const { text } = JSON.parse(line) as { text: string };
  return text.toLowerCase().match(/[a-z]+(?:\.[a-z]\.)*|\d+|'s|[^\s\w]/g) ?? [];
}
