import codes from "i18n-iso-countries/codes.json" with { type: "json" };
import english from "i18n-iso-countries/langs/en.json" with { type: "json" };
import organisations from "../../data/organisations.json" with { type: "json" };
import states from "../../data/places.json" with { type: "json" };
import { OnRecordError } from "../document/index.ts";

/** A state, an organisation or somebody in public office as a place file names them. */
export interface Place {
  readonly name: string;
  /**
   * ISO 3166-1 alpha-3; for places ISO does not know, a code of the user's own. For organisations,
   * that of their country, or `IGO`, `NGO` or `MNC`; for people, that of the state they act for;
   * `null` where none is given.
   */
  readonly code: string | null;
  readonly kind: "state" | "organisation" | "person";
  readonly demonyms: readonly string[];
  /** Seats of government, which stand for it as speakers ("Vellin said"). */
  readonly seats: readonly string[];
  /** Places inside it, which never stand for it. */
  readonly regions: readonly string[];
  readonly aliases: readonly string[];
  /** Of an organisation or a person: `MIL`, `LEG` … */
  readonly sector: string | null;
}

/** How a name names its place: by the name itself, or what of it the name is. */
export interface PlaceName {
  readonly place: Place;
  readonly by: "name" | "demonym" | "seat" | "region";
}

/** Places and organisations by all their names. */
export interface PlaceIndex {
  /** By `placeKey`. */
  readonly names: ReadonlyMap<string, PlaceName>;
  /** What else a name may mean, in another country: "Georgia" is a state and a part of another. */
  readonly others: ReadonlyMap<string, PlaceName>;
  /** How many words the longest name has that begins with this first word of a key. */
  readonly longest: ReadonlyMap<string, number>;
}

const KINDS = ["state", "organisation", "person"] as const;
const LISTS = ["demonyms", "seats", "regions", "aliases"] as const;

/**
 * The places of a place file: a JSON array of `{ name, code, kind, demonyms, seats, regions,
 * aliases, sector }`, of which a state must have `name` and `code`, others `name`.
 *
 * @throws OnRecordError "bad-places" naming the file, the entry and the field
 */
export function parsePlaces(json: string, file: string): readonly Place[] {
  const fail = (what: string, cause?: unknown) =>
    new OnRecordError(
      "bad-places",
      `${file}: ${what}. A place file is a JSON array of { "name", "code", "demonyms", "seats", "aliases" }; examples/places.json shows one.`,
      { file },
      { cause },
    );
  let entries: unknown;
  try {
    entries = JSON.parse(json);
  } catch (cause) {
    throw fail("this is not JSON", cause);
  }
  if (!Array.isArray(entries)) throw fail("the file holds no array");
  return entries.map((entry: unknown, i) => {
    const place = entry as Record<string, unknown> | null;
    const text = (field: string) => {
      const value = place?.[field];
      if (typeof value !== "string" || value.trim() === "")
        throw fail(`entry ${i + 1} has no "${field}"`);
      return value;
    };
    const list = (field: string) => {
      const value = place?.[field] ?? [];
      if (!Array.isArray(value) || value.some((v) => typeof v !== "string")) {
        throw fail(`"${field}" of entry ${i + 1} is no list of words`);
      }
      return value as string[];
    };
    const kind = KINDS.find((known) => known === (place?.kind ?? "state"));
    if (kind === undefined) {
      throw fail(`"kind" of entry ${i + 1} is not "state", "organisation" or "person"`);
    }
    return {
      name: text("name"),
      code: kind === "state" || place?.code !== undefined ? text("code") : null,
      kind,
      demonyms: list("demonyms"),
      seats: list("seats"),
      regions: list("regions"),
      aliases: list("aliases"),
      sector: place?.sector === undefined ? null : text("sector"),
    };
  });
}

/**
 * An index of the countries of ISO 3166-1 with the names news use for them, of well-known
 * organisations, and of the places given, which win where names meet.
 */
export function indexPlaces(places: readonly Place[]): PlaceIndex {
  if (places.length === 0) return BUILT_IN;
  const own = indexOf(places);
  const longest = new Map(BUILT_IN.longest);
  for (const [word, length] of own.longest) {
    longest.set(word, Math.max(length, longest.get(word) ?? 0));
  }
  const others = new Map([...BUILT_IN.others].filter(([key]) => !own.names.has(key)));
  return { names: new Map([...BUILT_IN.names, ...own.names]), others, longest };
}

/** As the index spells names: lower case, without stops and apostrophes, one space, no article. */
export function placeKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/[.'’]/g, "")
    .replace(/[\s-]+/g, " ")
    .replace(/^the (?=.)/, "")
    .trim();
}

function indexOf(places: readonly Place[]): PlaceIndex {
  const names = new Map<string, PlaceName>();
  const others = new Map<string, PlaceName>();
  const longest = new Map<string, number>();
  const add = (spelled: string, place: Place, by: PlaceName["by"]) => {
    const key = placeKey(spelled);
    const known = names.get(key);
    if (known !== undefined && known.place.code !== place.code) others.set(key, known);
    names.set(key, { place, by });
    const words = key.split(" ");
    longest.set(words[0]!, Math.max(words.length, longest.get(words[0]!) ?? 0));
  };
  // A later kind of name wins over an earlier one: "Djibouti" is the state before it is its seat.
  for (const place of places) for (const name of place.regions) add(name, place, "region");
  for (const place of places) for (const name of place.demonyms) add(name, place, "demonym");
  for (const place of places) for (const name of place.seats) add(name, place, "seat");
  for (const place of places) {
    for (const name of [...place.aliases, place.name]) add(name, place, "name");
  }
  return { names, others, longest };
}

function isoCountries(): Place[] {
  const known = new Set(states.map((state) => state.code));
  return codes.flatMap(([alpha2, alpha3]) => {
    const [name, ...aliases] = [english.countries[alpha2] ?? []].flat();
    if (name === undefined || known.has(alpha3)) return [];
    return [placeOf({ name, code: alpha3, aliases })];
  });
}

function placeOf(entry: Partial<Place> & { readonly name: string }): Place {
  const { kind = "state", code = null, sector = null } = entry;
  const lists = Object.fromEntries(LISTS.map((list) => [list, entry[list] ?? []]));
  return {
    ...(lists as Pick<Place, (typeof LISTS)[number]>),
    name: entry.name,
    kind,
    code,
    sector,
  };
}

const BUILT_IN = indexOf([
  ...isoCountries(),
  ...(organisations as readonly (Partial<Place> & { name: string })[]).map(placeOf),
  ...states.map(placeOf),
]);
