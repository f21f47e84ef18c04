import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../../../test/fast-check.ts";
import { dialects, useStores } from "../../../test/stores.ts";
import { generateRecords } from "../../bench/made-records.ts";
import type { Attribution, DocumentRecord, Entity, OnRecordError } from "../../document/index.ts";
import { addRecord, forgetDocument, type Store } from "../index.ts";
import {
  type DocumentWordsFilter,
  keyRange,
  type StatementFilter,
  statementExpressions,
} from "./filter.ts";
import { parseQuery, type Query, type Term } from "./query.ts";
import { searchDocuments, searchStatements } from "./search.ts";
import { type KeyRange, searchIndex } from "./search-index.ts";
import { type Word, wordsIn } from "./words.ts";

/*
 * One suite for all stores: documents of invented words, and what a search must find in them, in
 * that order. A statement is named by its document and its number in it: "b2".
 */

interface Said {
  /** Pieces of the content, all of which stand in the text in that order. */
  readonly content: readonly string[];
  readonly attribution?: Partial<Attribution>;
}

interface Told {
  readonly text: string;
  readonly document?: Partial<DocumentRecord["document"]>;
  readonly entities?: readonly (Pick<Entity, "id" | "name"> &
    Partial<Entity> & { /** Its only mention. */ readonly mention?: string })[];
  readonly statements: readonly Said[];
}

const day = (date: string) =>
  ({ span: null, from: date, to: date, precision: "day", basis: "stated" }) as const;

const LORCK = { id: "e1", name: "Ines Lorck", kind: "person", country: "XOR" } as const;
const TARRADE = { id: "e1", name: "Corin Tarrade", kind: "person", country: "XHA" } as const;

const TOLD: Readonly<Record<string, Told>> = {
  a: {
    text: "Ines Lorck: We never signed the joint letter. Officials: the harbour-master’s café stays closed.",
    document: { outlet: "The Ollan Courier", published: "2031-03-11T22:46Z", genre: "report" },
    entities: [LORCK, { id: "e2", name: "Officials", named: false }],
    statements: [
      {
        content: ["We never signed the joint letter."],
        attribution: { act: "deny", kind: "direct", sourceEntity: "e1", source: [[0, 10]] },
      },
      {
        content: ["the harbour-master’s café stays closed."],
        attribution: { sourceType: "unnamed", sourceEntity: "e2", source: [[46, 55]] },
      },
    ],
  },
  b: {
    text: "We regret this letter, he said, and we regret its tone. The republic was asked for letters, joint ones. The strait stays open.",
    document: { outlet: "Ollan Courier Weekly", published: "2031-03-12", language: "en" },
    entities: [
      TARRADE,
      { id: "e2", name: "Ministry of Harbours" },
      { id: "e3", name: "Republic of Halvessia", mention: "republic" },
    ],
    statements: [
      {
        content: ["We regret this letter,", "and we regret its tone."],
        attribution: { kind: "direct", sourceEntity: "e1", onBehalfOf: "e2", act: "criticise" },
      },
      {
        content: ["The republic was asked for letters, joint ones."],
        attribution: { sourceEntity: "e1", addressee: ["e3"], saidAt: day("2031-02-28") },
      },
      {
        content: ["The strait stays open."],
        attribution: { sourceEntity: "e1", saidAt: day("2029"), kind: "mixed" },
      },
    ],
  },
  c: {
    text: "„Die Straße bleibt gesperrt“, Ärger im Hafen. «Пролив закрыт, и Ёлка тоже». الرِّسَالَةُ المشتركة. 海峡は閉鎖された。 50% off_limits a=b.",
    document: { outlet: "Küstenbote", published: "2031-04-01" },
    statements: [
      { content: ["Die Straße bleibt gesperrt"] },
      { content: ["Ärger im Hafen."] },
      { content: ["Пролив закрыт, и Ёлка тоже"] },
      { content: ["الرِّسَالَةُ المشتركة"] },
      { content: ["海峡は閉鎖された"] },
      { content: ["50% off_limits a=b."] },
    ],
  },
  d: {
    text: "Long ago somebody wrote a letter that the of and in all had to say.",
    statements: [{ content: ["somebody wrote a letter that the of and in all had to say."] }],
  },
};

function recordOf(id: string, { text, document, entities = [], statements }: Told): DocumentRecord {
  return {
    schema: "onrecord/1",
    id,
    offsets: "utf16",
    text,
    document: {
      title: id,
      outlet: null,
      byline: [],
      published: null,
      updated: null,
      language: null,
      genre: null,
      url: null,
      file: null,
      sha256: id.repeat(64),
      ...document,
    },
    blocks: [],
    attributions: statements.map(({ content, attribution }, i) => ({
      id: `${id}${i + 1}`,
      kind: "indirect",
      source: [],
      cue: [],
      content: content.map((piece) => spanOf(text, piece)),
      sourceEntity: null,
      sourceType: "named",
      onBehalfOf: null,
      act: "assert",
      addressee: [],
      saidAt: null,
      occasion: null,
      within: null,
      confidence: 1,
      by: "hand@1",
      ...attribution,
    })),
    ownVoice: [],
    entities: entities.map(({ mention, ...entity }) => ({
      kind: null,
      named: true,
      country: null,
      sector: null,
      count: null,
      roles: [],
      mentions: mention === undefined ? [] : [spanOf(text, mention)],
      ...entity,
    })),
    occasions: [],
    times: [],
    events: [],
    relations: [],
    lists: [],
  };
}

function spanOf(text: string, piece: string): [number, number] {
  const start = text.indexOf(piece);
  if (start < 0) throw new Error(`"${piece}" does not stand in "${text}"`);
  return [start, start + piece.length];
}

const ALL = "c6 c5 c4 c3 c2 c1 b1 a2 a1 b2 b3 d1";

const STATEMENTS: readonly (readonly [words: string, filter: StatementFilter, found: string])[] = [
  ["", {}, ALL],
  ["letter", {}, "b1 a1 d1"],
  ["LETTER", {}, "b1 a1 d1"],
  ["lettre", {}, ""],
  ["letters", {}, "b2"],
  ["lett*", {}, "b1 a1 b2 d1"],
  ["letter*", {}, "b1 a1 b2 d1"],
  ["joint letter", {}, "a1"],
  ["letters joint", {}, "b2"],
  ['"joint letter"', {}, "a1"],
  ['"letter joint"', {}, ""],
  ['"letters joint"', {}, "b2"],
  ['"joint lett*"', {}, "a1"],
  ['"joint on*"', {}, "b2"],
  ["letter -joint", {}, "b1 d1"],
  ['lett* -"joint letter"', {}, "b1 b2 d1"],
  ['lett* -"letter joint"', {}, "b1 a1 b2 d1"],
  ["tone OR strait", {}, "b1 b3"],
  ['"joint letter" OR strait', {}, "a1 b3"],
  ["stays open OR closed", {}, "a2 b3"],
  ["cafe", {}, "a2"],
  ["CAFÉ", {}, "a2"],
  ["harbour-master", {}, "a2"],
  ["“harbour master's café”", {}, "a2"],
  ["harbour‑master", {}, "a2"],
  ["harbourmaster", {}, ""],
  // A content that its cue breaks is read on over the break.
  ['"this letter and we"', {}, "b1"],
  ['"he said"', {}, ""],
  // Phrases of common words, of two and of more.
  ['"the of"', {}, "d1"],
  ['"of the"', {}, ""],
  ['"the of and in all had to"', {}, "d1"],
  ['"the of in and"', {}, ""],
  ['-"the of" the', {}, "a2 a1 b2 b3"],
  // Other scripts.
  ["strasse", {}, "c1"],
  ["STRAẞE", {}, "c1"],
  ["arger", {}, "c2"],
  ["пролив елка", {}, "c3"],
  ["проли*", {}, "c3"],
  ["الرسالة", {}, "c4"],
  ["المشتر*", {}, "c4"],
  ["海峡", {}, "c5"],
  ["閉鎖", {}, "c5"],
  ["峡海", {}, ""],
  // What the stores' own languages would read otherwise.
  ["a=b", {}, "c6"],
  ["off_limits", {}, "c6"],
  ["act=deny", {}, ""],
  ["50%", {}, "c6"],
  ["NOT letter AND", {}, ""],
  ["'letter' & !joint | (tone) :* \\", {}, ""],
  // Filters.
  ["", { by: ["Lorck"] }, "a1"],
  ["", { by: ["ínes LORCK"] }, "a1"],
  ["", { by: ["lor*"] }, "a1"],
  ["", { by: ["Lorck Tarrade"] }, ""],
  ["", { by: ["Lorck", "officials"] }, "a2 a1"],
  ["letter", { by: ["tarrade"] }, "b1"],
  ["", { onBehalfOf: ["ministry"] }, "b1"],
  ["", { addressee: ["Halvessia"] }, "b2"],
  ["", { about: ["Halvessia"] }, "b2"],
  ["", { about: ["republic of Halvessia"] }, "b2"],
  ["", { about: ["the strait"] }, "b3"],
  ["", { about: ["strait the"] }, ""],
  ["", { act: ["deny", "criticise"] }, "b1 a1"],
  ["", { kind: ["mixed"] }, "b3"],
  ["", { sourceType: ["unnamed"] }, "a2"],
  ["", { country: ["XOR"] }, "a1"],
  ["", { country: ["xor", "XHA"] }, "b1 a1 b2 b3"],
  ["", { outlet: ["ollan courier"] }, "a2 a1"],
  ["", { outlet: ["The Ollan Courier"] }, "a2 a1"],
  ["", { outlet: ["Courier"] }, ""],
  ["", { outlet: ["Ollan*"] }, "b1 a2 a1 b2 b3"],
  ["", { outlet: ["kustenbote"] }, "c6 c5 c4 c3 c2 c1"],
  ["", { document: ["a", "d"] }, "a2 a1 d1"],
  ["letter", { document: ["a", "d"], act: ["deny"] }, "a1"],
  ["-letter", { document: ["a", "d"] }, "a2"],
  // Time: when it was said, else published. Unknown days are no days.
  ["", { time: { from: "2031-03-12" } }, "c6 c5 c4 c3 c2 c1 b1"],
  ["", { time: { to: "2031-03-11" } }, "a2 a1 b2 b3"],
  ["", { time: { from: "2031", to: "2031-03" } }, "b1 a2 a1 b2"],
  ["letter", { time: { to: "2031-03-11" } }, "a1"],
  ["", { said: { from: "2029" } }, "b2 b3"],
  ["", { said: { from: "2031-02" } }, "b2"],
  ["", { said: { to: "2030" } }, "b3"],
  ["", { published: { from: "2031-03-12" } }, "c6 c5 c4 c3 c2 c1 b1 b2 b3"],
  ["", { published: { from: "2031-03-11", to: "2031-03-12" } }, "b1 a2 a1 b2 b3"],
  ["", { published: { to: "2031-03-11" } }, "a2 a1"],
  ["", { published: { to: "2030" } }, ""],
  ["", { published: { from: "2040" } }, ""],
  ["", { published: { from: "2031-03", to: "2031-03" }, said: { from: "2031" } }, "b2"],
];

const DOCUMENTS: readonly (readonly [words: string, filter: DocumentWordsFilter, found: string])[] =
  [
    ["", {}, "c b a d"],
    ["letter", {}, "b a d"],
    ['"he said"', {}, "b"],
    ['"joint letter"', {}, "a"],
    ["letter -regret", {}, "a d"],
    ["海峡", {}, "c"],
    ["letter", { outlet: ["ollan courier"] }, "a"],
    ["", { language: ["en"] }, "b"],
    ["", { genre: ["report"] }, "a"],
    ["", { published: { from: "2031-03-12", to: "2031-03" } }, "b"],
    ["letter", { published: { from: "2031" } }, "b a"],
  ];

describe.each(dialects())("search in %s", (dialect) => {
  const withStore = useStores(dialect);

  async function fill(store: Store): Promise<void> {
    for (const [id, told] of Object.entries(TOLD)) await addRecord(store, recordOf(id, told), "p1");
  }

  test("statements by their words and by filters, the newest first", () =>
    withStore(async (store) => {
      await fill(store);
      const found: string[][] = [];
      for (const [words, filter] of STATEMENTS) {
        const { hits, count, isMore, next } = await searchStatements(store, { words, filter });
        expect({ count, isMore, next }).toEqual({ count: hits.length, isMore: false, next: null });
        found.push([words, JSON.stringify(filter), hits.map(({ entry }) => entry).join(" ")]);
      }
      expect(found).toEqual(
        STATEMENTS.map(([words, filter, expected]) => [words, JSON.stringify(filter), expected]),
      );
    }));

  test("documents by their words and by filters, the newest first", () =>
    withStore(async (store) => {
      await fill(store);
      const found: string[][] = [];
      for (const [words, filter] of DOCUMENTS) {
        const { hits } = await searchDocuments(store, { words, filter });
        found.push([words, JSON.stringify(filter), hits.map(({ id }) => id).join(" ")]);
      }
      expect(found).toEqual(
        DOCUMENTS.map(([words, filter, expected]) => [words, JSON.stringify(filter), expected]),
      );
    }));

  test("hits are spans of the text as it is stored", () =>
    withStore(async (store) => {
      await fill(store);
      const marked = async (words: string) => {
        const { hits } = await searchStatements(store, { words });
        return hits.flatMap((hit) =>
          hit.hits.map((span) => TOLD[hit.entry[0]!]!.text.slice(...span)),
        );
      };
      expect(await marked('"harbour master\'s cafe"')).toEqual(["harbour-master’s café"]);
      expect(await marked("regre* tone")).toEqual(["regret", "regret", "tone"]);
      expect(await marked('"this letter and we"')).toEqual(["this letter, he said, and we"]);
      expect(await marked("strasse")).toEqual(["Straße"]);
      expect(await marked("海峡")).toEqual(["海峡"]);
      expect(await marked("joint -tone")).toEqual(["joint", "joint"]);
      const { hits } = await searchDocuments(store, { words: "letter" });
      const { passages, hits: count } = hits.find(({ id }) => id === "a")!;
      const { text } = TOLD.a!;
      expect(count).toBe(1);
      expect(passages).toEqual([
        { span: [0, text.length - 1], text: text.slice(0, -1), hits: [spanOf(text, "letter")] },
      ]);
    }));

  test("a hit says whose words, where and when", () =>
    withStore(async (store) => {
      await fill(store);
      const { hits } = await searchStatements(store, { words: "letters" });
      const { text } = TOLD.b!;
      const [start, end] = spanOf(text, "The republic was asked for letters, joint ones.");
      expect(hits).toEqual([
        {
          document: hits[0]!.document,
          entry: "b2",
          link: `/d/${hits[0]!.document}#s=${start}-${end}`,
          kind: "indirect",
          act: "assert",
          source: "",
          sourceName: "Corin Tarrade",
          sourceType: "named",
          country: "XHA",
          onBehalfOf: null,
          content: "The republic was asked for letters, joint ones.",
          spans: [[start, end]],
          hits: [spanOf(text, "letters")],
          said: { from: "2031-02-28", to: "2031-02-28" },
          published: "2031-03-12",
          updated: null,
          title: "b",
          outlet: "Ollan Courier Weekly",
          url: null,
          confidence: 1,
          isHuman: false,
        },
      ]);
    }));

  test("what is read anew or gone is found no more", () =>
    withStore(async (store) => {
      await fill(store);
      const { text, ...told } = TOLD.a!;
      const other = recordOf("a", { ...told, text, statements: told.statements.slice(1) });
      await addRecord(store, other, "p2");
      const { hits } = await searchStatements(store, { words: "letter" });
      expect(hits.map(({ entry }) => entry)).toEqual(["b1", "d1"]);
      const documents = await searchDocuments(store, { words: "letter" });
      expect(documents.hits.map(({ id }) => id)).toEqual(["b", "a", "d"]);
      await forgetDocument(store, "a");
      expect((await searchDocuments(store, { words: "letter" })).count).toBe(2);
      expect((await searchStatements(store, { words: "cafe" })).count).toBe(0);
    }));

  test.each(["nothing", "WyJhIiwtMV0", "W10"])("%s is no cursor", (cursor) =>
    withStore(async (store) => {
      await expect(searchStatements(store, { cursor })).rejects.toMatchObject({
        code: "bad-cursor",
      });
    }),
  );

  test("a cursor of another search is told", () =>
    withStore(async (store) => {
      await fill(store);
      const { next } = await searchStatements(store, { words: "letter", limit: 1 });
      await expect(searchStatements(store, { words: "the", cursor: next! })).rejects.toMatchObject({
        code: "bad-cursor",
      });
    }));

  test("what cannot be asked is said", () =>
    withStore(async (store) => {
      const asked = (options: Parameters<typeof searchStatements>[1]) =>
        expect(searchStatements(store, options)).rejects;
      await asked({ words: "-letter" }).toMatchObject({ code: "bad-query" });
      await asked({ filter: { by: ["—"] } }).toMatchObject({ code: "bad-query" });
      await asked({ filter: { time: { from: "March" } } }).toMatchObject({ code: "bad-date" });
      await asked({ filter: { document: ["none"] } }).toMatchObject({ code: "no-such-document" });
    }));

  test("any words give hits or an error of the query, never one of the store", () =>
    withStore(async (store) => {
      await fill(store);
      const anything = fc.oneof(
        fc.string({ unit: "binary" }),
        fc
          .array(
            fc.constantFrom(
              ..."the* letter \" ' \\ ( ) : & | ! - -of OR NEAR/2 ^ {a b} a".split(" "),
            ),
          )
          .map((parts) => parts.join(" ")),
      );
      await fc.assert(
        fc.asyncProperty(anything, async (words) => {
          try {
            await searchStatements(store, { words });
            await searchDocuments(store, { words });
          } catch (error) {
            expect((error as OnRecordError).code).toBe("bad-query");
          }
        }),
        { numRuns: runs(60) },
      );
    }));

  // Where hits are more than are counted, PostgreSQL looks for a page in windows of days.
  const someYears = { from: "2023", to: "2027-06" };
  test.each([
    ["newest", undefined],
    ["oldest", undefined],
    ["newest", someYears],
    ["oldest", someYears],
  ] as const)("pages of more hits than are counted, %s first, published %j", (order, published) =>
    withStore(async (store) => {
      await fill(store);
      // Of some, a day before the day that most of their statements tell.
      for (const [i, { document, ...record }] of [...generateRecords(200)].entries()) {
        const day = new Date(Date.parse(document.published!) - (i % 3) * 2 * 86_400_000);
        const earlier = { ...document, published: day.toISOString().slice(0, 10) };
        await addRecord(store, { ...record, document: earlier }, "p1");
      }
      const newestFirst = order === "newest";
      const days = statementExpressions(
        published === undefined ? {} : { published },
        [],
        ["2021-01-01", "2030-12-31"],
      );
      const match = { all: [{ word: "the", prefix: false }, ...days], none: [] };
      const all = { from: 0, below: Number.MAX_SAFE_INTEGER };
      const around = published === undefined ? null : keyRange(published);
      const find = (range: KeyRange, limit: number, cap: number, counted: number | null) =>
        searchIndex(store).find(store.db, "statement_words", match, {
          ...{ range, newestFirst, around, limit, cap, counted },
        });
      const { keys: wanted } = await find(all, 1000, 1000, null);
      expect(wanted.length).toBeGreaterThan(40);
      expect(wanted).toEqual(wanted.toSorted((a, b) => (newestFirst ? b - a : a - b)));
      const found: number[] = [];
      let rest: KeyRange = all;
      let counted: number | null = null;
      for (;;) {
        const { keys, count } = await find(rest, 7, 10, counted);
        expect(count).toBe(10);
        counted = count;
        found.push(...keys);
        if (keys.length < 7) break;
        const last = keys.at(-1)!;
        rest = newestFirst ? { ...rest, below: last } : { ...rest, from: last + 1 };
      }
      expect(found).toEqual(wanted);
    }),
  );

  test("what is found is what a look at every word finds, on pages of any size", () =>
    withStore(async (store) => {
      const records = [...generateRecords(150)];
      for (const record of records) await addRecord(store, record, "p1");
      const everything = await allPages(store, {});
      expect(everything).toHaveLength(150);
      const texts = new Map(
        everything.map(({ document, entry, content }) => {
          return [`${document} ${entry}`, wordsIn(content)];
        }),
      );
      const word = fc.constantFrom("the", "of", "to", "in", "said", "and", "ba*", "was");
      const phrase = fc
        .array(fc.constantFrom("the", "of", "to", "in", "and", "a"), { minLength: 2, maxLength: 3 })
        .map((words) => `"${words.join(" ")}"`);
      const term = fc.oneof(word, phrase);
      const piece = fc.oneof(
        { weight: 3, arbitrary: term },
        { weight: 1, arbitrary: term.map((it) => `-${it}`) },
        { weight: 1, arbitrary: fc.tuple(term, term).map((pair) => pair.join(" OR ")) },
      );
      const asked = fc.record({
        words: fc.tuple(term, fc.array(piece, { maxLength: 3 })).map(([first, rest]) => {
          return [first, ...rest].join(" ");
        }),
        limit: fc.integer({ min: 1, max: 60 }),
        order: fc.constantFrom("newest" as const, "oldest" as const),
      });
      await fc.assert(
        fc.asyncProperty(asked, async (options) => {
          const query = parseQuery(options.words);
          const wanted = everything
            .map(({ document, entry }) => `${document} ${entry}`)
            .filter((name) => isFound(texts.get(name)!, query));
          const found = await allPages(store, options);
          const names = found.map(({ document, entry }) => `${document} ${entry}`);
          expect(names).toEqual(options.order === "newest" ? wanted : wanted.toReversed());
        }),
        { numRuns: runs(40) },
      );
    }));
});

async function allPages(store: Store, options: Parameters<typeof searchStatements>[1]) {
  const hits = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await searchStatements(store, { ...options, ...(cursor && { cursor }) });
    hits.push(...page.hits);
    cursor = page.next;
  }
  return hits;
}

function isFound(words: readonly Word[], { all, none }: Query): boolean {
  const text = ` ${words.map(({ word }) => word).join(" ")} `;
  const has = (term: Term) => {
    const wanted = "word" in term ? term.word : term.phrase.join(" ");
    return text.includes(term.prefix ? ` ${wanted}` : ` ${wanted} `);
  };
  return all.every((terms) => terms.some(has)) && !none.some(has);
}
