/**
 * What is wrong with a record of one document, a sentence each: parts that are missing, spans that
 * lie outside the text or out of order, ids that two entries have or none. Empty for a sound one.
 *
 * @param record whatever was read as JSON
 */
export function recordFaults(record: unknown): string[] {
  if (!isObject(record)) return ["it is no record"];
  const faults: string[] = [];
  if (record.schema !== "onrecord/1") faults.push(`its schema is ${JSON.stringify(record.schema)}`);
  const { text, document } = record;
  if (typeof text !== "string") return [...faults, "it has no text"];
  if (!isObject(document) || !/^[0-9a-f]{64}$/.test(String(document.sha256))) {
    faults.push("its document has no hash");
  }
  const missing = LISTS.filter((list) => !Array.isArray(record[list]));
  if (missing.length > 0) return [...faults, `it lacks ${missing.join(", ")}`];
  const entries = new Map(LISTS.map((list) => [list, record[list] as readonly unknown[]]));
  for (const [list, parts] of entries) {
    for (const [i, part] of parts.entries()) {
      const name = nameOf(list, i, part);
      if (isObject(part))
        faults.push(...missingIn(part, list, name), ...spanFaults(part, name, text.length));
      else faults.push(`${name} is no entry`);
    }
  }
  return faults.length > 0 ? faults : [...blockFaults(entries), ...idFaults(entries)];
}

const LISTS = [
  "blocks",
  "attributions",
  "ownVoice",
  "entities",
  "occasions",
  "times",
  "events",
  "relations",
  "lists",
] as const;
type List = (typeof LISTS)[number];
type Part = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Part {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nameOf(list: List, i: number, part: unknown): string {
  const id = isObject(part) ? part.id : undefined;
  return typeof id === "string" ? `${list} ${id}` : `${list} ${i + 1}`;
}

/** What a part needs: its words, and lists that its readers go through. */
const NEEDED: Partial<
  Record<List, { readonly lists?: readonly string[]; readonly some?: string }>
> = {
  blocks: { some: "span" },
  attributions: { lists: ["source", "cue", "content", "addressee"] },
  ownVoice: { some: "span" },
  entities: { lists: ["roles", "mentions"], some: "name" },
  events: { some: "spans" },
  relations: { lists: ["evidence"] },
  lists: { lists: ["entities", "spans"] },
};

function missingIn(part: Part, list: List, name: string): string[] {
  const { lists = [], some } = NEEDED[list] ?? {};
  const missing = lists.filter((field) => !Array.isArray(part[field]));
  if (some !== undefined && (part[some] ?? null) === null) missing.push(some);
  return missing.map((field) => `${name} lacks ${field}`);
}

/** Fields that are a span, or `null`. */
const SPANS = new Set(["span"]);
/** Fields that are lists of spans; those of the first set stand in the order of the text. */
const ORDERED = new Set(["source", "cue", "content", "mentions"]);
const UNORDERED = new Set(["evidence", "spans", "trigger", "target", "place", "time"]);

function spanFaults(part: Part, name: string, length: number): string[] {
  return Object.entries(part).flatMap(([field, value]) => {
    const where = `${name}, ${field}`;
    if (SPANS.has(field)) return value === null ? [] : listFaults([value], where, length, false);
    if (Array.isArray(value) && (ORDERED.has(field) || UNORDERED.has(field))) {
      return listFaults(value, where, length, ORDERED.has(field));
    }
    const parts = Array.isArray(value) ? value : [value];
    return parts.flatMap((inner) => (isObject(inner) ? spanFaults(inner, where, length) : []));
  });
}

function listFaults(
  spans: readonly unknown[],
  where: string,
  length: number,
  isOrdered: boolean,
): string[] {
  const faults: string[] = [];
  let last = 0;
  for (const span of spans) {
    if (!isSpan(span, length))
      faults.push(`${where}: ${JSON.stringify(span)} is no span of its text`);
    else if (isOrdered && span[0] < last)
      faults.push(`${where}: ${span.join("-")} is out of order`);
    else last = span[0];
  }
  return faults;
}

function isSpan(span: unknown, length: number): span is readonly [number, number] {
  if (!Array.isArray(span) || span.length !== 2) return false;
  const [start, end] = span;
  return (
    Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end && end <= length
  );
}

function blockFaults(entries: ReadonlyMap<List, readonly unknown[]>): string[] {
  const blocks = entries.get("blocks") as readonly { readonly span: readonly [number, number] }[];
  return blocks.flatMap(({ span }, i) =>
    i > 0 && span[0] < blocks[i - 1]!.span[1]
      ? [`blocks ${i + 1} begins within the one before`]
      : [],
  );
}

/** Ids say what they are of: corrections go by that. */
const IDS: readonly (readonly [List, RegExp])[] = [
  ["attributions", /^a\d+$/],
  ["entities", /^e\d+$/],
  ["occasions", /^o\d+$/],
  ["events", /^v\d+$/],
];

/** What the ids in a field are those of. */
const REFERENCES: Partial<Record<List, Readonly<Record<string, readonly List[]>>>> = {
  attributions: {
    sourceEntity: ["entities"],
    onBehalfOf: ["entities"],
    addressee: ["entities"],
    occasion: ["occasions"],
    within: ["attributions"],
  },
  occasions: { place: ["entities"] },
  events: {
    source: ["entities"],
    target: ["entities"],
    place: ["entities"],
    accordingTo: ["attributions"],
  },
  relations: {
    from: ["attributions", "events"],
    to: ["attributions", "events", "entities"],
  },
  lists: { document: ["entities"], entities: ["entities"] },
};

function idFaults(entries: ReadonlyMap<List, readonly unknown[]>): string[] {
  const faults: string[] = [];
  const ids = new Map<List, Set<unknown>>();
  for (const [list, form] of IDS) {
    const seen = new Set<unknown>();
    for (const { id } of entries.get(list) as readonly Part[]) {
      if (typeof id !== "string") faults.push(`${list}: an entry without id`);
      else if (!form.test(id)) faults.push(`${list}: ${JSON.stringify(id)} is no id of theirs`);
      else if (seen.has(id)) faults.push(`${list}: two entries with the id ${id}`);
      seen.add(id);
    }
    ids.set(list, seen);
  }
  for (const [list, fields] of Object.entries(REFERENCES) as [List, Record<string, List[]>][]) {
    for (const [i, part] of (entries.get(list) as readonly Part[]).entries()) {
      for (const [field, lists] of Object.entries(fields)) {
        for (const id of [part[field] ?? []].flat()) {
          if (lists.some((one) => ids.get(one)!.has(id)) || id === "outlet") continue;
          faults.push(
            `${nameOf(list, i, part)}, ${field}: nothing has the id ${JSON.stringify(id)}`,
          );
        }
      }
    }
  }
  return faults;
}
