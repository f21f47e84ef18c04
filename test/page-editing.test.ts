import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp, type Listening, listen, loadPage } from "../src/serve/index.ts";
import { addRecord, closeStore, openStore, type Store } from "../src/store/index.ts";
import { attribution, entity, event, record, spansIn } from "./fixtures/records.ts";
import { skipsWithout } from "./needs.ts";
import { CHROMIUM, expectAccessible, openPageBrowser, type PageBrowser } from "./page-browser.ts";
import { startReader } from "./reader.ts";

const TEXT = [
  "Ferry crews walk out over night shifts",
  "Harbour master Ines Lorck said on Tuesday that the crews were within their rights. “We will talk to them,” she added.",
  "Mara Kestrel, who speaks for the crews, rejected the offer of the Ollan Line. The company expects the strike to end soon, according to Odo Brandt.",
].join("\n\n");
const at = spansIn(TEXT);
const lines = TEXT.split("\n\n");
const BLOCKS = lines.map((line, i) => ({
  kind: i === 0 ? ("headline" as const) : ("paragraph" as const),
  span: at(line),
}));
const ENTITIES = [
  entity({
    name: "Ines Lorck",
    roles: [{ text: "Harbour master", span: at("Harbour master") }],
    mentions: [at("Ines Lorck"), at("she", "them")],
  }),
  entity({ id: "e2", name: "Mara Kestrel", mentions: [at("Mara Kestrel")] }),
  entity({ id: "e3", name: "Ollan Line", kind: "organisation", mentions: [at("Ollan Line")] }),
  entity({ id: "e4", name: "Odo Brandt", mentions: [at("Odo Brandt")] }),
];
const RIGHTS = at("that the crews were within their rights");
const STATEMENTS = [
  attribution({
    kind: "indirect",
    source: [at("Ines Lorck")],
    cue: [at("said")],
    content: [RIGHTS],
    sourceEntity: "e1",
  }),
  attribution({
    id: "a2",
    source: [at("she", "them")],
    cue: [at("added")],
    content: [at("“We will talk to them,”")],
    sourceEntity: "e1",
  }),
  attribution({
    id: "a3",
    kind: "indirect",
    source: [at("Mara Kestrel")],
    cue: [at("rejected")],
    content: [at("the offer of the Ollan Line")],
    sourceEntity: "e2",
  }),
];
const EVENTS = [
  event({
    source: "e2",
    target: "e3",
    spans: {
      source: [at("Mara Kestrel")],
      target: [at("Ollan Line")],
      trigger: [at("rejected")],
      place: [],
      time: [],
    },
  }),
];

describe.skipIf(skipsWithout("Chromium", CHROMIUM !== undefined))(
  "correcting in a browser (needs Chromium)",
  () => {
    let store: Store;
    let listening: Listening;
    let browser: PageBrowser;
    let reader: Awaited<ReturnType<typeof startReader>>;
    let made = 0;

    beforeAll(async () => {
      store = await openStore(":memory:", { create: true });
      const onBug = (error: unknown) => {
        throw error;
      };
      const access = { token: null, readOnly: false };
      reader = await startReader();
      listening = await listen(
        createApp({ store, page: loadPage(), access, version: "0.0.0", reader, onBug }),
        "127.0.0.1",
        0,
      );
      browser = await openPageBrowser();
    }, 60_000);

    afterAll(async () => {
      await browser?.close();
      await listening?.close();
      await reader?.close();
      await closeStore(store);
    });

    const visit: PageBrowser["at"] = (address, work, options) =>
      browser.at(
        address,
        async (page) => {
          page.setDefaultTimeout(5000);
          await work(page);
        },
        options,
      );

    /** The address of a document of its own. */
    async function document(): Promise<string> {
      const given = { text: TEXT, blocks: BLOCKS, entities: ENTITIES, events: EVENTS };
      const facts = {
        title: lines[0]!,
        outlet: `The Quay Times ${++made}`,
        published: `2031-03-${String(made).padStart(2, "0")}`,
        sha256: String(made).padStart(64, "0"),
      };
      const added = record({ id: `d${made}`, ...given, attributions: STATEMENTS }, facts);
      return `${listening.address}d/${(await addRecord(store, added, "test")).key}`;
    }

    async function select(page: Page, words: string): Promise<void> {
      await page.evaluate(`{
        const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
        let node;
        while ((node = walker.nextNode())) {
          const at = node.data.indexOf(${JSON.stringify(words)});
          if (at >= 0 && node.parentElement.closest(".t") !== null) getSelection().setBaseAndExtent(node, at, node, at + ${words.length});
        }
      }`);
    }

    async function atFocus(page: Page, selector: string): Promise<void> {
      await expect
        .poll(() => page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`))
        .toBe(true);
    }

    async function sign(page: Page, why: string, who = "Ida Moll"): Promise<void> {
      const form = page.locator("form.entry");
      await form.getByLabel("Why").fill(why);
      await form.getByLabel("Your name").fill(who);
    }

    test("read, select, correct, see it, its history, and undo", async () => {
      await visit(await document(), async (page) => {
        await page.locator("#s-a1 summary").click();
        await page.locator("#s-a1 a[data-correct]").click();
        const panel = page.locator(".panel");
        await panel.getByRole("heading", { name: "Correct statement 1" }).waitFor();
        await select(page, "the crews were within their rights");
        await panel.getByRole("button", { name: "Take selection as Content" }).click();
        expect(await panel.locator(".taken").textContent()).toContain(
          "the crews were within their rights",
        );
        await panel.getByLabel("Act", { exact: true }).selectOption("support");
        await sign(page, "“that” is no part of it");
        await expectAccessible(page, "correct-panel");
        await panel.getByRole("button", { name: "Save" }).click();
        await page.locator("#s-a1 .tag.person").waitFor();
        expect(await page.locator("#status").textContent()).toBe("Saved.");
        expect(await page.locator("#s-a1 .tag.person").textContent()).toBe("corrected by a person");
        const [start, end] = RIGHTS;
        expect(await page.locator("#s-a1").getAttribute("data-content")).toBe(
          `${start + "that ".length}-${end}`,
        );
        expect(await page.locator("#s-a2 .tag.person").count()).toBe(0);

        await page.locator("#s-a1").focus();
        await page.keyboard.press("e");
        const entry = panel.locator(".history > li").first();
        await entry.waitFor();
        const told = (await entry.textContent())!;
        for (const part of ["Ida Moll", "“that” is no part of it", "that the crews", "support"]) {
          expect(told).toContain(part);
        }
        // Asked once.
        expect(await panel.locator("form.entry").getByLabel("Your name").inputValue()).toBe(
          "Ida Moll",
        );
        await entry.getByText("Undo this").click();
        await entry.getByLabel("Why").fill("it is");
        await expectAccessible(page, "correct-history");
        await entry.getByRole("button", { name: "Undo" }).click();
        await expect.poll(() => page.locator("#s-a1 .tag.person").count()).toBe(0);
        expect(await page.locator("#s-a1").getAttribute("data-content")).toBe(RIGHTS.join("-"));
      });
    });

    test("a selection becomes a statement, and is rejected again", async () => {
      await visit(await document(), async (page) => {
        await select(page, "The company expects the strike to end soon");
        await page.getByRole("button", { name: "Add a statement" }).click();
        const panel = page.locator(".panel");
        await panel.getByRole("heading", { name: "Add a statement" }).waitFor();
        expect(await panel.getByLabel("Content", { exact: true }).inputValue()).toBe(
          "The company expects the strike to end soon",
        );
        await panel.getByLabel("Source", { exact: true }).fill("Odo Brandt");
        await panel.getByLabel("Cue", { exact: true }).fill("according to");
        await sign(page, "missed");
        await panel.getByRole("button", { name: "Add to the record" }).click();
        const added = page.locator(".statement.human");
        await added.waitFor();
        const told = await added.locator(".head").textContent();
        expect(told).toContain("Odo Brandt");
        expect(told).toContain("added by a person");

        await added.focus();
        await page.keyboard.press("e");
        await panel.locator("form.entry").getByLabel("Why").fill("it is a guess");
        await panel.getByRole("button", { name: "Reject: this is no statement" }).click();
        await page.getByText("This entry is not shown").waitFor();
        expect(page.url()).toContain("/correct?entry=a%40");
        expect(await page.locator(".history > li").count()).toBe(2);
      });
    });

    test("without script all of it works as pages", async () => {
      await visit(
        await document(),
        async (page) => {
          await page.locator("#s-a3 summary").click();
          await page.getByRole("link", { name: "Correct statement 3" }).click();
          await page.getByLabel("Cue", { exact: true }).fill("words that are nowhere");
          await sign(page, "see above");
          await page.getByRole("button", { name: "Save" }).click();
          expect(await page.getByRole("alert").textContent()).toContain(
            "does not stand in the text",
          );
          expect(await page.getByLabel("Cue", { exact: true }).inputValue()).toBe(
            "words that are nowhere",
          );
          await page.getByLabel("Cue", { exact: true }).fill("rejected");
          await page.getByLabel("Act", { exact: true }).selectOption("reject");
          await page.getByRole("button", { name: "Save" }).click();
          expect(page.url()).toMatch(/#s-a3$/);
          expect(await page.locator("#s-a3 .head").textContent()).toContain(
            "corrected by a person",
          );
          await page.getByRole("link", { name: "corrections" }).click();
          await page.getByText("Undo this").click();
          await page.getByLabel("Why").fill("no");
          await page.getByRole("button", { name: "Undo" }).click();
          expect(await page.locator(".tag.person").count()).toBe(0);
        },
        { javaScriptEnabled: false, refused: /400/ },
      );
    });

    test("two people at one entry: the second sees the first, and nothing is lost", async () => {
      const address = await document();
      await visit(
        address,
        async (second) => {
          await second.locator("#s-a2").focus();
          await second.keyboard.press("e");
          const form = second.locator(".panel form.entry");
          await form.getByLabel("Act", { exact: true }).selectOption("promise");
          await sign(second, "“will”", "Bo Arnd");

          await visit(address, async (first) => {
            await first.locator("#s-a2").focus();
            await first.keyboard.press("e");
            const form = first.locator(".panel form.entry");
            await form.getByLabel("Said to").selectOption({ label: "Mara Kestrel (person)" });
            await sign(first, "“them” are the crews");
            await form.getByRole("button", { name: "Save" }).click();
            await first.locator("#s-a2 .tag.person").waitFor();
          });

          await form.getByRole("button", { name: "Save" }).click();
          await second.getByRole("alert").waitFor();
          const since = await second.locator(".panel .since").textContent();
          for (const part of ["Ida Moll", "“them” are the crews", "Mara Kestrel"]) {
            expect(since).toContain(part);
          }
          expect(await form.getByLabel("Act", { exact: true }).inputValue()).toBe("promise");
          await expectAccessible(second, "correct-conflict");
          await form.getByRole("button", { name: "Save" }).click();
          await second.locator("#s-a2 .tag.person").waitFor();
          const facts = await second.locator("#s-a2").textContent();
          expect(facts).toContain("to Mara Kestrel");
          expect(facts).toContain("promise");
        },
        { refused: /409/ },
      );
    });

    test("the keyboard alone: read, compare, correct", async () => {
      const address = await document();
      await document();
      await visit(listening.address, async (page) => {
        const press = async (key: string, times = 1) => {
          for (let i = 0; i < times; i++) await page.keyboard.press(key);
        };
        const tabTo = async (test: string) => {
          for (let i = 0; i < 120; i++) {
            await press("Tab");
            if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(test)})`))
              return;
          }
          throw new Error(`Tab never comes to ${test}`);
        };
        await tabTo(".list input");
        await press("Space");
        await tabTo(".list input");
        await press("Space");
        await tabTo(".list ~ p button");
        await Promise.all([page.waitForURL(/compare/), press("Enter")]);
        expect(await page.locator(".accounts").count()).toBe(1);
        await page.goto(address);
        await press("j", 2);
        await press("e");
        await page.locator(".panel h1").waitFor();
        await atFocus(page, ".panel h1");
        await tabTo("#f-act");
        await page.keyboard.type("warn");
        await tabTo("#why-entry");
        await page.keyboard.type("by keys");
        await tabTo("#by-entry");
        await page.keyboard.type("Ida Moll");
        await tabTo("button.main");
        await press("Enter");
        await page.locator(".tag.person").waitFor();
        await press("j");
        await press("e");
        await atFocus(page, ".panel h1");
        await press("Escape");
        await atFocus(page, ".statement, .event");
      });
    });

    test("files are dropped, each says what became of it; a text is pasted", async () => {
      await visit(`${listening.address}add`, async (page) => {
        await page.getByLabel("Files to read").setInputFiles([
          {
            name: "toll.txt",
            mimeType: "text/plain",
            buffer: Buffer.from("The toll\n\n“It stays,” said Odo Brandt."),
          },
          {
            name: "<img src=x onerror=alert(1)>.txt",
            mimeType: "text/plain",
            buffer: Buffer.from(""),
          },
        ]);
        await page.getByRole("button", { name: "Add the files" }).click();
        await page.locator("#results .tag.uncertain").waitFor();
        const told = await page.locator("#results").textContent();
        expect(told).toContain("on the record now, 1 statement");
        expect(told).toContain("<img src=x onerror=alert(1)>.txt");
        await expectAccessible(page, "add");
        await page
          .getByLabel("Text", { exact: true })
          .fill("The quay\n\n“It is full,” said Ines Lorck.");
        await page.getByLabel("Outlet").fill("Quay Times");
        await page.getByRole("button", { name: "Add the text" }).click();
        await page.locator("#results a").click();
        await page.locator("#text").waitFor();
        expect(await page.locator("h1").textContent()).toContain("The quay");
        expect(await page.locator(".about").first().textContent()).toContain("Quay Times");
      });
    });

    test("a name is protected, and gone", async () => {
      const address = await document();
      await visit(address, async (page) => {
        await page.getByRole("link", { name: "Protect Odo Brandt" }).click();
        const form = page.locator("form.form");
        expect(await form.getByLabel("Full name").inputValue()).toBe("Odo Brandt");
        await form.getByLabel("Why").fill("asked for it");
        await form.getByLabel("Your name").fill("Ida Moll");
        await form.getByRole("button", { name: "Protect it" }).click();
        await page.getByText("stands in its place now").waitFor();
        await expectAccessible(page, "protect");
        expect(await page.content()).not.toContain("Brandt");
        await page.goto(listening.address);
        await page.locator(".list h2 a").first().click();
        expect(await page.content()).not.toContain("Brandt");
      });
    });

    test("two who may be one are joined by a person, who sees both sides", async () => {
      const text = "Kestrel said no.";
      const given = {
        id: "short",
        text,
        entities: [entity({ name: "Kestrel", mentions: [[0, 7]] })],
        attributions: [
          attribution({
            source: [[0, 7]],
            cue: [[8, 12]],
            content: [[13, 15]],
            sourceEntity: "e1",
          }),
        ],
      };
      await addRecord(store, record(given, { title: "No", sha256: "f".repeat(64) }), "test");
      await document();
      await visit(`${listening.address}who?name=Mara+Kestrel`, async (page) => {
        await page.getByRole("link", { name: "Who may be the same" }).click();
        await page.locator(".pair").getByText("They are one", { exact: true }).click();
        await expectAccessible(page, "same");
        const form = page.locator(".pair form");
        await form.getByLabel("Why").fill("the same walkout");
        await form.getByLabel("Your name").fill("Ida Moll");
        await form.getByRole("button").click();
        await page.getByText("Taken to be one").waitFor();
        expect(await page.locator(".history").textContent()).toContain("the same walkout");
        expect(await page.locator(".pair").count()).toBe(0);
      });
    });

    const VIEWS = ["entry", "event", "name", "all", "add", "protect", "same"] as const;
    const looks: readonly [string, readonly (typeof VIEWS)[number][], object][] = [
      ["dark", ["entry", "add", "same"], { colorScheme: "dark" }],
      ["narrow", VIEWS, { viewport: { width: 360, height: 740 } }],
      ["in forced colours", [], { forcedColors: "active" }],
    ];
    test.each(looks)("axe finds nothing wrong, %s", async (look, views, options) => {
      const address = await document();
      await visit(
        address,
        async (page) => {
          await page.locator("#s-a1").focus();
          await page.keyboard.press("e");
          await page.locator(".panel h1").waitFor();
          await sign(page, "a note");
          await page.locator(".panel").getByLabel("Act", { exact: true }).selectOption("warn");
          await page.locator(".panel").getByRole("button", { name: "Save" }).click();
          await page.locator("#s-a1 .tag.person").waitFor();
          await page.locator("#s-a1").focus();
          await page.keyboard.press("e");
          await page.locator(".panel h1").waitFor();
          await expectAccessible(page, `correct-panel-${look}`);
          const places = {
            entry: `${address}/correct?entry=a1`,
            event: `${address}/correct?entry=v1`,
            name: `${address}/correct?entry=e1`,
            all: `${address}/correct`,
            add: `${listening.address}add`,
            protect: `${listening.address}protect`,
            same: `${listening.address}same?name=Lorck`,
          };
          for (const view of views) {
            await page.goto(places[view]);
            await expectAccessible(page, `correct-${view}-${look}`);
          }
        },
        options,
      );
    });
  },
);
