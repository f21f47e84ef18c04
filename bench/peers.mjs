// The peers of `npm run bench -- reading --peers`, each with what its own documentation says to
// call, its text cut at block elements. They take no page's address except to make links whole.
import { extractFromHtml } from "@extractus/article-extractor";
import { Readability } from "@mozilla/readability";
import { Defuddle } from "defuddle/node";
import { parseHTML } from "linkedom";

// They tell of odd pages on the console, which is no place for it in the middle of a table.
console.warn = () => {};

const BLOCKS =
  "address,article,aside,blockquote,br,dd,div,dl,dt,figcaption,figure,footer,h1,h2,h3,h4,h5,h6,header,hr,li,main,ol,p,pre,section,table,td,th,tr,ul";

/** The words of HTML, a line feed where a block begins. */
function textOf(html) {
  const { document } = parseHTML(`<!doctype html><html><body>${html ?? ""}</body></html>`);
  for (const element of document.querySelectorAll("figcaption,script,style")) element.remove();
  for (const element of document.querySelectorAll(BLOCKS)) element.before("\n");
  return document.body.textContent;
}

function names(author) {
  return (author ?? "")
    .replace(/^by\s+/i, "")
    .split(/\s*(?:[,;]|\band\b)\s*/)
    .filter((name) => name !== "");
}

export const peers = [
  {
    name: "Readability + linkedom",
    read(html) {
      const { document } = parseHTML(html);
      const found = new Readability(document).parse();
      return {
        title: found?.title ?? null,
        byline: names(found?.byline),
        published: found?.publishedTime ?? null,
        text: textOf(found?.content),
      };
    },
  },
  {
    name: "defuddle",
    async read(html, url) {
      const { document } = parseHTML(html);
      const { error } = console;
      console.error = () => {};
      const found = await Defuddle(document, url, { useAsync: false });
      console.error = error;
      return {
        title: found.title || null,
        byline: names(found.author),
        published: found.published || null,
        text: textOf(found.content),
      };
    },
  },
  {
    name: "article-extractor",
    async read(html, url) {
      const found = await extractFromHtml(html, url);
      return {
        title: found?.title ?? null,
        byline: names(found?.author),
        published: found?.published ?? null,
        text: textOf(found?.content),
      };
    },
  },
];
