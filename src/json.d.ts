// Data files are read as JSON modules; they lie outside `src`, where the compiler copies nothing.
declare module "*/data/cues.json" {
  const lexicon: {
    readonly irregular: Readonly<Record<string, string>>;
    readonly prepositional: Readonly<Record<string, string>>;
    readonly speech: string;
    readonly clause: string;
    readonly infinitive: string;
    readonly object: string;
    readonly addressed: string;
  };
  export default lexicon;
}

declare module "*/data/actors.json" {
  const lexicon: {
    readonly titles: string;
    readonly roles: string;
    readonly organisations: string;
    readonly documents: string;
    readonly numbers: string;
  };
  export default lexicon;
}

declare module "*/data/genres.json" {
  const lexicon: {
    readonly bodies: string;
    readonly operative: string;
    readonly preambular: string;
    readonly adverbs: string;
    readonly feelings: string;
  };
  export default lexicon;
}

declare module "i18n-iso-countries/codes.json" {
  const codes: readonly (readonly [alpha2: string, alpha3: string, numeric: string, iso: string])[];
  export default codes;
}

declare module "i18n-iso-countries/langs/en.json" {
  const english: { readonly countries: Readonly<Record<string, string | readonly string[]>> };
  export default english;
}
