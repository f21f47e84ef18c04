import { availableParallelism } from "node:os";
import type { Command } from "commander";
import { type DocumentRecord, OnRecordError } from "../document/index.ts";
import type { DocumentCheck, QuotationCheck, Shelf, Shelved } from "../quotes/index.ts";
import type { Store } from "../store/index.ts";
import { listInputs, progressOver, readInputs } from "./inputs.ts";
import { pageWidth, parseWidth, wantsColour } from "./options.ts";
import type { Output } from "./output.ts";
import { addRecordOption, type RecordTarget, withStore } from "./record-option.ts";
import { newTally, tallyLines } from "./tally.ts";

interface QuoteOptions extends RecordTarget {
  readonly by?: string;
  readonly document?: string;
  readonly in?: readonly string[];
  readonly places?: string;
  readonly json?: boolean;
  readonly color: boolean;
  readonly width?: number;
}

const EXAMPLES = `
Examples:
  $ onrecord quote "We reject this letter" --in examples
  $ onrecord quote "No crew has been charged" --by Tarrade
  $ onrecord quote --document examples/3-news-outlet-b.txt --in examples

Exit codes: 0 done, also where the words are found nowhere; 1 failed; 2 wrong usage.`;

export function addQuoteCommand(program: Command, output: Output): void {
  const command = program
    .command("quote")
    .summary("find where the words of a quotation stand, and how")
    .description(
      "Looks the words of a quotation up in all documents and shows where they stand: verbatim, changed, cut, stitched together or given to somebody else. Primary texts come first, then where the words stand most fully, then the earliest.",
    )
    .argument("[words]", "three words or more, in quotes");
  addRecordOption(command)
    .option("--by <name>", "whom the words are credited to")
    .option("--document <document>", "check all direct quotations of this one: key, id or file")
    .option("--in <source...>", "look in these files, folders or addresses instead of a record")
    .option("--places <file>", "more places: a JSON file of names, codes, demonyms and seats")
    .option("--json", "print JSON")
    .option("--no-color", "no colours in text")
    .option("--width <columns>", "columns of text, 40 or more", parseWidth)
    .helpOption("-h, --help", "print help")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError('Run "onrecord quote --help" to see the options and an example.')
    .action((words: string | undefined, options: QuoteOptions) =>
      options.in === undefined
        ? withStore(options, {}, async (store) =>
            runQuote(words, options, await inStore(store), output),
          )
        : runFiles(words, options, output),
    );
}

/** Where to look, and how to find the document that is meant. */
interface Library {
  readonly shelf: Shelf;
  find(meant: string): Promise<Pick<Shelved, "key" | "record">>;
}

async function runFiles(words: string | undefined, options: QuoteOptions, output: Output) {
  return runQuote(words, options, await inFiles(options.in!, options), output);
}

async function runQuote(
  words: string | undefined,
  options: QuoteOptions,
  { shelf, find }: Library,
  output: Output,
): Promise<void> {
  const { checkDocument, checkQuotation } = await import("../quotes/index.ts");
  if ((words === undefined) === (options.document === undefined)) {
    throw new OnRecordError(
      "bad-option",
      'give either the words of a quotation, in quotes, or --document, as in "onrecord quote --document article.txt --in articles".',
    );
  }
  if (words === undefined) {
    const document = await find(options.document!);
    await writeChecks(document.key, await checkDocument(shelf, document), options, output);
  } else {
    await writeCheck(await checkQuotation(shelf, words, options.by ?? null), options, output);
  }
}

async function writeCheck(check: QuotationCheck, options: QuoteOptions, output: Output) {
  if (options.json) {
    const { quotationJson } = await import("../quotes/index.ts");
    await output.write(`${JSON.stringify({ text: check.text, ...quotationJson(check) })}\n`);
    return;
  }
  const { renderQuotation } = await import("../export/views/quotation.ts");
  await output.write(renderQuotation(check, viewOptions(options)));
}

async function writeChecks(
  key: string,
  checks: readonly DocumentCheck[],
  options: QuoteOptions,
  output: Output,
) {
  if (options.json) {
    const { documentCheckJson } = await import("../quotes/index.ts");
    const quotations = checks.map(documentCheckJson);
    await output.write(`${JSON.stringify({ document: key, quotations })}\n`);
    return;
  }
  const { renderDocumentCheck } = await import("../export/views/quotation.ts");
  await output.write(renderDocumentCheck(checks, viewOptions(options)));
}

function viewOptions({ color, width }: QuoteOptions) {
  return {
    width: width ?? pageWidth(process.stdout),
    colour: color && wantsColour(process.stdout, process.env),
  };
}

async function inStore(store: Store): Promise<Library> {
  const { openDocument, StoreShelf } = await import("../store/index.ts");
  return {
    shelf: new StoreShelf(store),
    find: async (meant) => {
      const { key, shown } = await openDocument(store, meant);
      return { key, record: shown };
    },
  };
}

/** Reads the documents for this one time. What could not be read is told at the end. */
async function inFiles(named: readonly string[], { places }: QuoteOptions): Promise<Library> {
  const { documentKey } = await import("../store/document-key.ts");
  const { MemoryShelf } = await import("../quotes/index.ts");
  const sources = await listInputs(named);
  const tally = newTally();
  const progress = await progressOver(sources.length);
  const shelf = new MemoryShelf();
  const records = new Map<string, DocumentRecord>();
  const options = {
    from: "auto",
    attribution: "trained",
    jobs: availableParallelism(),
    ...(places && { places }),
  } as const;
  const inputs = { tally, progress, answersLines: false };
  for await (const entry of await readInputs(sources, options, inputs)) {
    if ("error" in entry) continue;
    const key = documentKey(entry);
    records.set(key, entry);
    shelf.add(key, entry);
  }
  progress?.stop();
  for (const line of tallyLines(tally)) process.stderr.write(`${line}\n`);
  if (records.size === 0) {
    throw new OnRecordError("no-documents", "none of the files could be read.");
  }
  return { shelf, find: (meant) => Promise.resolve(findRecord(records, meant)) };
}

/** As `findDocument` finds one on a record. */
function findRecord(records: ReadonlyMap<string, DocumentRecord>, meant: string) {
  for (const [key, record] of records) {
    const names = [key, record.id, record.document.file];
    if (names.includes(meant)) return { key, record };
  }
  throw new OnRecordError(
    "no-such-document",
    `"${meant}" is none of the documents read. Give --document the path of a file that --in names.`,
  );
}
