import type { Parse, TokenRange, Tokens } from "../language/index.ts";
import type { PlaceIndex } from "./places.ts";

/** What a phrase says of an actor in the terms of CAMEO and PLOVER; `null` is unknown, not "none". */
export interface ActorCode {
  /** ISO 3166-1 alpha-3, or the code of the user's own place file. */
  readonly country: string | null;
  /** What an actor above the states is: `IGO`, `NGO` or `MNC`; its `country` is then `null`. */
  readonly international: "IGO" | "NGO" | "MNC" | null;
  /** A sector of the PLOVER set: `GOV`, `MIL`, `REB` … (docs/formats.md lists them). */
  readonly sector: string | null;
  /** The phrase is a seat of government alone ("Vellin"): a state where it acts, a place after "in". */
  readonly isSeat: boolean;
}

/**
 * The code of the actor that a noun phrase names or describes: "Iranian foreign ministry" → IRN
 * GOV, "the rebels" → no country, REB. The phrase may hold what depends on its head ("the army of
 * Mali", "rebels in Chad"). Reads the phrase alone: whose army "the army" is, the entity knows.
 */
export function codeActor(
  _phrase: TokenRange,
  _tokens: Tokens,
  _parsed: Parse | null,
  _places: PlaceIndex,
): ActorCode {
  return { country: null, international: null, sector: null, isSeat: false };
}

/** `codeActor` of a phrase given as text, without a parse. */
export function codeActorPhrase(_text: string, _places: PlaceIndex): ActorCode {
  return { country: null, international: null, sector: null, isSeat: false };
}

/** The CAMEO string of a code: "IRNGOV", "IGO", "---REB"; `null` where nothing is known. */
export function cameoActor(code: ActorCode): string | null {
  const { country, international, sector } = code;
  if (country === null && international === null && sector === null) return null;
  return `${country ?? international ?? "---"}${sector ?? ""}`;
}
