const words = (lines: readonly string[]) => lines.flatMap((line) => line.split(" "));

/** Titles whose full stop never ends a sentence: a name follows. Lower case, without the stop. */
export const TITLES: ReadonlySet<string> = new Set(
  words([
    "mr mrs ms dr prof rev hon st messrs fr",
    "sen rep gov pres amb sec gen lt col maj capt cmdr adm sgt cpl brig supt det",
  ]),
);

/** Other words written with a full stop, which may also end a sentence. */
export const ABBREVIATIONS: ReadonlySet<string> = new Set(
  words([
    "jan feb mar apr jun jul aug sept sep oct nov dec",
    "sr jr vs etc inc ltd corp co dept univ assn bros approx",
  ]),
);
