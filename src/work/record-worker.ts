import { parentPort, workerData } from "node:worker_threads";
import type { Place } from "../actors/index.ts";
import { type Document, type DocumentRecord, OnRecordError } from "../document/index.ts";
import { withLanguage } from "../language/find-language.ts";
import { bundledModels, rulesOnly } from "../models.ts";
import { readBytes } from "../read/read-sources.ts";
import { recordOf } from "../record.ts";

/** What a worker is told when it starts. */
export interface Setup {
  readonly attribution: "rules" | "trained";
  readonly places: readonly Place[];
}

/** A file that was sent, to be read and put on the record. */
export interface Upload {
  /** What it is called; nothing is opened by it. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** ISO 8601; for what does not say. */
  readonly published?: string;
}

/** What a file holds: the record of a document, or what is wrong in its place. */
export type Held = { readonly record: DocumentRecord } | { readonly error: HeldError };

export interface HeldError {
  readonly code: string;
  readonly message: string;
}

export type Job = { readonly document: Document } | { readonly upload: Upload };

/** Records as JSON, which crosses threads at less cost than their objects; or what was thrown. */
export type Answer = { readonly json: string } | { readonly error: unknown };

/** The most documents that are read of one file that was sent; archives are for the command. */
const MOST_HELD = 200;

const { attribution, places } = workerData as Setup;
const models = attribution === "trained" ? bundledModels() : rulesOnly();

parentPort!.on("message", async (job: Job) => parentPort!.postMessage(await answerTo(job)));

async function answerTo(job: Job): Promise<Answer> {
  try {
    const made =
      "document" in job ? recordOf(job.document, models, { places }) : await held(job.upload);
    return { json: JSON.stringify(made) };
  } catch (error) {
    return { error };
  }
}

async function held({ name, bytes, published }: Upload): Promise<Held[]> {
  const found: Held[] = [];
  for await (const result of readBytes(bytes, name, published === undefined ? {} : { published })) {
    if (found.length === MOST_HELD) {
      const message = `${name}: it holds more than ${MOST_HELD} documents, and the others were not read. Add it with "onrecord add".`;
      found.push({ error: { code: "too-large", message } });
      break;
    }
    found.push("error" in result ? { error: told(result.error) } : await recordIn(result.document));
  }
  return found;
}

async function recordIn(document: Document): Promise<Held> {
  try {
    return { record: recordOf(await withLanguage(document), models, { places }) };
  } catch (error) {
    if (error instanceof OnRecordError) return { error: told(error) };
    throw error;
  }
}

function told({ code, message }: OnRecordError): HeldError {
  return { code, message };
}
