import type { Hono } from "hono";
import { OnRecordError } from "../document/index.ts";
import type { Store } from "../store/index.ts";
import { type AddedFile, addFiles, addText, filesIn, type Reader, textFields } from "./adding.ts";
import { bodyOf } from "./forms.ts";
import { renderAdd, type WrittenText } from "./pages/add.tsx";
import type { Assets } from "./pages/layout.tsx";
import { type Problem, ProblemError, problem } from "./problem.ts";

/** The page on which documents are added: a plain form, which the script sends file by file. */
export function addAddPage(app: Hono, store: Store, reader: Reader, assets: Assets): void {
  app.get("/add", (context) => context.html(renderAdd({ assets })));

  app.post("/add", async (context) => {
    const body = await bodyOf(context);
    const written = writtenIn(body);
    try {
      const results = [
        ...(hasFiles(body) || written.text === ""
          ? await addFiles(store, reader, filesIn(body))
          : []),
        ...(written.text === "" ? [] : [await addWritten(store, reader, written)]),
      ];
      return context.html(renderAdd({ assets, results }));
    } catch (error) {
      const said = saidOf(error);
      if (said === null) throw error;
      return context.html(renderAdd({ assets, written, problem: said }), said.status);
    }
  });
}

function hasFiles({ file }: Readonly<Record<string, unknown>>): boolean {
  return [file ?? []].flat().some((one) => one instanceof File && one.name !== "");
}

function writtenIn(body: Readonly<Record<string, unknown>>): WrittenText {
  const text = (name: string) => (typeof body[name] === "string" ? body[name] : "");
  return {
    text: text("text"),
    title: text("title"),
    outlet: text("outlet"),
    published: text("published"),
    url: text("url"),
  };
}

async function addWritten(store: Store, reader: Reader, written: WrittenText): Promise<AddedFile> {
  const { issues } = textFields.safeParse(written).error ?? { issues: [] };
  const [first] = issues;
  if (first !== undefined) {
    const field = String(first.path[0]);
    throw new ProblemError(problem(400, `${field}: ${first.message}.`, field));
  }
  const document = await addText(store, reader, textFields.parse(written));
  return { name: document.title ?? "the text", documents: [document], errors: [] };
}

function saidOf(error: unknown): Problem | null {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof OnRecordError && error.code === "not-recorded") {
    return problem(400, error.message);
  }
  return null;
}
