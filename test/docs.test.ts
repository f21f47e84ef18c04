import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { indexPlaces, resolveActors } from "../src/actors/index.ts";
import { findNames } from "../src/actors/names.ts";
import { Tree } from "../src/actors/tree.ts";
import { attribute } from "../src/attribute/index.ts";
import { passagesOf } from "../src/attribute/passage.ts";
import { proposeQuotations } from "../src/attribute/propose/quotation.ts";
import { parsePlaces, read, readSources } from "../src/index.ts";
import { analyse, parse } from "../src/language/index.ts";
import { bundledLanguage } from "../src/models.ts";

/** A documentation page; fails with its name where it is not written yet. */
function page(file: string): string {
  if (!existsSync(file)) throw new Error(`${file} is not there. Write it.`);
  return readFileSync(file, "utf8");
}

/** The fenced blocks of one language, without their fences. */
function blocksOf(text: string, language: string): string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms");
  return [...text.matchAll(fence)].map(([, block]) => block!);
}

/** The JSON that a page shows, each with its beginning as a title. */
function jsonBlocksOf(text: string): [title: string, shown: unknown][] {
  return blocksOf(text, "json").map((block) => [
    block.replace(/\s+/g, " ").slice(0, 60),
    JSON.parse(block),
  ]);
}

function withoutBlocks(text: string): string {
  return text.replace(/^```.*?^```$/gms, "");
}

/** Pages of the repository, not those of packages. */
function pagesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return /^(?:\.|node_modules$|dist$|coverage$)/.test(entry.name) ? [] : pagesIn(path);
    }
    return entry.name.endsWith(".md") ? [path] : [];
  });
}

const places = parsePlaces(readFileSync("examples/places.json", "utf8"), "examples/places.json");
const placeIndex = indexPlaces(places);

async function documents(...sources: string[]) {
  const found = [];
  for await (const result of readSources(sources)) {
    if ("error" in result) throw result.error;
    found.push(result.document);
  }
  return found;
}

/** Whether the value is what the page shows: every field shown is there, lists are whole. */
function shows(value: unknown, shown: unknown): boolean {
  if (typeof shown !== "object" || shown === null) return Object.is(value, shown);
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(shown)) {
    if (!Array.isArray(value) || value.length !== shown.length) return false;
    return shown.every((part, i) => shows(value[i], part));
  }
  return Object.entries(shown).every(([key, part]) =>
    shows((value as Record<string, unknown>)[key], part),
  );
}

/** Whether what the page shows stands anywhere in the value; a list also as a run of a longer one. */
function holds(value: unknown, shown: unknown): boolean {
  if (shows(value, shown)) return true;
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value) && Array.isArray(shown)) {
    const { length } = shown;
    if (value.some((_, i) => shows(value.slice(i, i + length), shown))) return true;
  }
  return Object.values(value).some((part) => holds(part, shown));
}

interface Definition {
  readonly properties?: Readonly<Record<string, Definition>>;
  readonly enum?: readonly string[];
}

const schema = JSON.parse(readFileSync("schema/onrecord-1.schema.json", "utf8")) as {
  definitions: Readonly<Record<string, Definition>>;
};
const definitions = Object.entries(schema.definitions);

describe("docs/formats.md", () => {
  const FORMATS = page("docs/formats.md");

  /** The part under a heading of the third level, up to the next heading. */
  function section(title: string): string {
    const at = FORMATS.indexOf(`\n### ${title}\n`);
    if (at < 0) throw new Error(`docs/formats.md has no heading "### ${title}". Add one.`);
    const end = /\n##+ /g;
    end.lastIndex = at + 1;
    return FORMATS.slice(at, end.exec(FORMATS)?.index);
  }

  function fieldsOf({ properties = {} }: Definition): string[] {
    return Object.entries(properties).flatMap(([name, inner]) => [
      name,
      ...fieldsOf(inner).map((field) => `${name}.${field}`),
    ]);
  }

  test.each(definitions.filter(([, definition]) => definition.properties))(
    "every field of %s is documented, and nothing else",
    (name, definition) => {
      const [table = ""] = /^\| field \|.*?(?=\n\n|$(?![\s\S]))/ms.exec(section(name)) ?? [];
      const documented = [...table.matchAll(/^\| `([\w.]+)` \|/gm)].map(([, field]) => field!);
      expect(documented).toEqual(fieldsOf(definition));
    },
  );

  const simple = definitions.filter(([, { properties, enum: values }]) => !properties && !values);

  test.each(simple)("the type %s is documented", (name) => {
    const found = FORMATS.includes(`\n| ${name} |`) || FORMATS.includes(`\n### ${name}\n`);
    expect(found).toBe(true);
  });

  test("every value a field may have is documented", () => {
    const values = definitions.flatMap(([, definition]) => [
      ...(definition.enum ?? []),
      ...Object.values(definition.properties ?? {}).flatMap((property) => property.enum ?? []),
    ]);
    const missing = values.filter(
      (value) => !FORMATS.includes(`\`${value}\``) && !FORMATS.includes(`\`"${value}"\``),
    );
    expect(missing).toEqual([]);
  });

  test.each(jsonBlocksOf(FORMATS))("%s stands in a record of the dossier", async (_, shown) => {
    const records = (await documents("examples")).map((doc) => read(doc, { places }));
    expect(holds(records, shown)).toBe(true);
  });
});

describe("docs/architecture.md", () => {
  const ARCHITECTURE = page("docs/architecture.md");

  test("every file and folder it names exists", () => {
    const named = [...withoutBlocks(ARCHITECTURE).matchAll(/`([^`\n]+)`/g)].map(
      ([, name]) => name!,
    );
    const paths = named.filter(
      (name) =>
        /^[\w.-]+(?:\/[\w.-]+)*\/?$/.test(name) &&
        (name.includes("/") || /\.(?:ts|mjs|json|md|txt)$/.test(name)) &&
        !name.startsWith("onrecord/"),
    );
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });

  test("every folder of src is named", () => {
    const folders = readdirSync("src").filter((name) => statSync(join("src", name)).isDirectory());
    expect(folders.filter((name) => !ARCHITECTURE.includes(`\`src/${name}\``))).toEqual([]);
  });

  test("every name in code style that reads as one of ours is in the sources", () => {
    const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(join("src", file), "utf8"))
      .join("\n");
    const named = [...withoutBlocks(ARCHITECTURE).matchAll(/`([A-Za-z_]*[a-z_][A-Z_]\w*)`/g)];
    const missing = named.filter(([, name]) => !new RegExp(`\\b${name}\\b`).test(sources));
    expect(missing.map(([, name]) => name)).toEqual([]);
  });

  test("the public names of src/index.ts are here or in the README", () => {
    const index = readFileSync("src/index.ts", "utf8");
    const exported = [...index.matchAll(/\{([^}]*)\}/g)].flatMap(([, list]) =>
      list!
        .split(",")
        .map((name) => name.trim().replace(/^type /, ""))
        .filter((name) => name !== ""),
    );
    expect(exported).toContain("read");
    const text = ARCHITECTURE + page("README.md");
    expect(exported.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
  });

  test.each(jsonBlocksOf(ARCHITECTURE))("%s is what the code computes", async (_, shown) => {
    const [doc] = await documents("examples/2-news-outlet-a.txt");
    const language = analyse(doc!);
    const { blocks, sentences, quotations } = language;
    const passages = passagesOf(doc!, language);
    const parsed = parse(bundledLanguage(), language);
    const relations = attribute(doc!, language, parsed, null);
    const way = [
      doc,
      { blocks, sentences, quotations },
      passages.flatMap(proposeQuotations),
      relations,
      findNames(language, parsed, new Tree(language, parsed), placeIndex, []),
      resolveActors(doc!, language, parsed, relations, placeIndex),
    ];
    expect(holds(way, shown)).toBe(true);
  });
});

describe("links", () => {
  /** The anchor of a heading, as GitHub makes it. */
  const anchorOf = (heading: string) =>
    heading
      .replace(/[`*]/g, "")
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-");

  test.each(pagesIn("."))("the relative links of %s lead somewhere", (file) => {
    const links = [...withoutBlocks(page(file)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, to]) => to!);
    const broken = links.filter((link) => {
      if (/^[a-z]+:/.test(link)) return false;
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? file : join(dirname(file), path);
      if (!existsSync(target)) return true;
      if (anchor === undefined || !target.endsWith(".md")) return false;
      const headings = [...page(target).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading!);
      return !headings.some((heading) => anchorOf(heading) === anchor);
    });
    expect(broken).toEqual([]);
  });
});

describe("commands", () => {
  // The launcher would install and build under the tests' feet; what it starts is the same.
  const main = `'${process.execPath}' '${resolve("dist/cli/main.js")}'`;

  function run(block: string) {
    const shell = block.replaceAll("./onrecord", main);
    return spawnSync("sh", ["-ec", shell], { encoding: "utf8", input: "" });
  }

  describe.each(["README.md", "CONTRIBUTING.md"])("%s", (file) => {
    test("its blocks that begin with ./onrecord run", () => {
      const blocks = blocksOf(page(file), "sh").filter((block) => block.startsWith("./onrecord"));
      expect(blocks.length).toBeGreaterThan(0);
      for (const block of blocks) {
        const { status, stderr } = run(block);
        expect({ block, status, stderr }).toEqual({ block, status: 0, stderr: "" });
      }
    });
  });
});
