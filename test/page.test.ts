import { readFileSync } from "node:fs";
import type { BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parsePlaces } from "../src/actors/index.ts";
import type { DocumentRecord } from "../src/document/index.ts";
import { bundledModels } from "../src/models.ts";
import { readSources } from "../src/read/index.ts";
import { listSources } from "../src/read/sources.ts";
import { recordOf } from "../src/record.ts";
import { createApp, type Listening, listen, loadPage } from "../src/serve/index.ts";
import { addRecord, closeStore, openStore, type Store } from "../src/store/index.ts";
import { attribution, entity, record } from "./fixtures/records.ts";
import { skipsWithout } from "./needs.ts";
import { CHROMIUM, expectAccessible, openPageBrowser, type PageBrowser } from "./page-browser.ts";

const EVIL = `"><img src=x onerror=alert(1)><script>alert(1)</script>`;

// A record that means harm: its words, names and addresses would run, hide or run away.
const HOSTILE = record(
  {
    id: "hostile",
    text: `${EVIL}\r\n\r\nRead \u202egnihton\u202c of it. ${"long".repeat(500)}\r\n\0end`,
    attributions: [
      attribution({
        id: EVIL,
        content: [[0, 20]],
        source: [[30, 40]],
        sourceEntity: EVIL,
        by: EVIL,
      }),
    ],
    entities: [entity({ id: EVIL, name: EVIL, roles: [{ text: EVIL, span: [0, 4] }] })],
  },
  { title: EVIL, outlet: EVIL, url: "javascript:alert(1)", file: EVIL },
);

const ARABIC = record(
  {
    id: "arabic",
    text: "قال الوزير: «لن يرحل القارب».",
    attributions: [attribution({ content: [[12, 28]], by: "attribute/marks@1" })],
  },
  { title: "عنوان", language: "ar" },
);

// 5,4 million characters, as a white paper of two thousand pages would have.
const LONG_LINE = `${"The boats wait for the tide to turn. ".repeat(60).trim()}\n\n`;
const LONG = record({ id: "long", text: LONG_LINE.repeat(2400) }, { title: "A long paper" });

describe.skipIf(skipsWithout("Chromium", CHROMIUM !== undefined))(
  "the page in a browser (needs Chromium)",
  () => {
    const records = new Map<string, DocumentRecord>();
    const keys = new Map<string, string>();
    let store: Store;
    let listening: Listening;
    let browser: PageBrowser;

    beforeAll(async () => {
      store = await openStore(":memory:", { create: true });
      const places = parsePlaces(readFileSync("examples/places.json", "utf8"), "places.json");
      const sources = await listSources(["examples/2-news-outlet-a.txt", "examples/7-report.html"]);
      for await (const result of readSources(sources as string[])) {
        if ("error" in result) throw result.error;
        await add(recordOf(result.document, bundledModels(), { places }));
      }
      for (const made of [HOSTILE, ARABIC, LONG]) await add(made);
      const access = { token: null, readOnly: false };
      const onBug = (error: unknown) => {
        throw error;
      };
      listening = await listen(
        createApp({ store, page: loadPage(), access, version: "0.0.0", onBug }),
        "127.0.0.1",
        0,
      );
      browser = await openPageBrowser();
    }, 60_000);

    afterAll(async () => {
      await browser?.close();
      await listening?.close();
      await closeStore(store);
    });

    async function add(made: DocumentRecord): Promise<void> {
      const name = made.document.file?.replace("examples/", "") ?? made.id;
      const id = [HOSTILE, ARABIC, LONG].includes(made) ? made.id : name;
      records.set(id, made);
      keys.set(id, (await addRecord(store, made, "test")).key);
    }

    function addressOf(id: string): string {
      return `${listening.address}d/${keys.get(id)}`;
    }

    const at: PageBrowser["at"] = (...visit) => browser.at(...visit);

    const NEWS = "2-news-outlet-a.txt";
    const textColumn = `[...document.querySelectorAll(".t")].map((cell) => cell.textContent).join("")`;

    test.each([NEWS, "7-report.html", "arabic"])(
      "the text column of %s is the stored text",
      async (id) => {
        await at(addressOf(id), async (page) => {
          expect(await page.evaluate(textColumn)).toBe(records.get(id)!.text);
        });
      },
    );

    test("a hostile record does nothing, and keeps its length", async () => {
      await at(addressOf("hostile"), async (page) => {
        expect(await page.evaluate(textColumn)).toBe(HOSTILE.text.replace("\0", "\ufffd"));
        expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(
          true,
        );
        expect(await page.locator("main img, main script, a[href^='javascript']").count()).toBe(0);
        await page.keyboard.press("j");
        expect(await page.locator(".statement.here").count()).toBe(1);
      });
    });

    test("right-to-left text is laid out so", async () => {
      await at(addressOf("arabic"), async (page) => {
        const direction = `getComputedStyle(document.querySelector(".t")).direction`;
        expect(await page.evaluate(direction)).toBe("rtl");
      });
    });

    describe("keyboard", () => {
      test("j and k go from entry to entry, and show its words", async () => {
        await at(addressOf(NEWS), async (page) => {
          const current = "document.activeElement.id";
          await page.keyboard.press("j");
          const first = await page.evaluate(current);
          await page.keyboard.press("j");
          expect(await page.evaluate(current)).not.toBe(first);
          await page.keyboard.press("k");
          expect(await page.evaluate(current)).toBe(first);
          expect(await page.locator(".here").getAttribute("id")).toBe(first);
        });
      });

      test("t goes between an entry and its words", async () => {
        await at(`${addressOf(NEWS)}#s-a6`, async (page) => {
          await page.locator("#s-a6").focus();
          await page.keyboard.press("t");
          expect(await page.evaluate("document.activeElement.id")).toBe("t-a6");
          await page.keyboard.press("t");
          expect(await page.evaluate("document.activeElement.id")).toBe("s-a6");
        });
      });

      test("? lists them, and they can be switched off, also for the next page", async () => {
        await at(addressOf(NEWS), async (page) => {
          const isAtEntry = `document.activeElement.matches(".statement, .event")`;
          const pressJ = async () => {
            await page.keyboard.press("Escape");
            await page.keyboard.press("j");
            return page.evaluate(isAtEntry);
          };
          await page.keyboard.press("?");
          await page.getByLabel("Single keys act").uncheck();
          expect(await pressJ()).toBe(false);
          await page.reload();
          expect(await pressJ()).toBe(false);
          await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
          await page.getByLabel("Single keys act").check();
          expect(await pressJ()).toBe(true);
        });
      });

      test("Tab alone reaches an entry's words and grounds", async () => {
        await at(addressOf(NEWS), async (page) => {
          const summary = `document.activeElement.tagName === "SUMMARY"`;
          for (let i = 0; i < 60 && !(await page.evaluate(summary)); i++)
            await page.keyboard.press("Tab");
          await page.keyboard.press("Enter");
          expect(await page.locator("details[open]").count()).toBe(1);
        });
      });
    });

    test("pointing at words shows whose they are", async () => {
      await at(addressOf(NEWS), async (page) => {
        await page.locator(".t .cue").first().hover();
        await expect.poll(() => page.locator(".statement.here").count()).toBe(1);
        const highlighted = `[...CSS.highlights.get("content")].map(String).join(" … ")`;
        const entry = await page.locator(".statement.here").getAttribute("data-content");
        const { text } = records.get(NEWS)!;
        const spans = entry!.split(" ").map((span) => span.split("-").map(Number));
        const words = spans.map(([start, end]) => text.slice(start, end)).join(" … ");
        expect(await page.evaluate(highlighted)).toBe(words);
      });
    });

    describe("links to words", () => {
      const highlighted = `CSS.highlights.get("permalink") === undefined ? null : [...CSS.highlights.get("permalink")].map(String).join()`;

      test("show them, from a selection and back", async () => {
        const { text } = records.get(NEWS)!;
        const words = "Young fish are back on the middle grounds";
        let link = "";
        const permissions = ["clipboard-read", "clipboard-write"];
        await at(
          addressOf(NEWS),
          async (page) => {
            await page.evaluate(`{
              const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
              let node;
              while ((node = walker.nextNode())) {
                const at = node.data.indexOf(${JSON.stringify(words)});
                if (at >= 0) getSelection().setBaseAndExtent(node, at, node, at + ${words.length});
              }
            }`);
            await page.getByRole("button", { name: "Copy link" }).last().click();
            link = await page.evaluate("navigator.clipboard.readText()");
            await page.keyboard.press("c");
            await expect
              .poll(() => page.evaluate("navigator.clipboard.readText()"))
              .toBe(
                `“Vellin regrets joint letter on Ollan Strait, invites critics to visit”: “${words}” ${link}`,
              );
          },
          { permissions },
        );
        const start = text.indexOf(words);
        expect(link).toMatch(new RegExp(`#s=${start}-${start + words.length}&t=[0-9a-f]{12}$`));
        await at(link, async (page) => {
          expect(await page.evaluate(highlighted)).toBe(words);
          expect(await page.locator("#notice").isVisible()).toBe(false);
        });
      });

      test.each([
        ["#s=10-27&t=000000000000", /The text has changed/],
        ["#s=10-99999", /characters 10 to 99999, but the text has \d+/],
        ["#s=27-10", /names no words/],
      ])("%s says what is wrong, and shows nothing", async (fragment, notice) => {
        await at(addressOf(NEWS) + fragment, async (page) => {
          expect(await page.locator("#notice").textContent()).toMatch(notice);
          expect(await page.evaluate(highlighted)).toBeNull();
        });
      });

      test("lead into the right part of a long text", async () => {
        const start = LONG.text.length - 30;
        await at(`${addressOf("long")}#s=${start}-${start + 9}`, async (page) => {
          await page.waitForURL(/part=/);
          await expect
            .poll(() => page.evaluate(highlighted))
            .toBe(LONG.text.slice(start, start + 9));
        });
      });
    });

    test("selecting over several rows copies the text, and not the entries between", async () => {
      const { text } = records.get(NEWS)!;
      await at(
        addressOf(NEWS),
        async (page) => {
          await page.evaluate(`{
            const cells = document.querySelectorAll(".t");
            getSelection().setBaseAndExtent(cells[2], 0, cells[4], 0);
          }`);
          await page.keyboard.press("Control+c");
          const copied: string = await page.evaluate("navigator.clipboard.readText()");
          expect(copied.length).toBeGreaterThan(300);
          expect(text).toContain(copied);
        },
        { permissions: ["clipboard-read", "clipboard-write"] },
      );
    });

    test("without script it reads the same", async () => {
      await at(
        addressOf(NEWS),
        async (page) => {
          expect(await page.locator(".statement").count()).toBe(
            records.get(NEWS)!.attributions.length,
          );
          await page.locator("a.ref").first().click();
          expect(page.url()).toContain("#s-");
        },
        { javaScriptEnabled: false },
      );
    });

    const queries = ["search?q=letter&kind=direct", "who?name=Tarrade", "timeline", "compare"];
    const views = ["", ...queries, "api", NEWS, "7-report.html", "hostile", "arabic"];
    const looks: readonly [string, readonly string[], BrowserContextOptions][] = [
      ["light", views, { colorScheme: "light" }],
      ["dark", ["", ...queries, "api", NEWS], { colorScheme: "dark" }],
      [
        "narrow",
        ["", ...queries, "api", NEWS, "hostile"],
        { viewport: { width: 360, height: 740 } },
      ],
      ["in forced colours", [NEWS], { forcedColors: "active" }],
    ];
    describe.each(looks)("axe finds nothing wrong, %s", (look, views, options) => {
      test.each(views)("/%s", async (view) => {
        const both = `?d=${keys.get(NEWS)}&d=${keys.get("7-report.html")}`;
        const address = keys.has(view)
          ? addressOf(view)
          : listening.address + (view === "compare" ? view + both : view);
        await at(
          address,
          async (page) => {
            if (keys.has(view)) {
              await page.keyboard.press("j");
              await page.locator("summary").first().click();
            }
            const name = view === "" ? "list" : view.replace(/\W/g, "-");
            await expectAccessible(page, `${name}-${look}`);
          },
          options,
        );
      });
    });
  },
);
