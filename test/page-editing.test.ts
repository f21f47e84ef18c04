import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp, type Listening, listen, loadPage } from "../src/serve/index.ts";
import { addRecord, closeStore, openStore, type Store } from "../src/store/index.ts";
import { attribution, entity, event, record, spansIn } from "./fixtures/records.ts";
import { skipsWithout } from "./needs.ts";
import { CHROMIUM, expectAccessible, openPageBrowser, type PageBrowser } from "./page-browser.ts";

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
    let made = 0;

    beforeAll(async () => {
      store = await openStore(":memory:", { create: true });
      const onBug = (error: unknown) => {
        throw error;
      };
      const access = { token: null, readOnly: false };
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

    async function sign(page: Page, why: string, who = "Ida Moll"): Promise<void> {
      const form = page.locator("form.entry");
      await form.getByLabel("Why").fill(why);
      await form.getByLabel("Who corrects").fill(who);
    }

    test("read, select, correct, see it, its history, and undo", async () => {
      await browser.at(await document(), async (page) => {
        page.setDefaultTimeout(5000);
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
        expect(await panel.locator("form.entry").getByLabel("Who corrects").inputValue()).toBe(
          "Ida Moll",
        );
        await entry.getByText("Undo this").click();
        await entry.getByLabel("Why").fill("it is");
        await expectAccessible(page, "correct-history");
        await entry.getByRole("button", { name: "Undo" }).click();
        await page.waitForFunction(`!document.querySelector("#s-a1 .tag.person")`);
        expect(await page.locator("#s-a1").getAttribute("data-content")).toBe(RIGHTS.join("-"));
      });
    });
  },
);
