import { readFileSync } from "node:fs";
import { textDocument } from "../index.ts";
import { isEnglish, loadLanguageNames } from "../language/index.ts";
import { dataFile, readLines } from "../train/corpora.ts";
import { formatTable } from "./table.ts";

interface Page {
  readonly country: string;
  readonly body: {
    readonly summary: readonly string[];
    readonly sections: readonly {
      readonly headline: readonly string[];
      readonly paragraphs: readonly string[];
    }[];
  };
}

/** Which bodies of the Fundus pages are taken for English, and what `eld` calls them. */
export async function benchRecognition(data: string): Promise<string> {
  const nameOf = await loadLanguageNames();
  const file = dataFile(data, "metadata", "fundus/gold.ndjson");
  const pages = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Page);
  const news = readLines<{ text: string }>(dataFile(data, "polnear", "train.ndjson.gz"));
  const rows = new Map<string, Map<boolean | null, number>>();
  const count = (name: string, english: boolean | null) => {
    const row = rows.get(name) ?? new Map<boolean | null, number>();
    rows.set(name, row.set(english, (row.get(english) ?? 0) + 1));
  };
  for (const { body } of pages) {
    const doc = textDocument(bodyText(body));
    count(`fundus, called ${nameOf(doc) ?? "nothing"}`, isEnglish(doc));
  }
  for (const { text } of news) count("polnear train", isEnglish(textDocument(text)));
  const answers = [true, false, null] as const;
  return formatTable(
    ["texts", "English", "not", "not settled"],
    [...rows].map(([name, row]) => [
      name,
      ...answers.map((answer) => String(row.get(answer) ?? 0)),
    ]),
  );
}

function bodyText({ summary, sections }: Page["body"]): string {
  const parts = sections.flatMap(({ headline, paragraphs }) => [...headline, ...paragraphs]);
  return [...summary, ...parts].join("\n\n");
}
