import { type Command, InvalidArgumentError, Option } from "commander";
import {
  ATTRIBUTION_KINDS,
  type AttributionKind,
  OnRecordError,
  SOURCE_TYPES,
  type SourceType,
  SPEECH_ACTS,
  type SpeechAct,
} from "../document/index.ts";
import type { Days, SearchOptions, StatementFilter } from "../store/search/index.ts";
import { pageWidth, parseDate, parseWidth, wantsColour } from "./options.ts";
import type { Output } from "./output.ts";
import { addRecordOption, type RecordTarget, withStore } from "./record-option.ts";

interface SearchCommandOptions extends RecordTarget, Filters {
  readonly documents?: boolean;
  readonly oldestFirst?: boolean;
  readonly limit: number;
  readonly cursor?: string;
  readonly json?: boolean;
  readonly color: boolean;
  readonly width?: number;
}

/** As they are given; all but the days may be given several times. */
interface Filters {
  readonly by?: readonly string[];
  readonly onBehalfOf?: readonly string[];
  readonly addressee?: readonly string[];
  readonly about?: readonly string[];
  readonly act?: readonly SpeechAct[];
  readonly kind?: readonly AttributionKind[];
  readonly sourceType?: readonly SourceType[];
  readonly country?: readonly string[];
  readonly outlet?: readonly string[];
  readonly document?: readonly string[];
  readonly time?: Days;
  readonly said?: Days;
  readonly published?: Days;
}

/** What whole documents can be filtered by. */
const OF_DOCUMENTS: ReadonlySet<keyof Filters> = new Set(["outlet", "published"] as const);

const EXAMPLES = `
Words:
  joint letter        both words, anywhere in the statement
  '"joint letter"'    the phrase
  'lett*'             words that begin so
  'letter -joint'     without a word
  'letter OR note'    one of two

Examples:
  $ onrecord search letter --by Tarrade
  $ onrecord search '"joint letter"' --act deny --published 2031-03..
  $ onrecord search --source-type unnamed --time 2031-03-01..2031-03-15 --json

Exit codes: 0 done, also where nothing is found; 1 failed; 2 wrong usage.`;

export function addSearchCommand(program: Command, output: Output): void {
  const command = program
    .command("search")
    .summary("find statements or documents on the record")
    .description(
      "Finds statements by their words and by who said them, how, when and where; with --documents, documents by all their words. In order of time.",
    )
    .usage("[options] [WORDS]...")
    .argument("[words...]", "words of what is looked for (case and accents count for nothing)");
  addRecordOption(command)
    .addOption(several("--by <name>", "said by: words of a name, or of how the text names them"))
    .addOption(several("--on-behalf-of <name>", "said for somebody or something"))
    .addOption(several("--addressee <name>", "said to"))
    .addOption(several("--about <name>", "what it mentions, by name or by these words"))
    .addOption(several("--act <act>", "what is done by saying it", SPEECH_ACTS))
    .addOption(several("--kind <kind>", "in whose words", ATTRIBUTION_KINDS))
    .addOption(several("--source-type <type>", "how the source is named", SOURCE_TYPES))
    .addOption(several("--country <code>", "country of the source, ISO 3166-1 alpha-3"))
    .addOption(several("--outlet <name>", "published by: the whole name"))
    .addOption(several("--document <doc>", "in this document: its key, id or file"))
    .option(
      "--time <days>",
      "when it was said, or else published: 2031-03, 2031-03-11..",
      parseDays,
    )
    .option("--said <days>", "when the text says that it was said", parseDays)
    .option("--published <days>", "when the document was published", parseDays)
    .option("--documents", "find documents instead of statements")
    .option("--oldest-first", "in the order of time (default: the newest first)")
    .option("--limit <n>", "how many at once, 500 at most", parseLimit, 20)
    .option("--cursor <cursor>", "go on where a page ended, with what it said")
    .option("--json", "print the page as one line of JSON")
    .option("--no-color", "no colours")
    .option("--width <columns>", "columns of text, 40 or more", parseWidth)
    .helpOption("-h, --help", "print help")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError('Run "onrecord search --help" to see the options and an example.')
    .action(async (words: string[], options: SearchCommandOptions) => {
      await runSearch(words.join(" "), options, output);
    });
}

async function runSearch(
  words: string,
  options: SearchCommandOptions,
  output: Output,
): Promise<void> {
  const filter = options.documents ? documentFilter(options) : statementFilter(options);
  const { limit, cursor, json } = options;
  const order = options.oldestFirst ? "oldest" : "newest";
  const asked: SearchOptions<StatementFilter> = {
    words,
    filter,
    order,
    limit,
    ...(cursor !== undefined && { cursor }),
  };
  const { searchDocuments, searchStatements } = await import("../store/search/index.ts");
  const { documentsToText, statementsToText } = await import(
    "../export/terminal/search-results.ts"
  );
  const view = {
    width: options.width ?? pageWidth(process.stdout),
    colour: options.color && wantsColour(process.stdout, process.env),
    order,
  } as const;
  await withStore(options, {}, async (store) => {
    if (options.documents) {
      const page = await searchDocuments(store, asked);
      await output.write(json ? `${JSON.stringify(page)}\n` : documentsToText(page, view));
    } else {
      const page = await searchStatements(store, asked);
      await output.write(json ? `${JSON.stringify(page)}\n` : statementsToText(page, view));
    }
  });
}

const FILTERS = [
  "by",
  "onBehalfOf",
  "addressee",
  "about",
  "act",
  "kind",
  "sourceType",
  "country",
  "outlet",
  "document",
  "time",
  "said",
  "published",
] as const satisfies readonly (keyof Filters)[];

function statementFilter(options: Filters): StatementFilter {
  return Object.fromEntries(
    FILTERS.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]),
  );
}

/** @throws OnRecordError `bad-option` for a filter that only statements have */
function documentFilter(options: Filters): StatementFilter {
  for (const name of FILTERS) {
    if (options[name] === undefined || OF_DOCUMENTS.has(name)) continue;
    const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new OnRecordError(
      "bad-option",
      `--${flag} asks for statements. Leave out --documents, or filter by --outlet and --published.`,
    );
  }
  return statementFilter(options);
}

function several(flags: string, description: string, choices?: readonly string[]): Option {
  return new Option(flags, description).argParser((value: string, before?: readonly string[]) => {
    if (choices !== undefined && !choices.includes(value)) {
      throw new InvalidArgumentError(`Allowed choices are ${choices.join(", ")}.`);
    }
    return [...(before ?? []), value];
  });
}

/** `2031-03-11`, `2031-03..2031-05`, `2031..` or `..2031-03-11`. @throws InvalidArgumentError */
function parseDays(value: string): Days {
  const [from, to = from, rest] = value.split("..");
  if (rest !== undefined || (from === "" && to === "")) {
    throw new InvalidArgumentError("Write days as 2031-03-11, 2031-03-01..2031-03-15 or 2031-03..");
  }
  return {
    ...(from !== "" && { from: parseDate(from!) }),
    ...(to !== "" && { to: parseDate(to!) }),
  };
}

function parseLimit(value: string): number {
  const limit = Number(value);
  if (/^\d+$/.test(value) && limit >= 1 && limit <= 500) return limit;
  throw new InvalidArgumentError("Give a number from 1 to 500.");
}
