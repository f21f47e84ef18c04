import { parentPort, workerData } from "node:worker_threads";
import type { Place } from "../actors/index.ts";
import type { Document } from "../document/index.ts";
import { bundledModels, rulesOnly } from "../models.ts";
import { recordOf } from "../record.ts";

/** What a worker is told when it starts. */
export interface Setup {
  readonly attribution: "rules" | "trained";
  readonly places: readonly Place[];
}

/** A record as JSON, which crosses threads at less cost than its objects; or what was thrown. */
export type Answer = { readonly json: string } | { readonly error: unknown };

const { attribution, places } = workerData as Setup;
const models = attribution === "trained" ? bundledModels() : rulesOnly();

parentPort!.on("message", (doc: Document) => parentPort!.postMessage(answerTo(doc)));

function answerTo(doc: Document): Answer {
  try {
    return { json: JSON.stringify(recordOf(doc, models, { places })) };
  } catch (error) {
    return { error };
  }
}
