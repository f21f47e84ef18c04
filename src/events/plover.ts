import table from "../../data/plover.json" with { type: "json" };

/** What PLOVER calls an event of a CAMEO code. */
export interface PloverType {
  /** `null` for statements (01): PLOVER has no type for them. */
  readonly event: string | null;
  readonly mode: string | null;
  readonly contexts: readonly string[];
}

const CODES = new Map(Object.entries(table.codes).map(([code, entry]) => [code, typeOf(entry)]));
const NONE: PloverType = { event: null, mode: null, contexts: [] };

/** The type of a code, or of its longest beginning that the table has. */
export function ploverOf(code: string): PloverType {
  return longestPrefix(CODES, code) ?? NONE;
}

/** The entry of the longest beginning of `code`, the empty one included. */
export function longestPrefix<T>(entries: ReadonlyMap<string, T>, code: string): T | undefined {
  for (let length = code.length; length >= 0; length--) {
    const prefix = code.slice(0, length);
    if (entries.has(prefix)) return entries.get(prefix);
  }
  return undefined;
}

function typeOf(entry: string): PloverType {
  const [event, mode, contexts] = entry.split(" ");
  return {
    event: event!,
    mode: mode === "-" ? null : mode!,
    contexts: contexts === "-" ? [] : contexts!.split(","),
  };
}
