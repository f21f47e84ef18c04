import type { ComponentChildren, VNode } from "preact";
import { render } from "preact-render-to-string";

/** What every page is made with: addresses of the script and the style sheet, as the build named them. */
export interface Assets {
  readonly script: string;
  readonly style: string;
  /** Whether the record is changed from here, so that pages lead to where that is done. */
  readonly takesChanges?: boolean;
  readonly takesDocuments?: boolean;
}

interface LayoutProps {
  readonly title: string;
  readonly assets: Assets;
  /** Which of the views in the menu this is. */
  readonly current?: ViewName;
  readonly children: ComponentChildren;
}

export type ViewName = (typeof VIEWS)[number]["name"];

/** The views, in the order of the menu. */
const VIEWS = [
  { name: "documents", address: "/", title: "Documents" },
  { name: "search", address: "/search", title: "Search" },
  { name: "quote", address: "/quote", title: "Quote check" },
  { name: "who", address: "/who", title: "Who" },
  { name: "timeline", address: "/timeline", title: "Timeline" },
  { name: "compare", address: "/compare", title: "Compare" },
  { name: "letters", address: "/letters", title: "Letters" },
  { name: "sources", address: "/sources", title: "Sources" },
  { name: "add", address: "/add", title: "Add" },
  { name: "api", address: "/api", title: "API" },
] as const;

/** A whole page. Everything that comes from a document is escaped on its way through here. */
export function page(layout: VNode<LayoutProps>): string {
  return `<!doctype html>${render(layout)}`;
}

export function Layout({ title, assets, current, children }: LayoutProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={assets.style} />
        <script type="module" src={assets.script} />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        <header class="site">
          <a class="name" href="/">
            OnRecord
          </a>
          <nav aria-label="Views">
            <ul>
              {VIEWS.filter(({ name }) => name !== "add" || assets.takesDocuments).map(
                ({ name, address, title: label }) => (
                  <li key={name}>
                    <a href={address} aria-current={name === current ? "page" : undefined}>
                      {label}
                    </a>
                  </li>
                ),
              )}
            </ul>
          </nav>
          {/* The script shows it; without one it would do nothing, but its room is there. */}
          <button type="button" class="keys">
            Keyboard shortcuts
          </button>
        </header>
        <main id="main" tabIndex={-1}>
          {children}
        </main>
      </body>
    </html>
  );
}
