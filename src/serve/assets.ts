import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Assets } from "./pages/layout.tsx";

// The same from src and from dist: both lie in the root of the package.
const PAGE = new URL("../../dist/page/", import.meta.url);

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly isEntry?: boolean;
}

/** What the build made of `page/`: the addresses, and the files they stand for. */
export interface BuiltPage {
  readonly assets: Assets;
  /** `null` for a name that is none of these files, whatever it looks like. */
  read(
    name: string,
  ): Promise<{ readonly body: Uint8Array<ArrayBuffer>; readonly type: string } | null>;
}

const TYPES: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
};

/** @throws Error where the page is not built */
export function loadPage(): BuiltPage {
  const manifest = JSON.parse(readFileSync(new URL("manifest.json", PAGE), "utf8")) as Record<
    string,
    Chunk
  >;
  const entry = Object.values(manifest).find(({ isEntry }) => isEntry)!;
  const files = new Set(Object.values(manifest).flatMap(({ file, css = [] }) => [file, ...css]));
  return {
    assets: { script: `/${entry.file}`, style: `/${entry.css![0]}` },
    async read(name) {
      const file = `assets/${name}`;
      if (!files.has(file)) return null;
      const body = new Uint8Array(await readFile(new URL(file, PAGE)));
      return {
        body,
        type: TYPES[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream",
      };
    },
  };
}
