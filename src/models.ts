import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Place } from "./actors/index.ts";
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

/**
 * What a record is made by: the package's version, and beginnings of hashes over the trained parts
 * and over the places given. Another one may read the same document differently.
 */
export function pipelineVersion({
  attribution,
  places = [],
}: {
  readonly attribution: "rules" | "trained";
  readonly places?: readonly Place[];
}): string {
  const { version } = JSON.parse(
    readFileSync(new URL("../package.json", import.meta.url), "utf8"),
  ) as { version: string };
  const models = createHash("sha256").update(readData("language.bin"));
  if (attribution === "trained") models.update(readData("attribution.bin"));
  const given = createHash("sha256").update(JSON.stringify(places));
  const parts = [`onrecord@${version}`, `${attribution}@${models.digest("hex").slice(0, 8)}`];
  if (places.length > 0) parts.push(`places@${given.digest("hex").slice(0, 8)}`);
  return parts.join(" ");
}

function readData(name: string): Uint8Array {
  return readFileSync(new URL(`../data/${name}`, import.meta.url));
}
