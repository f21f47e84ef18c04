import type { Document } from "../../document/index.ts";
import type { Language, Parse } from "../../language/index.ts";
import { loadModel } from "./model.ts";
import { type Candidate, predict } from "./predict.ts";

export type { Candidate } from "./predict.ts";

/** The trained stage with its weights: candidates of a document, ordered by their cue. */
export type Predict = (doc: Document, language: Language, parsed: Parse) => readonly Candidate[];

/**
 * The trained stage from the bytes of its file, `data/attribution.bin`. Synchronous, without a
 * network; the same in Node and in a browser.
 *
 * @throws Error where the bytes are no such file
 */
export function loadAttribution(bytes: Uint8Array): Predict {
  const model = loadModel(bytes);
  return (doc, language, parsed) => predict(model, doc, language, parsed);
}
