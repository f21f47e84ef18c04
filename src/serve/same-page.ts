import type { Context, Hono } from "hono";
import type { Actor, ActorKind } from "../merge/index.ts";
import {
  actorStatements,
  findStoredActors,
  type StoredActor,
  shownLog,
} from "../store/actors/index.ts";
import type { Store } from "../store/index.ts";
import type { ActorFilter } from "../who/index.ts";
import { doneAt, rememberedName, rememberName, sentIn, signatureIn } from "./forms.ts";
import type { Assets } from "./pages/layout.tsx";
import { type Candidate, renderSame, type SameFound } from "./pages/same.tsx";
import { mentionOf, merge, split, suggestionsFor, undo } from "./people.ts";
import { ProblemError, problem } from "./problem.ts";

/** Of so many statements of each side a person sees the words. */
const SHOWN_STATEMENTS = 3;

/** The page on which a person decides whether two are one, with what shows it on both sides. */
export function addSamePage(app: Hono, store: Store, assets: Assets): void {
  app.get("/same", async (context) => {
    const { name = "", kind, country } = context.req.query();
    const filter = { ...(kind && { kind: kind as ActorKind }), ...(country && { country }) };
    return context.html(await pageFor(context, store, assets, { name, filter }, null));
  });

  app.post("/same", async (context) => {
    const sent = await sentIn(context);
    const name = sent.name ?? "";
    try {
      const signature = signatureIn(sent);
      rememberName(context, signature.by);
      if (sent.do === "undo") await undo(store, Number(sent.undoes) || 0, signature);
      else if (sent.do === "split") await split(store, { name }, signature, sent.identity);
      else await merge(store, [{ name }, { name: sent.other ?? "" }], signature);
      const said = sent.do === "undo" ? "Undone." : "Decided.";
      return doneAt(context, `/same?${new URLSearchParams({ name })}`, said);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const html = await pageFor(
        context,
        store,
        assets,
        { name, filter: {} },
        error.problem.detail,
      );
      return context.html(html, error.problem.status);
    }
  });
}

async function pageFor(
  context: Context,
  store: Store,
  assets: Assets,
  { name, filter }: { readonly name: string; readonly filter: ActorFilter },
  said: string | null,
): Promise<string> {
  if (name.length > 200) throw new ProblemError(problem(400, "name: that is too long.", "name"));
  const found = /[\p{L}\p{N}]/u.test(name) ? await findStoredActors(store, name, filter) : null;
  context.header("cache-control", "private, no-store");
  const log = await shownLog(store.db);
  const common = { assets, name, log, by: rememberedName(context), problem: said };
  const [actor] = found ?? [];
  if (actor === undefined || found!.length > 1) {
    return renderSame({ ...common, found: null, choices: found });
  }
  return renderSame({ ...common, found: await foundOf(store, actor), choices: null });
}

async function foundOf(store: Store, actor: StoredActor): Promise<SameFound> {
  const suggestions = await suggestionsFor(store, actor);
  const others = new Map<Actor, string>();
  for (const { why, actors } of suggestions) {
    for (const other of actors) {
      if (other !== actor && !others.has(other)) others.set(other, why);
    }
  }
  const candidates: Candidate[] = [];
  for (const [other, why] of others) {
    candidates.push({ ...(await sideOf(store, other as StoredActor)), why });
  }
  return { actor: await sideOf(store, actor), identities: actor.identities, candidates };
}

async function sideOf(store: Store, actor: StoredActor) {
  const page = await actorStatements(store, actor, { limit: SHOWN_STATEMENTS });
  return { actor, mention: await mentionOf(store, actor), statements: page.statements };
}
