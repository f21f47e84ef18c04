import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, normalize, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attribute } from "../src/attribute/index.ts";
import { analyse, parse } from "../src/language/index.ts";
import { bundledModels } from "../src/models.ts";
import { textDocument } from "../src/read/index.ts";
import { skipsWithout } from "./needs.ts";
import { CHROMIUM } from "./page-browser.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".json": "application/json",
};

/** A page that runs the stages on a document and leaves their relations as its only text. */
const page = (doc: unknown) => `<!doctype html><meta charset="utf-8"><body><script type="module">
  import { analyse, loadLanguageModel, parse } from "/dist/language/index.js";
  import { attribute } from "/dist/attribute/index.js";
  import { loadAttribution } from "/dist/attribute/model/index.js";
  const load = async (name) => new Uint8Array(await (await fetch("/data/" + name)).arrayBuffer());
  const predict = loadAttribution(await load("attribution.bin"));
  const model = loadLanguageModel(await load("language.bin"));
  const doc = ${JSON.stringify(doc).replaceAll("<", "\\u003c")};
  const language = analyse(doc);
  const parsed = parse(model, language);
  const found = {
    rules: attribute(doc, language, parsed, null),
    trained: attribute(doc, language, parsed, predict),
  };
  document.body.textContent = btoa(unescape(encodeURIComponent(JSON.stringify(found))));
</script>`;

describe.skipIf(skipsWithout("Chromium", CHROMIUM !== undefined))(
  "in a browser (needs Chromium)",
  () => {
    const doc = textDocument(readFileSync("examples/3-news-outlet-b.txt", "utf8"));
    const root = resolve(".");
    let server: Server;
    let profile: string;

    beforeAll(async () => {
      profile = mkdtempSync(join(tmpdir(), "onrecord-browser-"));
      server = createServer((request, response) => {
        const path = normalize(decodeURIComponent(request.url ?? "/"));
        const file = join(root, path);
        if (path === "/") {
          response.setHeader("content-type", "text/html").end(page(doc));
        } else if (/^\/(?:dist|data)\//.test(path) && existsSync(file)) {
          response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
          response.end(readFileSync(file));
        } else {
          response.writeHead(404).end();
        }
      });
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    });

    afterAll(() => {
      server.close();
      rmSync(profile, { recursive: true, force: true });
    });

    it("the stages give what they give in Node, by rules and trained", async () => {
      const { port } = server.address() as AddressInfo;
      const { stdout } = await promisify(execFile)(CHROMIUM!, [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        `--user-data-dir=${profile}`,
        "--virtual-time-budget=20000",
        "--dump-dom",
        `http://127.0.0.1:${port}/`,
      ]);
      const [, encoded] = /<body>([A-Za-z0-9+/=]+)<\/body>/.exec(stdout) ?? [];
      expect(encoded, stdout.slice(0, 400)).toBeDefined();
      const inBrowser = JSON.parse(Buffer.from(encoded!, "base64").toString("utf8"));
      const language = analyse(doc);
      const models = bundledModels();
      const parsed = parse(models.language, language);
      expect(inBrowser).toEqual({
        rules: attribute(doc, language, parsed, null),
        trained: attribute(doc, language, parsed, models.predict),
      });
    });
  },
);
