import type { OwnVoice } from "../../document/index.ts";
import { type ColumnOf, type Table, tableOf } from "./table.ts";

const COLUMNS: readonly ColumnOf<OwnVoice>[] = [
  { name: "sentence", type: "text", cell: ({ span }, { words }) => words([span]) },
  { name: "spans_utf16", type: "spans", cell: ({ span }) => [span] },
  { name: "permalink", type: "text", cell: ({ span }, { permalink }) => permalink([span]) },
];

/** A row for each sentence in the outlet's own voice: no source was found for it. */
export const OWN_VOICE: Table = tableOf(({ record }) => record.ownVoice, COLUMNS);
