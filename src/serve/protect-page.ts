import type { Context, Hono } from "hono";
import { openDocument, type Store, shownProtections } from "../store/index.ts";
import { rememberedName, rememberName, type Sent, sentIn, signatureIn } from "./forms.ts";
import type { Assets } from "./pages/layout.tsx";
import { renderProtect, type ToProtect } from "./pages/protect.tsx";
import { ProblemError, problem } from "./problem.ts";
import { type Protected, protectAs } from "./protections.ts";

/** The page on which names are protected. What is protected is in no address and no answer of it. */
export function addProtectPage(app: Hono, store: Store, assets: Assets): void {
  app.get("/protect", async (context) => {
    const { document, entry, span } = context.req.query();
    const what = document === undefined ? null : await meant(store, document, entry, span);
    return context.html(await pageFor(context, store, assets, { what }));
  });

  app.post("/protect", async (context) => {
    const sent = await sentIn(context);
    try {
      const signature = signatureIn(sent);
      rememberName(context, signature.by);
      const label = sent.label?.trim() ? { label: sent.label } : {};
      const done = await protectAs(store, { protect: whatIn(sent), ...signature, ...label });
      const again = { done, by: signature.by, why: signature.why };
      return context.html(await pageFor(context, store, assets, again), 201);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const { status, detail } = error.problem;
      return context.html(
        await pageFor(context, store, assets, { sent: stillShown(sent, detail), problem: detail }),
        status,
      );
    }
  });
}

async function pageFor(
  context: Context,
  store: Store,
  assets: Assets,
  state: {
    readonly what?: ToProtect | null;
    readonly sent?: Sent;
    readonly problem?: string;
    readonly done?: Protected;
    readonly by?: string;
    readonly why?: string;
  },
): Promise<string> {
  context.header("cache-control", "private, no-store");
  const all = await shownProtections(store);
  return renderProtect({ assets, all, by: rememberedName(context), ...state });
}

/** What was written, to go on with; but nothing of what is protected by now, reasons among it. */
function stillShown(sent: Sent, detail: string): Sent {
  return detail.includes("protected already") ? {} : sent;
}

/** @throws ProblemError naming the field */
async function meant(
  store: Store,
  key: string,
  entry: string | undefined,
  span: string | undefined,
): Promise<ToProtect> {
  if (!/^[0-9a-f]{6,20}$/.test(key)) {
    throw new ProblemError(problem(404, `"${key}" is the key of no document.`, "document"));
  }
  const { shown, key: document } = await openDocument(store, key);
  const place = /^(\d{1,9})-(\d{1,9})$/.exec(span ?? "");
  if (place !== null) {
    const [start, end] = [Number(place[1]), Number(place[2])];
    return { type: "span", document, span: [start, end], words: shown.text.slice(start, end) };
  }
  const entity = shown.entities.find(({ id }) => id === entry);
  if (entity === undefined) {
    throw new ProblemError(problem(404, `The document has no name "${entry ?? ""}".`, "entry"));
  }
  return { type: "name", name: entity.name, kind: entity.kind };
}

function whatIn(sent: Sent) {
  const place = /^(\d{1,9})-(\d{1,9})$/.exec(sent.span ?? "");
  if (place !== null && sent.document) {
    const span = [Number(place[1]), Number(place[2])] as const;
    return { document: sent.document, span };
  }
  const name = sent.name?.trim() ?? "";
  if (name === "") throw new ProblemError(problem(400, "Say which name.", "name"));
  const also = (sent.also ?? "")
    .split("\n")
    .map((one) => one.trim())
    .filter(Boolean);
  return { name, ...(also.length > 0 && { also }) };
}
