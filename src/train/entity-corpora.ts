import type { TreebankSentence } from "./conllu.ts";
import type { Corpora } from "./language-corpora.ts";
import { documentsOf } from "./treebank.ts";

/** Sentences with one BIO class a word ("O", "B-PER", "I-PER" …), in documents. */
export interface EntityDocument {
  readonly words: readonly (readonly string[])[];
  readonly classes: readonly (readonly string[])[];
  /**
   * The types this corpus marks: where it says "O", only these are known to be wrong.
   */
  readonly marks: ReadonlySet<string>;
}

/** The corpora that may be used for a shipped model; see data/language.md for the choice. */
export function openEntityCorpora(
  corpora: Corpora,
  gum: readonly TreebankSentence[],
): EntityDocument[] {
  return [
    ...gumDocuments(gum),
    ...chunksOf(readBio(corpora.file("ner/gmb-slice-train.bio.gz")), GMB_MARKS),
    ...chunksOf(readBio(corpora.file("ner/wikigold-train.bio.gz")), WIKIGOLD_MARKS),
    ...RE3D.flatMap((name) => re3dDocuments(corpora.file(`ner/re3d-${name}.conll.gz`))),
  ];
}

const GMB_MARKS = new Set(["PER", "ORG", "LOC", "NORP", "DATE", "ROLE", "MISC"]);
const WIKIGOLD_MARKS = new Set(["PER", "ORG", "LOC", "MISC"]);
const RE3D_MARKS = new Set(["PER", "ORG", "LOC", "NORP", "DATE", "ROLE"]);
const GUM_MARKS = new Set(["PER", "ORG", "LOC", "MISC"]);

/** Without the part of the EU delegation, whose legal notice is no open licence. */
const RE3D = [
  "Australian_Department_of_Foreign_Affairs",
  "CENTCOM",
  "UK_Government",
  "US_State_Department",
  "Wikipedia",
];

/** Corpora without documents are read in stretches of this many sentences. */
const CHUNK = 20;

function chunksOf(sentences: readonly BioSentence[], marks: ReadonlySet<string>): EntityDocument[] {
  const documents: EntityDocument[] = [];
  for (let at = 0; at < sentences.length; at += CHUNK) {
    documents.push(documentOf(sentences.slice(at, at + CHUNK), marks));
  }
  return documents;
}

function documentOf(sentences: readonly BioSentence[], marks: ReadonlySet<string>): EntityDocument {
  return {
    words: sentences.map(({ words }) => words),
    classes: sentences.map(({ words, classes }) => separateRoles(words, classes)),
    marks,
  };
}

interface BioSentence {
  readonly words: string[];
  readonly classes: string[];
}

/** Reads "word TAB class" lines, a blank line after each sentence. */
export function readBio(content: string): BioSentence[] {
  return content.split(/\n\s*\n/).flatMap((part) => {
    const rows = part.split("\n").flatMap((line) => {
      const [word, name] = line.split("\t");
      return word !== undefined && name !== undefined && !line.startsWith("# ")
        ? [[word, name] as const]
        : [];
    });
    return rows.length === 0
      ? []
      : [{ words: rows.map(([word]) => word), classes: rows.map(([, name]) => name) }];
  });
}

const RE3D_TYPES = new Map([
  ["Person", "PER"],
  ["Organisation", "ORG"],
  ["Location", "LOC"],
  ["Nationality", "NORP"],
  ["Temporal", "DATE"],
]);

function re3dDocuments(content: string): EntityDocument[] {
  return content.split(/^# doc .*$/m).flatMap((part) => {
    const sentences = readBio(part).map(({ words, classes }) => ({
      words,
      classes: classes.map((name) => {
        const type = RE3D_TYPES.get(name.slice(2));
        return type === undefined ? "O" : `${name.slice(0, 2)}${type}`;
      }),
    }));
    return sentences.length === 0 ? [] : [documentOf(sentences, RE3D_MARKS)];
  });
}

/** Words of titles and offices, in lower case, as they stand before names. */
const ROLE_WORDS = new Set(
  [
    "mr. mrs. ms. dr. mr mrs ms dr miss prof. professor sir lord lady dame saint st. rev. reverend",
    "president president-elect vice deputy former acting prime foreign interior defense defence",
    "finance justice oil trade home minister secretary general secretary-general state chancellor",
    "premier senator sen. sens. congressman congresswoman representative rep. reps. governor gov.",
    "mayor judge chief attorney ambassador envoy special spokesman spokeswoman spokesperson",
    "king queen prince princess crown emir sultan sheikh sheik ayatollah grand imam mullah pope",
    "cardinal archbishop bishop father captain capt. colonel col. lieutenant lt. major maj. gen.",
    "admiral adm. sergeant sgt. commander brigadier field marshal director chairman chairwoman",
    "leader lawmaker coach officer inspector detective doctor speaker commissioner",
  ].flatMap((line) => line.split(" ")),
);

/** Cuts the titles off the front of persons: "President X" is a role and a person. */
export function separateRoles(words: readonly string[], classes: readonly string[]): string[] {
  const separated = repairStarts(classes);
  for (let i = 0; i < words.length; i++) {
    if (separated[i] !== "B-PER") continue;
    let end = i + 1;
    while (separated[end] === "I-PER") end++;
    let name = i;
    while (name < end && ROLE_WORDS.has(words[name]!.toLowerCase())) name++;
    for (let k = i; k < name; k++) separated[k] = k === i ? "B-ROLE" : "I-ROLE";
    if (name > i && name < end) separated[name] = "B-PER";
  }
  return separated;
}

/** "I-X" after anything but an X begins one. */
function repairStarts(classes: readonly string[]): string[] {
  return classes.map((name, i) =>
    name.startsWith("I-") && classes[i - 1]?.slice(2) !== name.slice(2)
      ? `B-${name.slice(2)}`
      : name,
  );
}

const GUM_TYPES = new Map([
  ["person", "PER"],
  ["organization", "ORG"],
  ["place", "LOC"],
]);

function gumDocuments(sentences: readonly TreebankSentence[]): EntityDocument[] {
  return documentsOf(sentences).map((document) => ({
    words: document.map(({ form }) => form),
    classes: document.map((sentence) => gumClasses(sentence)),
    marks: GUM_MARKS,
  }));
}

/** The names in GUM's mentions: those whose head is a proper noun, cut to the name itself. */
export function gumClasses(sentence: TreebankSentence): string[] {
  const classes = sentence.form.map(() => "O");
  const mentions = gumMentions(sentence).filter(({ type }) => type !== "time");
  // The outermost mention of a name gives its type: "the [[Oxford] University]".
  mentions.sort((a, b) => b.to - b.from - (a.to - a.from));
  for (const { from, to, type } of mentions) {
    const head = headOf(sentence, from, to);
    if (sentence.upos[head] !== "PROPN") continue;
    const [start, end] = nameAround(sentence, head, from, to);
    if (classes.slice(start, end).some((name) => name !== "O")) continue;
    const name = GUM_TYPES.get(type) ?? "MISC";
    for (let k = start; k < end; k++) classes[k] = `${k === start ? "B" : "I"}-${name}`;
  }
  const titled = separateRoles(sentence.form, classes);
  return titled.map((name) => (name.endsWith("-ROLE") ? "O" : name));
}

interface Mention {
  readonly from: number;
  readonly to: number;
  readonly type: string;
}

function gumMentions(sentence: TreebankSentence): Mention[] {
  const mentions: Mention[] = [];
  const open: { id: string; from: number; type: string }[] = [];
  sentence.misc.forEach((misc, i) => {
    const entity = /(?:^|\|)Entity=([^|]*)/.exec(misc)?.[1] ?? "";
    for (const part of entity.matchAll(/\(([^-()]+)-([a-z]+)-[^()]*(\))?|([^-()]+)\)/g)) {
      const [, id, type, closed, closing] = part;
      if (closing !== undefined) {
        const at = open.findLastIndex((mention) => mention.id === closing);
        if (at < 0) continue;
        const [mention] = open.splice(at, 1);
        mentions.push({ from: mention!.from, to: i + 1, type: mention!.type });
      } else if (closed !== undefined) mentions.push({ from: i, to: i + 1, type: type! });
      else open.push({ id: id!, from: i, type: type! });
    }
  });
  return mentions;
}

function headOf(sentence: TreebankSentence, from: number, to: number): number {
  for (let k = from; k < to; k++) {
    const head = sentence.head[k]!;
    if (head < from || head >= to) return k;
  }
  return from;
}

/** Widens a proper noun to the whole name, over "of", "and", "-" where capitals go on. */
function nameAround(
  { form, upos }: TreebankSentence,
  head: number,
  from: number,
  to: number,
): [number, number] {
  const isName = (k: number) =>
    upos[k] === "PROPN" ||
    (/^\p{Lu}/u.test(form[k]!) && /^(?:ADJ|NOUN|VERB|NUM)$/.test(upos[k]!)) ||
    (upos[k] === "NUM" && upos[k - 1] === "PROPN");
  const joins = (k: number) => /^(?:of|the|and|&|for|-|–|'s|’s|de|la|von|\/)$/.test(form[k]!);
  let start = head;
  while (start > from) {
    let k = start - 1;
    while (k > from && start - k < 3 && joins(k)) k--;
    if (!isName(k)) break;
    start = k;
  }
  let end = head + 1;
  while (end < to) {
    let k = end;
    while (k < to - 1 && k - end < 2 && joins(k)) k++;
    if (!isName(k)) break;
    end = k + 1;
  }
  return [start, end];
}
