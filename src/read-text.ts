import type { Document, DocumentRecord } from "./document/index.ts";
import { bundledModels } from "./models.ts";
import { textDocument } from "./read/text-document.ts";
import { type Models, type RecordOptions, recordOf } from "./record.ts";

export interface ReadTextOptions extends RecordOptions {
  /** Other models than those that come with the package. */
  readonly models?: Models;
}

/** The record of a text or a document, by the parts that come with the package: see `recordOf`. */
export function read(input: Document | string, options: ReadTextOptions = {}): DocumentRecord {
  const doc = typeof input === "string" ? textDocument(input) : input;
  return recordOf(doc, options.models ?? bundledModels(), options);
}
