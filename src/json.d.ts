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

declare module "*/data/times.json" {
  const lexicon: {
    readonly months: string;
    readonly shortMonths: string;
    readonly monthsThatAreWords: string;
    readonly weekdays: string;
    readonly shortWeekdays: string;
    readonly namedWeekdays: string;
    readonly papers: string;
    readonly numbers: string;
    readonly tens: string;
    readonly ordinals: string;
    readonly decades: string;
    readonly seasons: string;
    readonly parts: string;
    readonly vague: string;
    readonly datedPlurals: string;
    readonly zones: string;
    readonly opening: string;
    readonly planned: string;
    readonly said: string;
    readonly sayings: string;
  };
  export default lexicon;
}

declare module "*/data/acts.json" {
  const lexicon: {
    readonly verbs: Readonly<Record<string, string>>;
    readonly nouns: Readonly<Record<string, string>>;
    readonly light: string;
    readonly charges: string;
    readonly addressing: string;
    readonly speaking: string;
  };
  export default lexicon;
}

declare module "*/data/occasions.json" {
  const lexicon: {
    readonly occasions: readonly string[];
    readonly written: string;
    readonly spoken: string;
    readonly remarks: string;
    readonly claims: string;
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

declare module "*/data/page-words.json" {
  const words: Readonly<
    Record<
      | "body"
      | "comments"
      | "boilerplate"
      | "related"
      | "promotion"
      | "note"
      | "caption"
      | "credit"
      | "byline"
      | "timestamp"
      | "standfirst",
      string
    >
  >;
  export default words;
}

declare module "*/data/months.json" {
  const data: { readonly months: Readonly<Record<string, number>> };
  export default data;
}

declare module "*/data/frames.json" {
  interface FrameEntry {
    readonly name: string;
    readonly code: string | null;
    readonly op?: string;
    readonly plover?: string;
    readonly target?: string;
    readonly of?: string;
    readonly source?: string;
    readonly only?: string;
    readonly reverse?: boolean;
    readonly mutual?: boolean;
    readonly domestic?: boolean;
    readonly verbs?: readonly string[];
    readonly nouns?: readonly string[];
    readonly adjectives?: readonly string[];
  }
  const lexicon: {
    readonly classes: Readonly<Record<string, readonly string[]>>;
    readonly compose: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
    readonly things: Readonly<Record<string, string>>;
    readonly light: readonly string[];
    readonly receive: readonly string[];
    readonly actors: readonly string[];
    readonly abstract: readonly string[];
    readonly acts: readonly string[];
    readonly home: readonly string[];
    readonly sport: readonly string[];
    readonly operators: readonly FrameEntry[];
    readonly frames: readonly FrameEntry[];
  };
  export default lexicon;
}

declare module "*/data/plover.json" {
  const table: { readonly codes: Readonly<Record<string, string>> };
  export default table;
}

declare module "*/data/jsonld-context.json" {
  const context: Readonly<Record<string, unknown>>;
  export default context;
}

declare module "*/data/prov-context.json" {
  const context: Readonly<Record<string, unknown>>;
  export default context;
}

declare module "*/schema/onrecord-1.schema.json" {
  const schema: Readonly<Record<string, unknown>>;
  export default schema;
}

declare module "*/data/compare.json" {
  const lexicon: {
    readonly stop: readonly string[];
    readonly common: readonly string[];
    readonly irregular: readonly string[];
    readonly counted: readonly string[];
    readonly done: readonly string[];
    readonly deeds: readonly string[];
    readonly about: string;
    readonly atLeast: string;
    readonly atMost: string;
  };
  export default lexicon;
}

declare module "*/data/world-map.json" {
  const map: {
    readonly width: number;
    readonly height: number;
    /** Paths, by ISO 3166-1 alpha-3. */
    readonly outlines: Readonly<Record<string, string>>;
    readonly other: string;
    readonly places: Readonly<Record<string, readonly number[]>>;
  };
  export default map;
}
