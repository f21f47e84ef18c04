import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DocumentRecord, SpanPair } from "../../document/index.ts";
import { protectedView, protectRecord } from "./protect.ts";
import { checkLabel, checkName, type Protection } from "./protections.ts";

const SHA = "a".repeat(64);

function named(name: string | readonly string[], more: Partial<Protection> = {}): Protection {
  const names = typeof name === "string" ? [name] : name;
  const what = { type: "name", names, kind: "person" } as const;
  return {
    id: "p1",
    at: "2031-03-12",
    by: "Ines",
    why: "asked",
    number: 1,
    label: null,
    what,
    ...more,
  };
}

/** A record of a text in paragraphs, of which nothing else is known. */
function recordOf(text: string, more: Partial<DocumentRecord> = {}): DocumentRecord {
  const blocks = Array.from(text.matchAll(/\S(?:.|\n(?!\n))*/g), (match) => ({
    kind: "paragraph" as const,
    span: [match.index, match.index + match[0].length] as const,
  }));
  return {
    schema: "onrecord/1",
    id: SHA.slice(0, 16),
    offsets: "utf16",
    text,
    document: {
      title: null,
      outlet: null,
      byline: [],
      published: null,
      updated: null,
      language: null,
      genre: null,
      url: null,
      file: null,
      sha256: SHA,
    },
    blocks,
    attributions: [],
    ownVoice: [],
    entities: [],
    occasions: [],
    times: [],
    events: [],
    relations: [],
    lists: [],
    ...more,
  };
}

function shown(text: string, ...protections: Protection[]): string {
  return protectRecord(recordOf(text), protections).text;
}

describe("what is a name, and what only holds one", () => {
  const mara = named("Mara Kestrel");
  test.each([
    ["Mara Kestrel spoke.", "[protected 1] spoke."],
    ["MARA KESTREL spoke.", "[protected 1] spoke."],
    ["mara kestrel spoke. A", "[protected 1] spoke. A"],
    ["Márà Késtrel spoke.", "[protected 1] spoke."],
    ["Ma\u0301ra Ke\u00adstrel spoke.", "[protected 1] spoke."],
    ["Mara\nKestrel spoke.", "[protected 1] spoke."],
    ["Mara  Kestrel spoke.", "[protected 1] spoke."],
    ["Mara-Kestrel spoke.", "[protected 1] spoke."],
    ["Kestrel, Mara (chair)", "[protected 1] (chair)"],
    ["Kestrel spoke.", "[protected 1] spoke."],
    ["Ms Kestrel's boat, the Kestrels' boat", "Ms [protected 1]'s boat, the [protected 1]' boat"],
    ["Kestrel’s boat", "[protected 1]’s boat"],
    ["a Kestrelian idea", "a [protected 1] idea"],
    ["the Kestrel-led crew", "the [protected 1]-led crew"],
    ["Kes-\ntrel spoke.", "[protected 1] spoke."],
    ["M. Kestrel and M. J. Kestrel spoke.", "[protected 1] and [protected 1] spoke."],
    ["Mara Jane Kestrel, Mara J. Kestrel", "[protected 1], [protected 1]"],
    ["Mara Kestrel came. Mara left.", "[protected 1] came. [protected 1] left."],
    ["#MaraKestrel #JusticeForKestrel", "#[protected 1] #[protected 1]"],
    ["Write to mkestrel@post.example.", "Write to [protected 1]@post.example."],
    ["Write to mara.kestrel@post.example.", "Write to [protected 1]@post.example."],
    ["@marakestrel75 said", "@[protected 1] said"],
    [
      "See https://nandry.example/mara-kestrel-speaks now",
      "See https://nandry.example/[protected 1]-speaks now",
    ],
    // Near misses.
    ["A kestrel flew by.", "A kestrel flew by."],
    ["Kestrelmoor and Maraville", "Kestrelmoor and Maraville"],
    ["Mara left early.", "Mara left early."],
    ["Mara Kestrel met Mara Olin.", "[protected 1] met Mara Olin."],
    ["#Kestrelmoor", "#Kestrelmoor"],
    ["Samara Kest spoke.", "Samara Kest spoke."],
    ["We met Mara. Kes trel", "We met Mara. Kes trel"],
  ])("%s", (text, expected) => {
    expect(shown(text, mara)).toBe(expected);
  });

  test.each([
    ["a text without capitals", "kestrel said no", named("Mara Kestrel"), "[protected 1] said no"],
    ["a particle", "Van Ostrey left", named("Ada van Ostrey"), "[protected 1] left"],
    ["a name like a particle", "Bin left in a bin", named("Biñ"), "[protected 1] left in a bin"],
    ["a particle alone", "a van left Ostend", named("Ada van Ostrey"), "a van left Ostend"],
    ["a stroke", "Lukasz Sorn", named("Łukasz Sørn"), "[protected 1]"],
    ["a suffix", "Jo A. Kestrel Jr. left", named("Jo A. Kestrel Jr."), "[protected 1]. left"],
    ["another name", "Kess left", named(["Mara Kestrel", "Kess"]), "[protected 1] left"],
    ["no spaces", "耿爽说不。", named("耿爽"), "[protected 1]说不。"],
    ["kana", "ケストレル・ガラが", named("ケストレル ガラ"), "[protected 1]が"],
    [
      "a label",
      "Mara Kestrel left",
      named("Mara Kestrel", { label: "Witness A" }),
      "[Witness A] left",
    ],
  ])("%s", (_name, text, protection, expected) => {
    expect(shown(text, protection)).toBe(expected);
  });

  test("only the names of persons have parts that stand alone", () => {
    const what = { type: "name", names: ["Harbour Widows' Circle"], kind: "organisation" } as const;
    const circle = named("", { what });
    expect(shown("The Harbour Widows' Circle drew a Circle.", circle)).toBe(
      "The [protected 1] drew a Circle.",
    );
  });

  test("words that may mean either of two say so", () => {
    const both = [named("Mara Kestrel"), named("Jon Kestrel", { id: "p2", number: 2 })];
    expect(shown("Jon Kestrel and Mara Kestrel: Kestrel spoke.", ...both)).toBe(
      "[protected 2] and [protected 1]: [protected 1 or 2] spoke.",
    );
  });
});

describe("spans of one document", () => {
  const text = "A teacher from Kelvane spoke. She left.\n\nThe teacher from Kelvane was afraid.";
  const span = (start: number, end: number): Protection =>
    named("", {
      what: { type: "span", document: "doc", span: [start, end], words: text.slice(start, end) },
    });

  test("are replaced there, and words that tell wherever they stand", () => {
    expect(protectRecord(recordOf(text), [span(2, 22)], ["doc"]).text).toBe(
      "A [protected 1] spoke. She left.\n\nThe [protected 1] was afraid.",
    );
  });
  test("a word like any other only there", () => {
    const view = protectRecord(recordOf(text), [span(30, 33)], ["doc"]);
    expect(view.text).toContain("spoke. [protected 1] left.");
    expect(view.text).toContain("The teacher");
  });
  test("another version not at other words; another document not at all", () => {
    const version = recordOf(text.replace("spoke", "speaks"));
    expect(protectRecord(version, [span(30, 33)], ["new", "doc"])).toBe(version);
    expect(protectRecord(version, [span(2, 22)], ["new", "doc"]).text).toMatch(
      /^A \[protected 1\] /,
    );
    const other = recordOf(text);
    expect(protectRecord(other, [span(2, 22)], ["other"])).toBe(other);
  });
});

describe("the record around it", () => {
  const record = recordOf("Mara Kestrel said no.\n\nAda Lorne said yes.", {
    document: {
      ...recordOf("").document,
      title: "Kestrel says no",
      outlet: "The Kestrel Post",
      byline: ["Mara Kestrel"],
      url: "https://nandry.example/2031/mara-k%C3%A9strel-says-no?by=kestrel",
      file: "letters/Kestrel.txt",
    },
    id: "mara_kestrel-17",
    sourceMap: [
      [0, 10, 12],
      [12, 40, 9],
    ],
  });
  const view = protectRecord(record, [named("Mara Kestrel")]);

  test("titles, outlets, authors, addresses, paths and ids", () => {
    expect({ id: view.id, ...view.document, sha256: null }).toEqual({
      ...record.document,
      id: "protected-1-17",
      title: "[protected 1] says no",
      outlet: "The [protected 1] Post",
      byline: ["[protected 1]"],
      url: "https://nandry.example/2031/protected-1-says-no?by=protected-1",
      file: "letters/protected-1.txt",
      sha256: null,
    });
  });

  test("nothing in it comes from the original bytes, or tells how long the name is", () => {
    const other = structuredClone(record) as { text: string };
    other.text = record.text.replace("Mara Kestrel", "Al Oy");
    const again = protectRecord(recordOf(other.text), [named("Al Oy")]);
    const same = protectRecord(recordOf(record.text), [named("Mara Kestrel")]);
    expect(again).toEqual(same);
    expect(same.document.sha256).not.toBe(SHA);
    expect(same.id).toBe(same.document.sha256.slice(0, 16));
    expect(view.sourceMap).toEqual([]);
  });

  test("a record without the name is left as it is", () => {
    expect(protectRecord(record, [named("Bram Olin")])).toBe(record);
    expect(protectRecord(record, [])).toBe(record);
  });

  test("two blocks stay two", () => {
    const headline = recordOf("Letter to Mara\nKestrel speaks", {
      blocks: [
        { kind: "headline", span: [0, 14] },
        { kind: "paragraph", span: [15, 29] },
      ],
    });
    const { text, blocks } = protectRecord(headline, [named("Mara Kestrel")]);
    expect(blocks.map(({ span }) => text.slice(...span))).toEqual([
      "Letter to [protected 1]",
      "[protected 1] speaks",
    ]);
  });

  test("spans lead from the shown text to the original and back", () => {
    const {
      record: shownRecord,
      toShown,
      toOriginal,
    } = protectedView(record, [named("Mara Kestrel")]);
    const yes: SpanPair = [record.text.indexOf("yes"), record.text.indexOf("yes") + 3];
    expect(shownRecord.text.slice(...toShown(yes))).toBe("yes");
    expect(toOriginal(toShown(yes))).toEqual(yes);
    expect(toShown([5, 9])).toEqual([0, 13]);
    expect(toOriginal([2, 6])).toEqual([0, 12]);
  });
});

describe("no field is forgotten", () => {
  const schema = JSON.parse(readFileSync("schema/onrecord-1.schema.json", "utf8"));
  // Codes and ids that the record makes itself: no words of a text.
  const CODES =
    /\.(?:kind|by|id|(?:sub)?sector|country|language|genre|sourceEntity|onBehalfOf|occasion|within|place|document|from|to|source|target|sourceCode|targetCode|plover|mode|code|accordingTo|sha256)$|\.(?:addressee|entities|contexts|log)\.\d+$/;

  /** A value for everything that the schema allows: every text is the name, every span its place. */
  function filled(node: Record<string, unknown>, path: string): unknown {
    if (node.$ref) {
      const name = String(node.$ref).split("/").at(-1)!;
      if (name === "SpanPair") return [0, 12];
      if (name === "SourceMapRun") return [0, 7, 12];
      if (name === "PageStart") return [12, 1];
      return filled(schema.definitions[decodeURIComponent(name)], path);
    }
    if (node.const !== undefined) return node.const;
    if (Array.isArray(node.enum)) return node.enum.find((value) => value !== null);
    if (Array.isArray(node.anyOf)) {
      return filled(
        node.anyOf.find(({ type }) => type !== "null"),
        path,
      );
    }
    const type = Array.isArray(node.type) ? node.type.find((one) => one !== "null") : node.type;
    if (type === "object") {
      const properties = Object.entries(node.properties as Record<string, Record<string, unknown>>);
      return Object.fromEntries(
        properties.map(([key, one]) => [key, filled(one, `${path}.${key}`)]),
      );
    }
    if (type === "array") return [filled(node.items as Record<string, unknown>, `${path}.0`)];
    if (type === "boolean") return true;
    if (type === "number" || type === "integer") return 1;
    if (path.endsWith(".entry")) return "a@0-12";
    if (typeof node.pattern === "string")
      return node.pattern.includes("f]{64}") ? SHA : "2031-03-12";
    return "Mara Kestrel";
  }

  /** Each text and each span of a value, with its path. */
  function leaves(value: unknown, path = ""): [string, unknown][] {
    const isSpan =
      Array.isArray(value) && value.length > 1 && value.every((n) => typeof n === "number");
    if (isSpan || typeof value !== "object" || value === null) return [[path, value]];
    return Object.entries(value).flatMap(([key, one]) => leaves(one, `${path}.${key}`));
  }

  const full = filled(schema.definitions.DocumentRecord, "") as DocumentRecord;
  const view = protectRecord(full, [named("Mara Kestrel")]);

  test("the record that the schema allows holds the name everywhere", () => {
    expect(new Ajv({ strict: true }).compile(schema)(full)).toBe(true);
    const texts = leaves(full).filter(([, value]) => value === "Mara Kestrel");
    expect(texts.length).toBeGreaterThan(60);
  });

  test("every text of it is replaced, but for codes", () => {
    const left = leaves(view).filter(([, value]) => /Kestrel/.test(String(value)));
    expect(left.map(([path]) => path).filter((path) => !CODES.test(path))).toEqual([]);
  });

  test("every span of it leads to the same words", () => {
    const spans = leaves(view).filter(([path, value]) => Array.isArray(value) && path !== "");
    expect(spans.length).toBeGreaterThan(30);
    const wrong = spans.filter(([path, value]) => {
      if (path.startsWith(".pages")) return JSON.stringify(value) !== "[13,1]";
      return JSON.stringify(value) !== "[0,13]";
    });
    expect(wrong).toEqual([]);
    expect(view.attributions[0]!.corrected!.entry).toBe("a@0-13");
    expect(view.sourceMap).toEqual([]);
  });

  test("what is shown is still a record", () => {
    expect(new Ajv({ strict: true }).compile(schema)(view)).toBe(true);
  });
});

describe("whatever the names and texts", () => {
  const letters = "abcdeéßøłäñçiIkKzZ";
  const part = fc
    .string({ unit: fc.constantFrom(...letters), minLength: 3, maxLength: 8 })
    .map((word) => word[0]!.toUpperCase()[0]! + word.slice(1));
  const name = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(" "));
  const filler = fc.constantFrom(
    "said",
    "the boat",
    "No.",
    '"We',
    'left,"',
    "\n\n",
    "é",
    "on 3 May",
    "😀",
    "a-b",
  );
  const written = (text: string) =>
    fc.constantFrom(
      text,
      text.toUpperCase(),
      text.normalize("NFD"),
      text.replaceAll(" ", "\n"),
      text.replaceAll(" ", "-"),
      `${text}'s`,
      `${text}s`,
      `(${text})`,
      `${text.replaceAll(" ", ".")}@post.example`,
      `#${text.replaceAll(" ", "")}`,
    );
  const scene = name.chain((protectedName) =>
    fc.record({
      protectedName: fc.constant(protectedName),
      pieces: fc.array(fc.oneof(filler, written(protectedName)), { minLength: 1, maxLength: 12 }),
    }),
  );
  const plain = (text: string) =>
    text
      .normalize("NFKD")
      .replace(/[\p{M}\p{Cf}]/gu, "")
      .toLowerCase();

  test("the name is nowhere, in no case and with no accents", () => {
    fc.assert(
      fc.property(scene, ({ protectedName, pieces }) => {
        const text = pieces.join(" ");
        const view = protectRecord(
          recordOf(text, { document: { ...recordOf("").document, title: text, byline: [text] } }),
          [named(protectedName)],
        );
        const words = plain(protectedName).split(" ");
        const whole = words.join("[^\\p{L}\\p{N}]{0,3}");
        const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${whole}(?![\\p{L}\\p{N}])`, "u");
        for (const shownText of [view.text, view.document.title!, view.document.byline[0]!]) {
          expect(plain(shownText).replaceAll("[protected 1]", "|")).not.toMatch(pattern);
        }
      }),
    );
  });

  test("spans stay in the text, and those without the name keep their words", () => {
    const spans = fc.array(fc.tuple(fc.nat(200), fc.nat(200)), { maxLength: 8 });
    fc.assert(
      fc.property(scene, spans, ({ protectedName, pieces }, pairs) => {
        const text = pieces.join(" ");
        const given = pairs
          .map(([a, b]): SpanPair => [Math.min(a, b), Math.max(a, b)])
          .filter(([start, end]) => start < end && end <= text.length);
        const record = recordOf(text, { ownVoice: given.map((span) => ({ span })) });
        const { record: view, toOriginal } = protectedView(record, [named(protectedName)]);
        view.ownVoice.forEach(({ span }, i) => {
          const [start, end] = span;
          expect(0 <= start && start < end && end <= view.text.length).toBe(true);
          const words = view.text.slice(start, end);
          if (!words.includes("[")) expect(words).toBe(text.slice(...given[i]!));
          const [from, to] = toOriginal(span);
          expect(from <= given[i]![0] && given[i]![1] <= to).toBe(true);
        });
      }),
    );
  });
});

describe("bad requests", () => {
  test.each(["", " ", "M", "7", "…", "M."])("a name like %j", (name) => {
    expect(() => checkName(name)).toThrow(/too short to protect/);
  });
  test("a name of two letters", () => expect(checkName(" Li ")).toBe("Li"));
  test.each([
    ["the Kestrel", /part of the name/],
    ["[x]", /is no label/],
    ["", /is no label/],
  ])("a label like %j", (label, message) => {
    expect(() => checkLabel(label, ["Mara Kestrel"])).toThrow(message);
  });
});
