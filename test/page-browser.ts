import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { expect } from "vitest";

/** Where Chromium is; nowhere where this machine has none. */
export const CHROMIUM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((path) => existsSync(path));

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Where pictures are kept for looking at; nowhere unless it is asked for. */
const PICTURES = process.env.ONRECORD_PICTURES;

interface Options extends BrowserContextOptions {
  /** What the page may report: a refusal that the test brings about. */
  readonly refused?: RegExp;
}

export interface PageBrowser {
  /**
   * Opens a page in a profile of its own, does something there, and fails where the page reports an
   * error, asks another host for anything, or runs what a document holds.
   */
  at(address: string, work: (page: Page) => Promise<void>, options?: Options): Promise<void>;
  close(): Promise<void>;
}

export async function openPageBrowser(): Promise<PageBrowser> {
  const browser = await chromium.launch({ executablePath: CHROMIUM!, args: ["--no-sandbox"] });
  return {
    async at(address, work, { refused, ...options } = {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        ...options,
      });
      const page = await context.newPage();
      const faults: string[] = [];
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("console", (message) => {
        if (message.type() !== "error" || refused?.test(message.text())) return;
        faults.push(message.text());
      });
      page.on("dialog", (dialog) => {
        faults.push(`it ran: ${dialog.message()}`);
        dialog.dismiss();
      });
      const { origin } = new URL(address);
      page.on("request", (request) => {
        if (!request.url().startsWith(`${origin}/`)) faults.push(`asked for ${request.url()}`);
      });
      await page.goto(address);
      await work(page);
      await context.close();
      expect(faults).toEqual([]);
    },
    close: () => browser.close(),
  };
}

/** Fails where axe finds a violation or the page is wider than the window; keeps a picture of it. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  await page.evaluate(AXE);
  const found = await page.evaluate(`axe.run({ resultTypes: ["violations"] })`);
  const { violations } = found as {
    violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
  };
  const said = violations.map(
    ({ id, nodes }) => `${id}: ${nodes[0]!.html} ${nodes[0]!.failureSummary}`,
  );
  expect(said).toEqual([]);
  expect(await page.evaluate("document.documentElement.scrollWidth > innerWidth")).toBe(false);
  if (PICTURES !== undefined) {
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  }
}
