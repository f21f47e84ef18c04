import type { Command } from "commander";
import { OnRecordError } from "../document/index.ts";
import type { Signed } from "../store/index.ts";

/** Who decides something about the record, and why. */
export interface SignatureOptions {
  readonly who?: string;
  readonly why?: string;
}

export function addSignatureOptions(command: Command): Command {
  return command
    .option("--who <name>", "who decides this (or ONRECORD_WHO)", process.env.ONRECORD_WHO)
    .option("--why <note>", "why, for those who read the log");
}

/** @throws OnRecordError `bad-option` where one of the two is missing */
export function signatureOf({ who = "", why = "" }: SignatureOptions): Signed {
  if (who.trim() === "") {
    throw new OnRecordError("bad-option", "say who decides this: --who NAME (or ONRECORD_WHO).");
  }
  if (why.trim() === "") throw new OnRecordError("bad-option", 'say why: --why "…".');
  return { by: who, why };
}
