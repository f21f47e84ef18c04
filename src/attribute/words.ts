const set = (line: string): ReadonlySet<string> => new Set(line.split(" "));

/* Closed classes the rules look at, in lower case. */

export const AUXILIARIES = set(
  "has have had is are was were be been being 's 've 'd 're will would shall should can could may might must do does did not n't never to",
);
export const ADVERBS = set(
  "also then later now again once further still even just already recently previously earlier first soon always often simply quickly both therefore hereby strongly firmly jointly urgently respectfully",
);
export const SUBJECT_PRONOUNS = set("he she they it we i you who there");
export const DETERMINERS = set(
  "the a an his her their its our my your this that these those no all some any each every both nobody everybody everyone somebody someone anybody anyone nothing everything something neither either many several most few such another",
);
export const CLAUSE_OPENERS = set(
  "but while as when because although though if since after before until where whereas so which because unless once whether how why what",
);
export const WH_WORDS = set("whether how why what who when where which");
/** Prepositions that open an adjunct after a cue: "said on Thursday". */
export const ADJUNCT_PREPOSITIONS = set(
  "on in at during after before from through via by following outside inside as when while last late early to with for over under about earlier later this",
);
export const DAYS = set(
  "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight",
);
/** Finite forms that show a clause where a noun phrase was looked for. */
export const FINITE = set(
  "is are was were am has have had will would shall should can could may might must do does did 's 'll 're 've n't wo ca",
);
/** First words of an adverbial that is no statement: "In an interview, X said". */
export const ADVERBIAL_OPENERS = set(
  "in on at after before during when while as speaking asked for by with from if since although though because despite amid following earlier later under through without according",
);
