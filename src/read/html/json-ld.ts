/** What the JSON-LD of a page says of its article; `null` is unknown. */
export interface ArticleData {
  readonly headline: string | null;
  readonly authors: readonly string[];
  readonly publisher: string | null;
  readonly published: string | null;
  readonly updated: string | null;
  /** The text of the article, which many pages give in part or without its headings. */
  readonly body: string | null;
  readonly section: string | null;
  readonly language: string | null;
  readonly url: string | null;
}

type Node = Readonly<Record<string, unknown>>;

/** How many values of a page's JSON-LD are looked at. */
const MAX_NODES = 5000;

const ARTICLE = /(?:Article|Report|Posting|PressRelease|Interview)$/;

/** The first article in a page's JSON-LD; malformed scripts are passed over. */
export function articleData(scripts: readonly string[]): ArticleData {
  const nodes = scripts.flatMap((script) => nodesOf(parse(script)));
  const article = nodes.find((node) => typesOf(node).some((type) => ARTICLE.test(type))) ?? {};
  return {
    headline: text(article.headline) ?? text(article.name),
    authors: names(article.author ?? article.creator, nodes),
    publisher: names(article.publisher, nodes)[0] ?? null,
    published: text(article.datePublished),
    updated: text(article.dateModified),
    section: text([article.articleSection].flat()[0]),
    language: text(article.inLanguage),
    url: text(article.url),
    body: text(nodes.find((node) => text(node.articleBody) !== null)?.articleBody),
  };
}

function parse(script: string): unknown {
  try {
    return JSON.parse(
      script.replace(/^\s*(?:<!--|\/\*<!\[CDATA\[\*\/)|(?:-->|\/\*\]\]>\*\/)\s*$/g, ""),
    );
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The objects in a JSON-LD value, outer ones first. */
function nodesOf(value: unknown): Node[] {
  const found: Node[] = [];
  const open: unknown[] = [value];
  for (let i = 0; i < open.length && i < MAX_NODES; i++) {
    const each = open[i];
    if (typeof each !== "object" || each === null) continue;
    if (!Array.isArray(each)) found.push(each as Node);
    for (const inner of Object.values(each)) if (open.length < MAX_NODES) open.push(inner);
  }
  return found;
}

function typesOf(node: Node): string[] {
  return [node["@type"]].flat().filter((type) => typeof type === "string");
}

/** The names of one or many people or organisations, given as text, objects, or references. */
function names(value: unknown, nodes: readonly Node[]): string[] {
  return [value].flat(2).flatMap((each): string[] => {
    if (typeof each === "string") return [each];
    if (typeof each !== "object" || each === null) return [];
    const node = each as Node;
    const name =
      node.name ?? nodes.find((n) => n.name && n["@id"] === node["@id"] && node["@id"])?.name;
    return [name].flat().filter((part) => typeof part === "string");
  });
}

function text(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}
