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
    readonly organisationNames: string;
    readonly outletNames: string;
    readonly documents: string;
    readonly persons: string;
    readonly utterances: string;
    readonly numbers: string;
  };
  export default lexicon;
}

declare module "*/data/places.json" {
  const places: readonly {
    readonly name: string;
    readonly code: string;
    readonly demonyms?: readonly string[];
    readonly seats?: readonly string[];
    readonly regions?: readonly string[];
    readonly aliases?: readonly string[];
  }[];
  export default places;
}

declare module "*/data/organisations.json" {
  const organisations: readonly {
    readonly name: string;
    readonly kind: "organisation";
    readonly code?: string;
    readonly sector?: string;
    readonly aliases?: readonly string[];
  }[];
  export default organisations;
}

declare module "*/data/sectors.json" {
  const lexicon: {
    readonly sectors: Readonly<Record<string, string>>;
    readonly leads: Readonly<Record<string, string>>;
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
