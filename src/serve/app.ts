import { Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { compress } from "hono/compress";
import { setCookie } from "hono/cookie";
import {
  type Health,
  healthRoutes,
  type Metrics,
  metricsRoute,
  type Observer,
  observed,
} from "../monitor/index.ts";
import {
  documentState,
  documentVersions,
  findDocument,
  openDocument,
  type Store,
} from "../store/index.ts";
import { findTimeline, findWho, timelineQuery, whoQuery } from "./actors.ts";
import { addAddPage } from "./add-page.ts";
import type { Reader } from "./adding.ts";
import { createApi, documentQuery, listDocuments, problemIn } from "./api.ts";
import type { BuiltPage } from "./assets.ts";
import { compareDocuments, compareQuery } from "./compare.ts";
import { addCorrectPage } from "./correct-page.ts";
import { entityTag, isKnown } from "./entity-tag.ts";
import { withoutEmpty } from "./fields.ts";
import { bodyOf } from "./forms.ts";
import { inTurns } from "./in-turns.ts";
import { keptAnswers } from "./kept-answers.ts";
import { addLetters } from "./letters.ts";
import { pageCache } from "./page-cache.ts";
import { renderApi } from "./pages/api.tsx";
import { renderComparison } from "./pages/compare.tsx";
import { renderDocuments } from "./pages/documents.tsx";
import { renderProblem, renderSignIn } from "./pages/messages.tsx";
import { renderDocument } from "./pages/reading.tsx";
import { renderSearch } from "./pages/search.tsx";
import { addressOfStatement } from "./pages/statement.tsx";
import { renderTimeline } from "./pages/timeline.tsx";
import { renderWho } from "./pages/who.tsx";
import { partsOf } from "./pieces.ts";
import { ProblemError, problem, problemOf, problemResponse } from "./problem.ts";
import { addSources } from "./profile.ts";
import { addProtectPage } from "./protect-page.ts";
import { addQuote } from "./quote.ts";
import { addSamePage } from "./same-page.ts";
import { findStatements, statementQuery } from "./search.ts";
import { type Access, COOKIE, cookieOf, guard, headers, isToken, SIGN_IN } from "./security.ts";
import { fewUploads, isUpload, LONGEST_UPLOAD } from "./uploads.ts";
import { viewOf } from "./view.ts";

export interface AppOptions {
  readonly store: Store;
  readonly page: BuiltPage;
  readonly access: Access;
  /** Of the program. */
  readonly version: string;
  /** Reads what is sent; without one, nothing is added from here. */
  readonly reader?: Reader;
  /** Hears of errors that are bugs. */
  readonly onBug: (error: unknown) => void;
  /** What `/healthz` and `/readyz` say, who hears of requests, and what `/metrics` gives. */
  readonly monitor?: {
    readonly health: Health;
    readonly observer: Observer;
    readonly metrics: Metrics;
  };
}

/** Characters of rendered pages to keep: some hundred reports. */
const KEPT_PAGES = 16_000_000;

/**
 * Addresses whose answers depend on the address and the record alone: no cookie, no state of the
 * process. Whatever else is served is made each time.
 */
const KEPT_PATHS = [
  "/",
  "/d/:key",
  "/search",
  "/who",
  "/timeline",
  "/compare",
  "/quote",
  "/letters",
  "/sources",
  "/api/documents",
  "/api/documents/:key",
  "/api/statements",
  "/api/search/documents",
  "/api/who",
  "/api/timeline",
  "/api/comparison",
  "/api/quote",
  "/api/letters",
  "/api/outlets",
  "/api/profile",
];

/** No form may be longer, in bytes. */
const LONGEST_BODY = 1_000_000;

/** Words between brackets, as contents are marked. */
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#1f6f54"/><path d="M6 3H4v10h2M10 3h2v10h-2M6.5 7h3M6.5 9.5h3" fill="none" stroke="#fff" stroke-width="1.4"/></svg>`;

/** The page and the API over one record, as a function from requests to answers. */
export function createApp({
  store,
  page,
  access,
  version,
  reader,
  onBug,
  monitor,
}: AppOptions): Hono {
  const takesChanges = !access.readOnly;
  const takesDocuments = takesChanges && reader !== undefined;
  const assets = { ...page.assets, takesChanges, takesDocuments };
  const pages = pageCache(KEPT_PAGES);
  const app = new Hono();
  if (monitor !== undefined) {
    app.use(observed(monitor.observer));
    app.route("/", healthRoutes(monitor.health));
  }
  app.use(headers);
  app.use(compress());
  app.use(guard(access));
  const kept = keptAnswers(store);
  for (const path of KEPT_PATHS) app.use(path, kept);
  app.use(inTurns());
  app.use(fewUploads());
  const short = limitOf(LONGEST_BODY);
  const long = limitOf(LONGEST_UPLOAD);
  app.use((context, next) =>
    (isUpload(context.req.method, context.req.path) ? long : short)(context, next),
  );

  if (monitor !== undefined) app.get("/metrics", metricsRoute(monitor.metrics));

  app.get("/", async (context) => {
    const query = documentQuery.safeParse(withoutEmpty(context.req.queries()));
    if (!query.success) throw new ProblemError(problemIn(query.error));
    const list = await listDocuments(store, query.data);
    return context.html(renderDocuments({ assets, query: query.data, ...list }));
  });

  app.get("/d/:key", async (context) => {
    const found = await findDocument(store, keyIn(context.req.param("key")));
    if (found.key !== context.req.param("key")) return context.redirect(`/d/${found.key}`, 302);
    const asked = context.req.query("part");
    const versions = await documentVersions(store, found.story);
    const made = ["page", version, assets.script, assets.style, asked ?? "1"];
    made.push(String(assets.takesChanges), await documentState(store, found));
    made.push(JSON.stringify(versions));
    const tag = entityTag(...made);
    context.header("etag", tag);
    context.header("cache-control", "private, no-cache");
    if (isKnown(context, tag)) return context.body(null, 304);
    const html = await pages.get(tag, async () => {
      const { shown } = await openDocument(store, found.key);
      const part = partIn(asked, partsOf(shown).length);
      return renderDocument(viewOf(shown, found.key), { assets, part, versions });
    });
    return context.html(html);
  });

  addCorrectPage(app, store, assets);
  addSamePage(app, store, assets);
  addProtectPage(app, store, assets);
  if (takesDocuments) addAddPage(app, store, reader, assets);

  // The address of a statement, whatever part of the text it stands in.
  app.get("/d/:key/:entry", async (context) => {
    const { key, entry } = context.req.param();
    const { shown, ...found } = await openDocument(store, keyIn(key));
    const view = viewOf(shown, found.key);
    if (!view.numbers.has(entry)) {
      throw new ProblemError(problem(404, `The document has no statement "${entry}".`, "entry"));
    }
    return context.redirect(`/d/${found.key}${addressOfStatement(view, entry)}`, 302);
  });

  app.get("/search", async (context) => {
    const asked = withoutEmpty(context.req.queries());
    const parsed = statementQuery.safeParse(asked);
    const blank = statementQuery.parse({});
    if (!parsed.success) {
      const said = problemIn(parsed.error);
      const html = renderSearch({ assets, query: blank, found: null, problem: said });
      return context.html(html, said.status);
    }
    const query = parsed.data;
    if (Object.keys(asked).length === 0) {
      return context.html(renderSearch({ assets, query, found: null, problem: null }));
    }
    try {
      const found = await findStatements(store, query);
      return context.html(renderSearch({ assets, query, found, problem: null }));
    } catch (error) {
      const said = problemOf(error);
      if (said.status !== 400) throw error;
      return context.html(renderSearch({ assets, query, found: null, problem: said }), 400);
    }
  });

  app.get("/who", async (context) => {
    const asked = withoutEmpty(context.req.queries());
    if (Object.keys(asked).length === 0) {
      return context.html(renderWho({ assets, query: {}, found: null }));
    }
    const query = whoQuery.safeParse(asked);
    if (!query.success) throw new ProblemError(problemIn(query.error));
    const found = await findWho(store, query.data);
    return context.html(renderWho({ assets, query: query.data, found }));
  });

  app.get("/timeline", async (context) => {
    const query = timelineQuery.safeParse(withoutEmpty(context.req.queries()));
    if (!query.success) throw new ProblemError(problemIn(query.error));
    const found = await findTimeline(store, query.data);
    return context.html(renderTimeline({ assets, query: query.data, found }));
  });

  app.get("/compare", async (context) => {
    const query = compareQuery.safeParse(withoutEmpty(context.req.queries()));
    if (!query.success) throw new ProblemError(problemIn(query.error));
    const compared = await compareDocuments(store, query.data);
    return context.html(renderComparison({ assets, compared }));
  });

  app.get(SIGN_IN, (context) => context.html(renderSignIn({ assets, wasWrong: false })));
  app.post(SIGN_IN, async (context) => {
    const { token } = await bodyOf(context);
    if (access.token === null) return context.redirect("/", 303);
    if (typeof token !== "string" || !isToken(token, access.token)) {
      return context.html(renderSignIn({ assets, wasWrong: true }), 401);
    }
    setCookie(context, COOKIE, cookieOf(token), { httpOnly: true, sameSite: "Strict", path: "/" });
    return context.redirect("/", 303);
  });

  app.get("/assets/:name", async (context) => {
    const file = await page.read(context.req.param("name"));
    if (file === null) return context.notFound();
    context.header("content-type", file.type);
    // Its name has its hash.
    context.header("cache-control", "public, max-age=31536000, immutable");
    return context.body(file.body);
  });

  app.get("/icon.svg", (context) =>
    context.body(ICON, 200, { "content-type": "image/svg+xml", "cache-control": "max-age=86400" }),
  );

  const { api, describe } = createApi(store, version, reader);
  const view = { app, api, store, assets };
  addQuote(view);
  addLetters(view);
  addSources(view);
  app.route("/", api);
  app.get("/api", (context) => context.html(renderApi(describe(), assets)));

  app.notFound((context) => {
    throw new ProblemError(problem(404, `${context.req.path} is no address of this record.`));
  });
  app.onError((error, context) => {
    const said = problemOf(error);
    if (said.status === 500) onBug(error);
    if (said.status === 401) context.header("www-authenticate", "Bearer");
    const { path } = context.req;
    if (isForPrograms(path)) return problemResponse(context, said);
    if (said.status === 401 && context.req.method === "GET") return context.redirect(SIGN_IN, 303);
    return context.html(renderProblem(said, assets), said.status);
  });
  return app;
}

function isForPrograms(path: string): boolean {
  return path.startsWith("/api/") || path === "/openapi.json" || path === "/metrics";
}

function limitOf(maxSize: number): MiddlewareHandler {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new ProblemError(problem(413, `More than ${maxSize} bytes are not taken.`));
    },
  });
}

function keyIn(text: string): string {
  if (/^[0-9a-f]{6,20}$/.test(text)) return text;
  throw new ProblemError(problem(404, `"${text}" is the key of no document.`, "key"));
}

function partIn(text: string | undefined, count: number): number {
  if (text === undefined) return 1;
  const part = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (part >= 1 && part <= Math.max(1, count)) return part;
  throw new ProblemError(problem(400, `part: this text has parts 1 to ${count}.`, "part"));
}
