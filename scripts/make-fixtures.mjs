// Writes the binary files of test/fixtures/: Word files, PDFs and archives whose text is invented.
// What is read from each stands beside it in a file that is written by hand.
import { writeFileSync } from "node:fs";
import { deleted, docx, footnote, inserted, item, lineBreak, p, table } from "./fixtures/docx.mjs";
import { pdfs } from "./fixtures/pdfs.mjs";
import { warcs } from "./fixtures/warc.mjs";

const write = (name, bytes) =>
  writeFileSync(new URL(`../test/fixtures/${name}`, import.meta.url), bytes);

write(
  "docx/1-press-release.docx",
  docx([
    p("Ministry opens inquiry into harbour fire", "Title"),
    p("Night shift sent home, nobody hurt", "Subtitle"),
    p("VELLIN, 4 June 2031 – The Ministry of Works opened an inquiry into the fire at Quay 7."),
    p([
      "“We want to know ",
      "<w:r><w:rPr><w:b/></w:rPr><w:t>why</w:t></w:r>",
      " the pumps failed,” said Corin Tarrade, a spokesperson for the ministry.",
    ]),
    p("The company that runs the quay did not comment."),
  ]),
);

write(
  "docx/2-report-with-headings.docx",
  docx(
    [
      p("Fish stocks in the Ollan Strait", "Heading1"),
      p(["The Commission counted young fish in three places", footnote(1), " last winter."]),
      p("What was found", "Heading2"),
      item("Cod: fewer than in 2029"),
      item("Herring: more than in 2029"),
      p("Maren Holt, the chair, called the count “a beginning & no more”."),
      table([
        ["Place", "Boats"],
        ["Nandry", "41"],
        ["Caster", "17"],
      ]),
      p("Boats in harbour, February 2031", "Caption"),
    ],
    ["Nandry, Caster and Cape Dorn."],
  ),
);

write(
  "docx/3-letter.docx",
  docx([
    p("Dear members of the Council,"),
    p("We ask you to keep the night ferry. Four hundred people depend on it."),
    p("“Without it I lose my work,” one nurse told us."),
    p("Yours faithfully,"),
    p(["Ada Lorne", lineBreak, "Ferry Users of Caster"]),
  ]),
);

write(
  "docx/4-tracked-changes.docx",
  docx([
    p("Statement on the night ferry", "Title"),
    p([
      "The ferry will ",
      deleted("not "),
      inserted("probably "),
      "run until June, the operator said.",
    ]),
    p("Nobody knows what comes then.", "Quote"),
    p("That is what the captain wrote."),
  ]),
);

write(
  "docx/5-transcript.docx",
  docx([
    p("Press briefing, Nandry, 9 May 2031", "Heading1"),
    p("Q: Will the harbour close at night?"),
    p("A: No. We said so last week, and we say so again."),
    p("Q: Who pays for the lights?"),
    p("A: The town does."),
  ]),
);

for (const [name, bytes] of Object.entries(pdfs)) write(`pdf/${name}.pdf`, bytes);
for (const [name, bytes] of Object.entries(warcs)) write(`warc/${name}`, bytes);
