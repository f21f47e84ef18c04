import type { MessagePort } from "node:worker_threads";

/** What the worker answers: a page after the other, and at the end that it is done or failed. */
export type Answer =
  | { readonly type: "ready" }
  | { readonly type: "page"; readonly items: readonly PaintedText[] }
  | { readonly type: "done" }
  | {
      readonly type: "failed";
      readonly name: string;
      readonly message: string;
      readonly page: number;
    };

/** One piece of text as pdf.js gives it. */
export interface PaintedText {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly fontName: string;
}

/**
 * What a worker thread does: takes the bytes of a PDF, gives the text items of its pages.
 *
 * The thread gets this function as source text, because there is no file that both the sources
 * and the built program could start it from. So it uses nothing from outside itself, and `require`
 * in place of `import`, which tools rewrite.
 */
export function work(load: (id: string) => unknown, unpdfPath: string): void {
  const { parentPort } = load("node:worker_threads") as { parentPort: MessagePort };
  const { getDocumentProxy } = load(unpdfPath) as typeof import("unpdf");
  // pdf.js leaves rejections lying about for damaged parts that it then does without.
  process.on("unhandledRejection", () => {});
  const answer = (message: Answer) => parentPort.postMessage(message);
  parentPort.on("message", async (bytes: Uint8Array) => {
    let page = 0;
    let pdf: Awaited<ReturnType<typeof getDocumentProxy>> | null = null;
    try {
      pdf = await getDocumentProxy(bytes, {
        verbosity: 0,
        isEvalSupported: false,
        disableFontFace: true,
        useSystemFonts: false,
        enableXfa: false,
      });
      for (page = 1; page <= pdf.numPages; page++) {
        const opened = await pdf.getPage(page);
        const { items } = await opened.getTextContent();
        opened.cleanup();
        const painted = items.flatMap((item) => {
          if (!("str" in item)) return [];
          const { str, transform, width, height, fontName } = item;
          return [{ str, transform, width, height, fontName }];
        });
        answer({ type: "page", items: painted });
      }
      answer({ type: "done" });
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      answer({ type: "failed", name, message, page });
    } finally {
      await pdf?.loadingTask.destroy().catch(() => {});
    }
  });
  answer({ type: "ready" });
}
