import lexicon from "../../data/actors.json" with { type: "json" };
import sectors from "../../data/sectors.json" with { type: "json" };

const set = (line: string): ReadonlySet<string> => new Set(line.split(" "));
const TITLES = set(lexicon.titles);
const ROLES = set(lexicon.roles);
const ORGANISATIONS = set(lexicon.organisations);
const ORGANISATION_NAMES = set(lexicon.organisationNames);
const OUTLET_NAMES = set(lexicon.outletNames);
const DOCUMENTS = set(lexicon.documents);
const PERSONS = set(lexicon.persons);
const UTTERANCES = set(lexicon.utterances);
const ACTORS = new Set([
  ...Object.values(sectors.sectors).flatMap((words) => words.split("|")),
  ...Object.keys(sectors.leads),
]);
const NUMBERS = lexicon.numbers.split(" ");

/* Classes of head nouns, asked for in lower case. */

/** Stands before a name: "Mr.", "Senator". */
export const isTitle = (word: string) => TITLES.has(word);
/** Names an office or part: "spokesperson", "minister". */
export const isRole = (word: string) => ROLES.has(word);
export const isOrganisation = (word: string) => ORGANISATIONS.has(word);
/** Also in names only: the "Herald", not a herald. */
export const isInOrganisationName = (word: string) =>
  ORGANISATIONS.has(word) || ORGANISATION_NAMES.has(word);
/** The last word of an outlet's name: "the Dorrimouth |Ledger|". */
export const endsOutletName = (word: string) => OUTLET_NAMES.has(word);
export const isDocument = (word: string) => DOCUMENTS.has(word);
/** What somebody says: "response", "account". */
export const isUtterance = (word: string) => UTTERANCES.has(word);
/** A calling or a part, of one person: "soldier", "villager". */
export const isPerson = (word: string) => PERSONS.has(word);
/** Has a sector: "rebel", "police". */
export const isActorNoun = (word: string) => ACTORS.has(word) || COUNTRIES.has(word);
/** "22 countries", "these states": groups of states, and which ones is not told. */
const COUNTRIES: ReadonlySet<string> = new Set(["country", "nation"]);

/** The number a word or figure states, `null` where it states none. */
export function statedNumber(word: string): number | null {
  if (/^\d{1,3}(?:,\d{3})+$|^\d{1,9}$/.test(word)) return Number(word.replaceAll(",", ""));
  const i = NUMBERS.indexOf(word);
  return i < 0 ? null : i + 2;
}

/** One word for the three forms of an office: "spokesman", "spokeswoman", "spokesperson". */
export function roleStem(word: string): string {
  return word.replace(/(?:man|woman|person)$/, "");
}
