import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../test/fast-check.ts";
import { checkSourceMap } from "../../test/source-map.ts";
import { type Document, isBody } from "../document/index.ts";
import { htmlDocument } from "./html-document.ts";

const BODY = "The harbour council of Caster refused on Monday to sign the treaty.";

/** "kind: words" of every block. */
function outline(source: string): string[] {
  const { text, blocks } = htmlDocument(source);
  return blocks.map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
}

describe("elements", () => {
  it.each([
    ["<h1>No</h1><p>A &amp; b.</p>", ["headline: No", "paragraph: A & b."]],
    ["<p>One\n\t two  three.</p>", ["paragraph: One two three."]],
    ["<p>One<br>two.</p>", ["paragraph: One\ntwo."]],
    [
      "<p>One is here.<br><br>Two is here.</p>",
      ["paragraph: One is here.", "paragraph: Two is here."],
    ],
    ["<p>One <b>two</b><i>three</i>.</p>", ["paragraph: One twothree."]],
    ["<h1>No</h1><h2>Part</h2><p>One.</p>", ["headline: No", "subhead: Part", "paragraph: One."]],
    ["<p>One.</p><ul><li>a b</li><li>c d</li></ul>", ["paragraph: One.", "list: a b\nc d"]],
    ["<p>One.<ol><li>a b<li>c d</ol>", ["paragraph: One.", "list: a b\nc d"]],
    ["<ul><li>a</ul><ul><li>b</ul>", ["list: a", "list: b"]],
    ["<blockquote><p>“We.”</p></blockquote>", ["quotation: “We.”"]],
    ["<table><tr><th>a<th>b<tr><td>1<td>2</table>", ["table: a\tb\n1\t2"]],
    ["<table><caption>Boats</caption><tr><td>1</table>", ["caption: Boats", "table: 1"]],
    ["<pre>One  two\n  three.</pre>", ["paragraph: One  two\n  three."]],
    [`<div>${BODY}</div><div>Menu</div>`, [`paragraph: ${BODY}`]],
    ["<p>One.<p>Two.", ["paragraph: One.", "paragraph: Two."]],
    ["<p>One.</b></div></p><p>Two.", ["paragraph: One.", "paragraph: Two."]],
    ["<p>&nbsp;</p><p>One.</p>", ["paragraph: One."]],
    ["<p>a&#x1F6A2;b &NotEqualTilde;.", ["paragraph: a🚢b ≂̸."]],
    ["<p>a&#32;&#10; b.", ["paragraph: a b."]],
    ["<p>AT&T and &unknown; stay.", ["paragraph: AT&T and &unknown; stay."]],
    ["<p>&#147;No&#148;.", ["paragraph: “No”."]],
    ["", []],
  ])("%s", (source, blocks) => {
    expect(outline(source)).toEqual(blocks);
  });

  it.each([
    "<script>var a = '<p>x.</p>';</script>",
    "<style>p { }</style>",
    "<noscript>Turn it on.</noscript>",
    "<template><p>x.</p></template>",
    "<svg><text>x.</text><path/></svg>",
    "<nav><p>x.</p></nav>",
    "<form><p>x.</p></form>",
    "<button>x.</button>",
    "<select><option>x.</select>",
    "<header><p>x.</p></header>",
    "<footer><p>x.</p></footer>",
    "<aside><p>x.</p></aside>",
    "<div hidden><p>x.</p></div>",
    '<div aria-hidden="true"><p>x.</p></div>',
    "<!-- <p>x.</p> -->",
  ])("%s is left out of the body", (source) => {
    const doc = htmlDocument(`${source}<p>${BODY}</p>${source}`);
    const body = doc.blocks.filter(isBody).map(({ start, end }) => doc.text.slice(start, end));
    expect(body).toEqual([BODY]);
  });

  it("a page that is one form is read all the same", () => {
    expect(outline(`<body><form><p>${BODY}</p></form>`)).toEqual([`paragraph: ${BODY}`]);
  });

  it("only the article is the body, with the headline above it", () => {
    const source = `<body><p>Elsewhere.</p><h1>No</h1><article><p>${BODY}</p></article><p>Elsewhere.</p>`;
    expect(outline(source)).toEqual(["headline: No", `paragraph: ${BODY}`]);
  });

  it("teasers are not the article", () => {
    const source = `<main><article><h1>No</h1><p>${BODY}</p><p>${BODY}</p></article><article><p>Other.</p></article></main>`;
    expect(outline(source)).toEqual(["headline: No", `paragraph: ${BODY}`, `paragraph: ${BODY}`]);
  });
});

describe("words that overrule elements", () => {
  const inArticle = (inner: string) =>
    outline(`<article><h1>No</h1>${inner}<p>${BODY}</p></article>`).slice(1, -1);
  it.each([
    ["<p>By Ada Roe</p>", ["byline: By Ada Roe"]],
    ["<div>By <a>Ada Roe</a></div>", ["byline: By Ada Roe"]],
    ["<div><time>12 March 2031</time></div>", ["timestamp: 12 March 2031"]],
    ["<p>VELLIN (Agency) — He left.</p>", ["dateline: VELLIN (Agency)", "paragraph: He left."]],
    [
      "<figure><figcaption>Boats. <span class=credit>Ada Roe</span></figcaption></figure>",
      ["caption: Boats.", "credit: Ada Roe"],
    ],
    [
      "<figcaption>Boats at sea. /Oram Photo</figcaption>",
      ["caption: Boats at sea.", "credit: /Oram Photo"],
    ],
    ["<div class=newsletter><p>The tide, daily.</p></div>", ["promotion: The tide, daily."]],
    [
      "<aside><h2>Related</h2><a>Fleet stays</a></aside>",
      ["related: Related", "related: Fleet stays"],
    ],
    [
      "<h3>Read more</h3><ul><li><a>Fleet stays</a><li><a>Mayor goes</a></ul>",
      ["related: Read more", "related: Fleet stays", "related: Mayor goes"],
    ],
    ["<ul><li><a>Fleet stays</a></ul>", ["related: Fleet stays"]],
    ["<p>© 2031 Herald</p>", ["boilerplate: © 2031 Herald"]],
    [
      "<p>He met <span class=author>Ada Roe</span> there.</p>",
      ["paragraph: He met Ada Roe there."],
    ],
  ])("%s", (inner, blocks) => {
    expect(inArticle(inner)).toEqual(blocks);
  });
});

describe("metadata", () => {
  const head = (inner: string): Document =>
    htmlDocument(`<html lang="en-GB"><head>${inner}</head><body><article><p>${BODY}</p></article>`);
  const ld = (value: unknown) =>
    `<script type="application/ld+json">${JSON.stringify(value)}</script>`;

  it.each<[string, Partial<Document>]>([
    ["<title>A | Herald</title>", { title: "A | Herald", language: "en" }],
    ['<title>A</title><meta property="og:title" content="B &amp; c">', { title: "B & c" }],
    ['<meta property="og:site_name" content="Herald">', { outlet: "Herald" }],
    ['<meta name="author" content="By Ada Roe and Jan Poe">', { byline: ["Ada Roe", "Jan Poe"] }],
    [
      '<meta property="article:published_time" content="2031-03-18T07:30:00+0200">',
      { published: "2031-03-18T07:30:00+02:00" },
    ],
    [
      '<meta property="article:modified_time" content="2031-03-18">',
      { published: null, updated: "2031-03-18" },
    ],
    ['<link rel="canonical" href="https://herald.example/a">', { url: "https://herald.example/a" }],
    [
      '<link rel="canonical" href="/a"><meta property="og:url" content="https://herald.example/b">',
      { url: "https://herald.example/b" },
    ],
    [
      ld({
        "@type": "NewsArticle",
        headline: "H",
        author: { name: "Ada Roe" },
        publisher: { name: "Herald" },
        datePublished: "2031-03-18",
        dateModified: "2031-03-19T08:00Z",
      }),
      {
        title: "H",
        byline: ["Ada Roe"],
        outlet: "Herald",
        published: "2031-03-18",
        updated: "2031-03-19T08:00Z",
      },
    ],
    [
      ld({
        "@graph": [
          { "@type": "WebPage" },
          { "@type": ["Report"], author: [{ "@id": "#a" }, "Jan Poe"] },
          { "@type": "Person", "@id": "#a", name: "Ada Roe" },
        ],
      }),
      { byline: ["Ada Roe", "Jan Poe"] },
    ],
    [
      '<script type="application/ld+json">{ "datePublished": </script><title>A</title>',
      { title: "A", published: null },
    ],
    ['<meta property="article:published_time" content="03/04/2031">', { published: "2031-04-03" }],
  ])("%s", (source, expected) => {
    expect(head(source)).toMatchObject(expected);
  });

  it("a time element states when it was published, one after Updated when it was updated", () => {
    const doc = htmlDocument(
      `<article><h1>No</h1><div><time datetime="2031-03-18T07:30+02:00">x</time> Updated <time datetime="2031-03-19">y</time></div><p>${BODY}</p></article>`,
    );
    expect(doc).toMatchObject({ published: "2031-03-18T07:30+02:00", updated: "2031-03-19" });
  });

  it.each([
    ["en-US", "2031-03-04"],
    ["de", "2031-04-03"],
    ["en", null],
  ])("03/04/2031 on a page in %s", (language, published) => {
    const page = `<html lang=${language}><meta name=date content=03/04/2031><p>${BODY}</p>`;
    expect(htmlDocument(page).published).toBe(published);
  });

  it("what the caller knows goes first", () => {
    const doc = htmlDocument(`<title>A</title><p>${BODY}</p>`, {
      title: "B",
      id: "7",
      published: "2031-01-01",
    });
    expect(doc).toMatchObject({ title: "B", id: "7", published: "2031-01-01" });
  });
});

const markup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<article>",
        "</article>",
        "<h1>",
        "</h1>",
        "<ul>",
        "<li>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<br>",
        "<pre>",
        "</pre>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<figcaption>",
        "<span class=credit>",
        "</span>",
        "<a rel=author>",
        "</a>",
        "<meta name=author content=",
        "<time datetime=2031-01-01>",
        "<",
        ">",
        '"',
        "&amp;",
        "&nbsp;",
        "&#x1F6A2;",
        "&",
        "&#0;",
        "<svg>",
        "</svg>",
        "<svg/>",
      ),
      fc.constantFrom(
        " ",
        "\n",
        "The council met. ",
        "By Ada Roe",
        "Read more:",
        "VELLIN (Agency) — No.",
        "\ud800",
        "\0",
      ),
      fc.string({ unit: "binary", maxLength: 5 }),
    ),
    { maxLength: 80 },
  )
  .map((parts) => parts.join(""));

it("any page can be read: blocks in order and trimmed, every run leads to its characters", () => {
  fc.assert(
    fc.property(markup, (source) => {
      const doc = htmlDocument(source);
      checkSourceMap(source, doc);
      let end = 0;
      for (const block of doc.blocks) {
        expect(block.start).toBeGreaterThanOrEqual(end);
        const words = doc.text.slice(block.start, block.end);
        expect(words.length).toBeGreaterThan(0);
        expect(words).toBe(words.trim());
        end = block.end;
      }
    }),
    { numRuns: runs(1000) },
  );
});

it("runs are as long as they can be: one for a paragraph of words, one for each entity", () => {
  const { text, sourceMap } = htmlDocument("<p>One two three&rsquo;s four.</p>");
  expect(text).toBe("One two three’s four.");
  expect(sourceMap).toEqual([
    { at: 0, from: 3, length: 13 },
    { at: 13, from: 16, length: 1 },
    { at: 14, from: 23, length: 7 },
  ]);
});

it("a space leads to the first of the white space it stands for", () => {
  const source = "<p>One \n\t two.</p>";
  const { sourceMap } = htmlDocument(source);
  expect(sourceMap).toEqual([
    { at: 0, from: 3, length: 4 },
    { at: 4, from: 10, length: 4 },
  ]);
});

it.each([
  ["100 000 open elements", "<div>".repeat(100_000)],
  [
    "100 000 open elements and end tags for none of them",
    `${"<div>".repeat(100_000)}${"</b>".repeat(100_000)}`,
  ],
  ["30 000 nested lists", "<ul><li>a".repeat(30_000)],
  ["5 MB of one paragraph", `<p>${"The council met. ".repeat(300_000)}`],
  ["300 000 entities", `<p>${"&amp;".repeat(300_000)}`],
  ["300 000 line breaks", `<p>a${"<br>".repeat(300_000)}`],
  ["a comment without end", `<!--${"--".repeat(2_000_000)}`],
  [
    "deep JSON-LD",
    `<script type="application/ld+json">${"[".repeat(300_000)}${"]".repeat(300_000)}</script>`,
  ],
])("%s", { timeout: 30_000 }, (_, source) => {
  expect(() => htmlDocument(source)).not.toThrow();
});
