export { type Change, compareVersions } from "./compare-versions.ts";
export { NearDuplicates, type NearDuplicatesOptions, type Seen } from "./near-duplicates.ts";
export { signatureOf } from "./signature.ts";
