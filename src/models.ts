import { readFileSync } from "node:fs";
import { loadAttribution } from "./attribute/model/index.ts";
import { type LanguageModel, loadLanguageModel } from "./language/index.ts";
import type { Models } from "./record.ts";

let language: LanguageModel | undefined;
let bundled: Models | undefined;

/** The trained parts that come with the package, read from its folder `data` the first time. */
export function bundledModels(): Models {
  bundled ??= {
    language: bundledLanguage(),
    predict: loadAttribution(readData("attribution.bin")),
  };
  return bundled;
}

/** The language layer alone. */
export function bundledLanguage(): LanguageModel {
  language ??= loadLanguageModel(readData("language.bin"));
  return language;
}

/** The same without the trained attribution: rules alone find the statements. */
export function rulesOnly(): Models {
  return { language: bundledLanguage(), predict: null };
}

function readData(name: string): Uint8Array {
  return readFileSync(new URL(`../data/${name}`, import.meta.url));
}
