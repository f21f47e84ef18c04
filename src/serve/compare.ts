import { z } from "@hono/zod-openapi";
import { type Comparison, compareAccounts } from "../compare/index.ts";
import { recordedAccounts } from "../compare/recorded.ts";
import type { Store } from "../store/index.ts";
import { textHash } from "./text-hash.ts";

/** More columns than these are too narrow to read. */
const MOST_ACCOUNTS = 4;

/** Which documents are compared: `d` for each. */
export const compareQuery = z.object({
  d: z
    .preprocess(
      (given) => (given === undefined ? [] : [given].flat()),
      z
        .array(z.string().regex(/^[0-9a-f]{6,20}$/, "give a key: 6 to 20 digits from 0 to f"))
        .max(MOST_ACCOUNTS, `choose two to ${MOST_ACCOUNTS} documents`),
    )
    .openapi({ description: "Keys of two to four documents, one in each `d`." }),
});

export interface ComparedDocuments {
  readonly comparison: Comparison;
  /** Of the documents' texts by their keys, for links to their words. */
  readonly hashes: ReadonlyMap<string, string>;
}

/** The documents side by side; `null` where there are fewer than two of them. */
export async function compareDocuments(
  store: Store,
  { d }: z.infer<typeof compareQuery>,
): Promise<ComparedDocuments | null> {
  const accounts = await recordedAccounts(store, d);
  if (accounts.length < 2) return null;
  const comparison = compareAccounts(
    accounts.map(({ record }) => record),
    { names: accounts.map(({ key }) => key) },
  );
  return {
    comparison,
    hashes: new Map(accounts.map(({ key, record }) => [key, textHash(record.text)])),
  };
}
