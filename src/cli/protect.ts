import { type Command, Option } from "commander";
import { type EntityKind, OnRecordError, type SpanPair } from "../document/index.ts";
import type { ListedProtection, ProtectionRequest, Store } from "../store/index.ts";
import type { Output } from "./output.ts";
import { addRecordOption, type RecordTarget, withStore } from "./record-option.ts";
import { safe } from "./report.ts";
import { addSignatureOptions, type SignatureOptions, signatureOf } from "./signature-options.ts";

interface ProtectOptions extends RecordTarget, SignatureOptions {
  readonly also?: readonly string[];
  readonly kind?: EntityKind;
  readonly as?: string;
  readonly list?: boolean;
  readonly lift?: string;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ onrecord protect "Mara Kestrel" --who Ines --why "asked for it on 12 March"
  $ onrecord protect 1f3a9c#s=10-27 --as "Witness B" --who Ines --why "describes her"
  $ onrecord protect --lift 1 --who Ines --why "consented"

Exit codes: 0 done; 1 failed, nothing is changed; 2 wrong usage.`;

export function addProtectCommand(program: Command, output: Output): void {
  const command = program
    .command("protect")
    .summary("keep a name or words out of everything that is shown")
    .description(
      "Replaces a name, or words of one document, in every view, search and export of the record. The original stays in the record only; --lift shows it again.",
    )
    .usage("[options] [NAME|DOC#s=START-END]")
    .argument("[name]", "the full name, or the place of words in a document as it is shown")
    .option("--also <name>", "another name of the same one; once for each", (name, names) => [
      ...((names as readonly string[] | undefined) ?? []),
      name,
    ])
    .addOption(
      new Option(
        "--kind <kind>",
        "what has the name (default: what the record takes it for)",
      ).choices(["person", "organisation", "group", "place", "state", "document", "outlet"]),
    )
    .option("--as <label>", 'what stands in its place (default: "protected" and a number)')
    .option("--list", "list what is protected, with the names")
    .option("--lift <number>", "take a protection back");
  addRecordOption(addSignatureOptions(command))
    .option("--json", "print JSON")
    .helpOption("-h, --help", "print help")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError('Run "onrecord protect --help" to see the options and an example.')
    .action(async (name: string | undefined, options: ProtectOptions) => {
      await withStore(options, {}, (store) => run(store, name, options, output));
    });
}

async function run(
  store: Store,
  name: string | undefined,
  options: ProtectOptions,
  output: Output,
): Promise<void> {
  if (options.list) return list(store, options, output);
  if (options.lift !== undefined) return lift(store, options.lift, options, output);
  const { protect } = await import("../store/index.ts");
  const { protection, documents, alsoCalled } = await protect(store, requestOf(name, options));
  const { labelOf } = await import("../corrections/index.ts");
  const label = labelOf([protection]);
  const { number, id } = protection;
  await output.write(
    options.json
      ? `${JSON.stringify({ number, id, label, documents, alsoCalled })}\n`
      : `${number}  ${label}  ${counted(documents)}\n`,
  );
  if (documents === 0) {
    process.stderr.write(
      "onrecord: it stands in no document yet; those that are added later are shown without it.\n",
    );
  }
  if (alsoCalled.length > 0) {
    process.stderr.write(
      `onrecord: still shown, and perhaps the same: ${alsoCalled.map(safe).join(", ")}. Protect them with --also, or alone.\n`,
    );
  }
}

function requestOf(name: string | undefined, options: ProtectOptions): ProtectionRequest {
  if (name === undefined) {
    throw new OnRecordError(
      "bad-option",
      "give the name, as in \"onrecord protect 'Mara Kestrel' …\", or --list or --lift.",
    );
  }
  const { as: label, also, kind } = options;
  const place = /^(.+)#s=(\d+)-(\d+)$/.exec(name);
  const span: SpanPair = [Number(place?.[2]), Number(place?.[3])];
  const what =
    place === null
      ? { name, ...(also && { also }), ...(kind && { kind }) }
      : { document: place[1]!, span };
  return { protect: what, ...signatureOf(options), ...(label !== undefined && { label }) };
}

async function lift(
  store: Store,
  meant: string,
  options: ProtectOptions,
  output: Output,
): Promise<void> {
  const { unprotect } = await import("../store/index.ts");
  const { protection, documents } = await unprotect(store, meant, signatureOf(options));
  const { number } = protection;
  await output.write(
    options.json
      ? `${JSON.stringify({ number, lifted: true, documents })}\n`
      : `${number}  lifted  ${counted(documents)}\n`,
  );
}

async function list(store: Store, { json }: ProtectOptions, output: Output): Promise<void> {
  const { protections } = await import("../store/index.ts");
  const all = await protections(store);
  for (const one of all) await output.write(json ? `${JSON.stringify(one)}\n` : lines(one));
  if (all.length === 0) process.stderr.write("onrecord: nothing is protected.\n");
}

function lines({ number, at, by, why, what, label, lifted }: ListedProtection): string {
  const names = what.type === "name" ? what.names : [`${what.words} (${what.span.join("-")})`];
  const shown = label === null ? "" : `  as [${label}]`;
  const state = lifted === null ? "" : `  lifted by ${safe(lifted.by)}: ${safe(lifted.why)}`;
  return `${number}  ${names.map(safe).join(", ")}${shown}  ${at.slice(0, 16)}  ${safe(by)}: ${safe(why)}${state}\n`;
}

function counted(documents: number): string {
  return `${documents} ${documents === 1 ? "document" : "documents"}`;
}
