import { protectionsInForce } from "./protections.ts";
import type { Store } from "./store.ts";

/**
 * What makes words that belong to no document, such as the reason of a decision or the name of a
 * file, into words that may be shown: without protected names.
 */
export async function shownWords({ db }: Pick<Store, "db">): Promise<(text: string) => string> {
  const protections = await protectionsInForce(db);
  if (protections.length === 0) return (text) => text;
  const { protectWordsAlone } = await import("../corrections/index.ts");
  return (text) => protectWordsAlone(text, protections);
}
