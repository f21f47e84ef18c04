import { readFileSync } from "node:fs";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parsePlaces } from "../src/actors/index.ts";
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

const FILES = ["1-joint-letter.txt", "2-news-outlet-a.txt", "3-news-outlet-b.txt"];

/** A letter signed by states that are on the map, by one too small to see, and by nobody's state. */
const SIGNED = ["Iceland", "Brazil", "Singapore", `Union ${EVIL}`];
const LETTER_TEXT = `On the marking of buoys\n\n${SIGNED.join("\n")}\n`;
const LETTER = record(
  {
    id: "buoys",
    text: LETTER_TEXT,
    entities: [
      ...SIGNED.map((name, i) =>
        entity({
          id: `e${i}`,
          name,
          kind: i < 3 ? "state" : "organisation",
          country: ["ISL", "BRA", "SGP"][i] ?? null,
          mentions: [spanOf(LETTER_TEXT, name)],
        }),
      ),
      entity({ id: "e9", name: "the letter", kind: "document", named: false }),
    ],
    lists: [
      {
        kind: "signatories",
        document: "e9",
        entities: ["e0", "e1", "e2", "e3"],
        statedCount: 3,
        spans: SIGNED.map((name) => spanOf(LETTER_TEXT, name)),
      },
    ],
  },
  { title: `On the marking of buoys ${EVIL}`, published: "2031-05-02", genre: "letter" },
);

const ARABIC_WORDS = "لن يرحل القارب قبل أن يعود الصيادون";
const ARABIC = record(
  {
    id: "arabic",
    text: `قال الوزير: «${ARABIC_WORDS}».`,
    attributions: [
      attribution({ kind: "direct", content: [[12, 14 + ARABIC_WORDS.length]], by: "marks@1" }),
    ],
  },
  { title: "عنوان", outlet: "المرفأ", language: "ar", published: "2031-04-01" },
);

function spanOf(text: string, words: string): readonly [number, number] {
  const start = text.indexOf(words);
  return [start, start + words.length];
}

const WORDS = "We reject this letter, which was written without a visit";

describe.skipIf(skipsWithout("Chromium", CHROMIUM !== undefined))(
  "views in a browser (needs Chromium)",
  () => {
    const keys: string[] = [];
    let store: Store;
    let listening: Listening;
    let browser: PageBrowser;

    beforeAll(async () => {
      store = await openStore(":memory:", { create: true });
      const places = parsePlaces(readFileSync("examples/places.json", "utf8"), "places.json");
      const sources = await listSources(FILES.map((file) => `examples/${file}`));
      for await (const result of readSources(sources as string[])) {
        if ("error" in result) throw result.error;
        const made = recordOf(result.document, bundledModels(), { places });
        keys.push((await addRecord(store, made, "test")).key);
      }
      for (const made of [LETTER, ARABIC]) keys.push((await addRecord(store, made, "test")).key);
      const onBug = (error: unknown) => {
        throw error;
      };
      const access = { token: null, readOnly: false };
      const page = loadPage();
      listening = await listen(
        createApp({ store, page, access, version: "0.0.0", onBug }),
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

    const at = (
      path: string,
      work: (page: Page) => Promise<void>,
      options?: BrowserContextOptions,
    ) => browser.at(listening.address + path, work, options);

    /** Tabs on until the element with focus is this one, and fails where it is never. */
    async function tabTo(page: Page, selector: string): Promise<void> {
      const isThere = `document.activeElement.matches(${JSON.stringify(selector)})`;
      for (let i = 0; i < 120; i++) {
        if (await page.evaluate(isThere)) return;
        await page.keyboard.press("Tab");
      }
      throw new Error(`no way to ${selector} by Tab`);
    }

    test("a keyboard alone goes from search through reading and checking to comparing", async () => {
      await at("search", async (page) => {
        await tabTo(page, "input[name=q]");
        await page.keyboard.type('"reject this letter"');
        await page.keyboard.press("Enter");
        await page.waitForURL(/search\?q=/);
        await tabTo(page, ".hits blockquote a");
        await page.keyboard.press("Enter");
        await page.waitForURL(/\/d\//);
        await tabTo(page, ".statement.direct summary");
        await page.keyboard.press("Enter");
        await tabTo(page, "[open] a[href^='/quote?d=']");
        await page.keyboard.press("Enter");
        await page.waitForURL(/\/quote\?d=/);
        expect(await page.locator(".place").count()).toBeGreaterThan(0);
        await tabTo(page, "header.site a[href='/']:not(.name)");
        await page.keyboard.press("Enter");
        await page.waitForURL(listening.address);
        for (const key of [keys[1], keys[2]]) {
          await tabTo(page, `input[value='${key}']`);
          await page.keyboard.press("Space");
        }
        await tabTo(page, "form[action='/compare'] button");
        await page.keyboard.press("Enter");
        await page.waitForURL(/\/compare\?/);
        expect(await page.locator(".accounts.of-2").count()).toBe(1);
        expect(await page.locator(".accounts mark").allTextContents()).toContain("reject");
      });
    });

    test("a link from a checked quotation leads to its very words", async () => {
      await at(`quote?words=${encodeURIComponent(WORDS)}`, async (page) => {
        const place = page.locator(".place", { hasText: "Dorrimouth" });
        await place.getByRole("link", { name: "these words in the text" }).click();
        await page.waitForURL(/#s=/);
        const highlighted = `[...(CSS.highlights.get("permalink") ?? [])].map(String).join()`;
        const words = "We reject this letter, which was written without a single visit";
        await expect.poll(() => page.evaluate(highlighted)).toBe(words);
      });
    });

    test("an entry of the reading view leads to the check of its words", async () => {
      await at(`d/${keys[2]}`, async (page) => {
        const entry = page.locator(".statement.direct").nth(1);
        await entry.locator("summary").click();
        await entry.getByRole("link", { name: "Check these words" }).click();
        await page.waitForURL(/entry=/);
        expect(await page.locator(".checks > li").count()).toBe(1);
      });
    });

    test("a citation has outlet, title, date, words and link", async () => {
      const told = record(
        { id: "told", text: "The tide turned at nine." },
        { title: "Tides", outlet: "The Lodden Post", published: "2031-04-02" },
      );
      const { key } = await addRecord(store, told, "test");
      const permissions = ["clipboard-read", "clipboard-write"];
      await at(
        `d/${key}`,
        async (page) => {
          await page.evaluate(`{
            const words = document.querySelector(".t p").firstChild;
            getSelection().setBaseAndExtent(words, 4, words, 8);
          }`);
          await page.getByRole("button", { name: "Copy citation" }).last().click();
          const copied = await page.evaluate("navigator.clipboard.readText()");
          expect(copied).toMatch(
            /^The Lodden Post, “Tides”, 2 April 2031: “tide” http:\S+\/d\/[0-9a-f]{20}#s=4-8&t=[0-9a-f]{12}$/,
          );
        },
        { permissions },
      );
    });

    test("the map leads to the rows of the table, by keyboard", async () => {
      await at(`letters?letter=${keys[3]}`, async (page) => {
        await tabTo(page, ".map a[aria-label='Singapore: signed']");
        await page.keyboard.press("Enter");
        expect(page.url()).toContain("#state-SGP");
        const row = page.locator("tr:target");
        expect(await row.locator("th").textContent()).toBe("Singapore");
        const fill = `getComputedStyle(document.querySelector(".map a path")).fill`;
        expect(await page.evaluate(fill)).toContain("#rising");
      });
    });

    test("without script all of it is there", async () => {
      const noScript = { javaScriptEnabled: false };
      await at(
        "quote",
        async (page) => {
          await page.getByLabel("Words of the quotation").fill(WORDS);
          await page.getByRole("button", { name: "Check" }).click();
          await page.waitForURL(/words=/);
          expect(await page.locator(".place").count()).toBe(2);
        },
        noScript,
      );
      await at(
        "letters",
        async (page) => {
          await page.getByLabel("Choose letter A for the map").uncheck();
          await page.getByRole("button", { name: "Show the chosen" }).click();
          await page.waitForURL(/letter=/);
          expect(await page.locator(".map .marked path").count()).toBeGreaterThan(0);
        },
        noScript,
      );
    });

    test("outlets are chosen and set side by side", async () => {
      await at("sources", async (page) => {
        await page.getByLabel("Choose The Dorrimouth Ledger").check();
        await page.getByLabel("Choose المرفأ").check();
        await page.getByRole("button", { name: "Show the chosen" }).click();
        await page.waitForURL(/outlet=/);
        expect(await page.locator(".shares.of-2").count()).toBeGreaterThan(2);
      });
    });

    test("the timeline is nearer and further by links", async () => {
      await at("timeline", async (page) => {
        const days = () => {
          const { searchParams } = new URL(page.url());
          const [from, to] = ["from", "to"].map((name) => Date.parse(searchParams.get(name)!));
          return (to! - from!) / 86_400_000;
        };
        const dots = await page.locator(".picture a").count();
        await page.getByRole("link", { name: "Second half" }).click();
        await page.waitForURL(/from=/);
        const half = days();
        expect(await page.locator(".picture a").count()).toBeLessThan(dots);
        await page.getByRole("link", { name: "Twice as long" }).click();
        await expect.poll(days).toBeGreaterThan(half);
      });
    });

    test("right-to-left words are laid out so, in the form and in the text", async () => {
      await at(`quote?words=${encodeURIComponent(ARABIC_WORDS)}`, async (page) => {
        const direction = (selector: string) =>
          page.evaluate(`getComputedStyle(document.querySelector("${selector}")).direction`);
        expect(await direction("textarea")).toBe("rtl");
        expect(await direction(".lines dd")).toBe("rtl");
      });
    });

    const quoted = `quote?words=${encodeURIComponent(WORDS)}&by=Tarrade`;
    const views: Readonly<Record<string, () => string>> = {
      quote: () => "quote",
      "quote-words": () => quoted,
      "quote-arabic": () => `quote?words=${encodeURIComponent(ARABIC_WORDS)}`,
      "quote-document": () => `quote?d=${keys[2]}&limit=3`,
      letters: () => "letters",
      sources: () => "sources",
      "sources-all": () => "sources?limit=50",
      "sources-beside": () =>
        `sources?outlet=The+Dorrimouth+Ledger&outlet=${encodeURIComponent("المرفأ")}`,
      compare: () => `compare?d=${keys[0]}&d=${keys[1]}&d=${keys[2]}`,
      timeline: () => "timeline",
    };
    const most = ["quote-words", "quote-document", "letters", "sources-beside", "timeline"];
    const looks: readonly [string, readonly string[], BrowserContextOptions][] = [
      ["light", Object.keys(views), { colorScheme: "light" }],
      ["dark", Object.keys(views), { colorScheme: "dark" }],
      ["narrow", Object.keys(views), { viewport: { width: 360, height: 740 } }],
      ["in forced colours", most, { forcedColors: "active" }],
    ];
    // One page for each look: a new one for each view would take as long again.
    test.each(looks)(
      "axe finds nothing wrong, %s",
      async (look, names, options) => {
        await at(
          names.length > 0 ? views[names[0]!]!() : "",
          async (page) => {
            for (const name of names) {
              await page.goto(listening.address + views[name]!());
              await expectAccessible(page, `${name}-${look.replaceAll(" ", "-")}`);
            }
          },
          options,
        );
      },
      60_000,
    );
  },
);
