import codes from "i18n-iso-countries/codes.json" with { type: "json" };
import english from "i18n-iso-countries/langs/en.json" with { type: "json" };
import { OnRecordError } from "../document/index.ts";

/** A state as a place file names it. */
export interface Place {
  readonly name: string;
  /** ISO 3166-1 alpha-3; for places ISO does not know, a code of the user's own. */
  readonly code: string;
  readonly kind: "state";
  readonly demonyms: readonly string[];
  /** Seats of government, which stand for it as speakers ("Vellin said"). */
  readonly seats: readonly string[];
  readonly aliases: readonly string[];
}

/** Places by their names, aliases and seats, and by their demonyms; all in lower case, without "the". */
export interface PlaceIndex {
  readonly byName: ReadonlyMap<string, Place>;
  readonly byDemonym: ReadonlyMap<string, Place>;
}

/**
 * The places of a place file: a JSON array of `{ name, code, kind, demonyms, seats, aliases }`,
 * of which all but `name` and `code` may be left out.
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
    if (place?.kind !== undefined && place.kind !== "state") {
      throw fail(`"kind" of entry ${i + 1} is not "state"`);
    }
    return {
      name: text("name"),
      code: text("code"),
      kind: "state",
      demonyms: list("demonyms"),
      seats: list("seats"),
      aliases: list("aliases"),
    };
  });
}

/** An index of the countries of ISO 3166-1 and the places given, which win where names meet. */
export function indexPlaces(places: readonly Place[]): PlaceIndex {
  if (places.length === 0) return COUNTRIES;
  const own = indexOf(places);
  return {
    byName: new Map([...COUNTRIES.byName, ...own.byName]),
    byDemonym: new Map([...COUNTRIES.byDemonym, ...own.byDemonym]),
  };
}

/** As the index spells names: lower case, one space, no article. */
export function placeKey(name: string): string {
  return name.toLowerCase().replace(/\s+/g, " ").replace(/^the /, "");
}

const COUNTRIES = indexOf(isoCountries());

function isoCountries(): Place[] {
  return codes.flatMap(([alpha2, alpha3]) => {
    const names = [english.countries[alpha2] ?? []].flat();
    const [name, ...aliases] = names;
    if (name === undefined) return [];
    return [{ name, code: alpha3, kind: "state" as const, demonyms: [], seats: [], aliases }];
  });
}

function indexOf(places: readonly Place[]): PlaceIndex {
  const byName = new Map<string, Place>();
  const byDemonym = new Map<string, Place>();
  for (const place of places) {
    for (const name of [place.name, ...place.aliases, ...place.seats])
      byName.set(placeKey(name), place);
    for (const demonym of place.demonyms) byDemonym.set(placeKey(demonym), place);
  }
  return { byName, byDemonym };
}
