import { codeActorPhrase, indexPlaces } from "../actors/index.ts";
import { dataFile, readLines } from "../train/corpora.ts";
import { formatTable, percent } from "./table.ts";

/** A record of dev-actors.ndjson, as far as it is read here. */
interface Phrase {
  readonly id: string;
  readonly fn: string;
  readonly text: string;
  readonly expect: {
    readonly country?: string;
    readonly code_1?: string;
    /** Either is right. */
    readonly "code_1~"?: readonly string[];
  };
}

type Field = "country" | "sector";

/** Other tasks than coding a phrase: linking to an encyclopaedia, parting a sentence's actors. */
const OTHER_TASKS = new Set(["query_wiki", "find_co_actors"]);

/**
 * Fields that need an encyclopaedia: nothing in the phrase but the proper name of a person or an
 * organisation says them. Left in are all names of places and peoples, of bodies whose members
 * are states, and all English words for offices, callings and kinds of body, whether or not we
 * know them. By the number in the record's id; drawn up by this rule before anything was scored.
 */
const NEEDS_ENCYCLOPAEDIA: Readonly<Record<Field, ReadonlySet<number>>> = {
  country: new Set([
    ...[73, 78, 80, 88, 94, 98, 108, 113, 114, 118, 119, 135, 137, 146, 154, 158, 159, 160, 164],
    ...[170, 175, 176, 186, 196, 197, 214, 215, 219, 245, 253, 268, 269, 270, 271, 274, 275, 278],
    ...[294, 299, 302, 306, 307, 310, 333, 334, 335, 336, 338, 339, 341, 342, 345, 352, 362, 368],
    ...[369, 386, 387],
  ]),
  sector: new Set([
    ...[94, 98, 108, 114, 118, 135, 146, 154, 158, 159, 160, 164, 170, 175, 186, 197, 214, 215],
    ...[219, 241, 242, 243, 270, 271, 274, 275, 278, 294, 302, 306, 307, 333, 334, 336, 338, 341],
    ...[368, 369, 386, 387],
  ]),
};

/**
 * How often an actor phrase gets the country and the sector that NGEC's tests expect.
 *
 * Expected "nothing" (`""`, or `UNK` for a sector) is right only where we say nothing. The
 * bodies NGEC codes as `IGO`, `UNO` (United Nations) and `EUR` (European Union) are all `IGO`
 * here. The first sector alone is compared.
 */
export function benchActors(data: string, showsErrors: boolean): string {
  const phrases = readLines<Phrase>(dataFile(data, "events", "dev-actors.ndjson"));
  const places = indexPlaces([]);
  const tally = { country: { right: 0, asked: 0 }, sector: { right: 0, asked: 0 } };
  const errors: string[][] = [];
  const leftOut: string[] = [];
  for (const { id, fn, text, expect } of phrases) {
    if (OTHER_TASKS.has(fn)) continue;
    const number = Number(id.split("/")[1]);
    const code = codeActorPhrase(text, places);
    const given = { country: code.country ?? code.international ?? "", sector: code.sector ?? "" };
    const right = { country: countriesOf(expect), sector: sectorsOf(expect) };
    for (const field of ["country", "sector"] as const) {
      if (right[field] === null) continue;
      if (NEEDS_ENCYCLOPAEDIA[field].has(number)) {
        leftOut.push(`${id} ${field}`);
        continue;
      }
      tally[field].asked++;
      if (right[field].includes(given[field])) tally[field].right++;
      else errors.push([text, field, given[field] || "-", right[field].join("|") || "-"]);
    }
  }
  const rows = (["country", "sector"] as const).map((field) => {
    const { right, asked } = tally[field];
    return [field, String(right), String(asked), percent(right / asked)];
  });
  const others = phrases.filter(({ fn }) => OTHER_TASKS.has(fn)).length;
  return [
    `NGEC actor phrases, development half: ${phrases.length} records`,
    formatTable(["", "right", "asked", "%"], rows),
    `left out: ${others} records of other tasks; ${leftOut.length} fields that need an encyclopaedia`,
    ...(showsErrors
      ? [formatTable(["wrong", "field", "given", "expected"], errors), leftOut.join(", ")]
      : []),
  ].join("\n\n");
}

/** What is right; `null` where the record does not say. */
function countriesOf({ country }: Phrase["expect"]): readonly string[] | null {
  if (country === undefined) return null;
  return [/^(?:UNO|EUR)$/.test(country) ? "IGO" : country];
}

function sectorsOf(expect: Phrase["expect"]): readonly string[] | null {
  const { code_1: sector, "code_1~": either } = expect;
  if (either !== undefined) return either;
  if (sector === undefined || /\?/.test(sector)) return null;
  return [sector === "UNK" ? "" : sector];
}
