import { readFileSync } from "node:fs";
import { loadAttribution, type Predict } from "../attribute/model/index.ts";

/** The trained stage with the weights that the project ships. */
export function shippedAttribution(): Predict {
  return loadAttribution(readFileSync(new URL("../../data/attribution.bin", import.meta.url)));
}
