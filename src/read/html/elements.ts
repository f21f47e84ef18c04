const set = (names: string): ReadonlySet<string> => new Set(names.split(" "));

/** Elements whose text is never part of what a page says. */
export const SKIPPED = set(
  "script style noscript template svg math nav button select textarea iframe object embed audio video canvas dialog datalist head title",
);

/** Elements that begin and end a block; all others stand within one. */
export const BLOCKS = set(
  "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul",
);

/** Elements that have no end tag. */
export const VOID = set(
  "area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr",
);

/** Elements that close an open `p`. */
export const CLOSES_P = set(
  "address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul",
);

/** What else an opening tag closes, up to the element that bounds the search. */
export const CLOSES: ReadonlyMap<
  string,
  { closes: ReadonlySet<string>; within: ReadonlySet<string> }
> = new Map([
  ["li", { closes: set("li"), within: set("ul ol menu") }],
  ["dt", { closes: set("dt dd"), within: set("dl") }],
  ["dd", { closes: set("dt dd"), within: set("dl") }],
  ["td", { closes: set("td th"), within: set("tr table") }],
  ["th", { closes: set("td th"), within: set("tr table") }],
  ["tr", { closes: set("tr td th"), within: set("table tbody thead tfoot") }],
  ["tbody", { closes: set("thead tbody tr td th"), within: set("table") }],
  ["tfoot", { closes: set("thead tbody tr td th"), within: set("table") }],
  ["option", { closes: set("option"), within: set("select datalist") }],
  ["body", { closes: set("head"), within: set("html") }],
]);
