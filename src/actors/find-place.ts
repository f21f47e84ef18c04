import type { Tokens } from "../language/index.ts";
import { type PlaceIndex, type PlaceName, placeKey } from "./places.ts";

/** A name of the index where it stands: tokens `i` up to `to`. */
export interface FoundPlace {
  readonly name: PlaceName;
  readonly to: number;
}

/**
 * The longest name of the index that begins at token `i`; `null` where none does. Names begin with
 * a capital; "Iranians" is read as "Iranian".
 */
export function findPlace(
  tokens: Tokens,
  i: number,
  limit: number,
  places: PlaceIndex,
): FoundPlace | null {
  const first = tokens.word[i]!;
  if (!/^\p{Lu}/u.test(first)) return null;
  const firstKey = placeKey(first);
  const start = firstKey.split(" ")[0]!;
  const longest = Math.max(
    ...[start, start.slice(0, -1), `${start}s`].map((word) => places.longest.get(word) ?? 0),
  );
  if (longest === 0) return null;
  let key = "";
  let best: FoundPlace | null = null;
  for (let to = i + 1; to <= limit && to - i <= longest + 2; to++) {
    const word = tokens.word[to - 1]!;
    if (to > i + 1 && !/^(?:[.-]|['’]s?)$|[\p{L}\p{N}]/u.test(word)) break;
    const joins = /^['’.]/.test(word) && tokens.start[to - 1] === tokens.end[to - 2];
    key = to === i + 1 ? firstKey : placeKey(`${key}${joins ? "" : " "}${word}`);
    const name = places.names.get(key) ?? pluralDemonym(places, key);
    if (name !== undefined && !/^[.-]$/.test(word) && fitsCase(first, key)) best = { name, to };
  }
  return best !== null && isPartOfCompound(tokens, best.to) ? null : best;
}

/** "Mali-|style|", "US-|led|": what follows the hyphen is not of that place. */
function isPartOfCompound(tokens: Tokens, to: number): boolean {
  if (tokens.word[to] !== "-" || tokens.start[to] !== tokens.end[to - 1]) return false;
  return !/^(?:based|born|controlled|ruled|run|held)$|^\p{Lu}/u.test(tokens.word[to + 1] ?? "");
}

function pluralDemonym(places: PlaceIndex, key: string): PlaceName | undefined {
  if (!key.endsWith("s")) return undefined;
  const name = places.names.get(key.slice(0, -1));
  return name?.by === "demonym" ? name : undefined;
}

/** "US" and "WHO" are names in capitals only. */
function fitsCase(word: string, key: string): boolean {
  return !/^(?:us|who|car|milf|eta|eu|un|au|ec)$/.test(key) || word === word.toUpperCase();
}
