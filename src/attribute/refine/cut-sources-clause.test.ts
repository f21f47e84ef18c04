import { expect, test } from "vitest";
import { analyse } from "../../language/index.ts";
import { textDocument } from "../../read/text-document.ts";
import type { Candidate } from "../candidate.ts";
import { cutSourcesClause } from "./cut-sources-clause.ts";

test.each([
  [
    "the clause goes, the content stays",
    "According to|Ines Lorck|who heads the port, the quay burned",
    "the quay burned",
  ],
  ["nothing but the clause is no content", "According to|Ines Lorck|who heads the port", null],
  [
    "a content may begin with a question",
    "According to|Ines Lorck|whoever fled, the quay burned",
    "whoever fled, the quay burned",
  ],
  [
    "another cue has a question behind it",
    "Asked|Ines Lorck|who heads the port",
    "who heads the port",
  ],
])("%s", (_name, parts, content) => {
  const [cue, source, given] = parts.split("|") as [string, string, string];
  const text = `${cue} ${source}, ${given}.`;
  const language = analyse(textDocument(text));
  const { tokens } = language;
  const rangeOf = (words: string) => {
    const start = text.indexOf(words);
    const from = tokens.start.indexOf(start);
    return { from, to: tokens.end.indexOf(start + words.length) + 1 };
  };
  const candidate: Candidate = {
    source: [rangeOf(source)],
    cue: [rangeOf(cue)],
    content: [rangeOf(given)],
    rule: "model",
  };
  const left = cutSourcesClause(candidate, language).map((one) =>
    one.content
      .map(({ from, to }) => text.slice(tokens.start[from], tokens.end[to - 1]))
      .join(" + "),
  );
  expect(left).toEqual(content === null ? [] : [content]);
});
