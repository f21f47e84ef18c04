import { getDocumentProxy } from "unpdf";
import { OnRecordError } from "../../document/index.ts";
import { damaged, type Found, hashedFacts, type Input } from "../input.ts";
import { applyStyles } from "../styles.ts";
import { textDocument } from "../text-document.ts";
import { withoutMargins } from "./margins.ts";
import { type PageItem, type Segment, segmentsOf } from "./page-lines.ts";
import { type PdfText, paragraphsOf } from "./paragraphs.ts";
import { inReadingOrder } from "./reading-order.ts";

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

/**
 * A document from a PDF.
 *
 * The text is what the pages paint, in reading order: columns one after the other, lines joined to
 * paragraphs, also over the end of a page, words broken at a line's end made whole. Headers,
 * footers, page numbers and text that runs upwards in the margin are left out. `pages` says where
 * each page begins.
 *
 * @throws OnRecordError `encrypted`, `no-text-layer` for pages that are only pictures, `damaged`
 */
export async function readPdf(input: Input): Promise<Found[]> {
  const { name } = input;
  const pdf = await openPdf(input);
  try {
    const { text, pages, styled } = await textOf(pdf, name);
    if (text === "") throw noTextLayer(name, pdf.numPages);
    const headline = styled.find(({ kind }) => kind === "headline");
    const facts = {
      ...(headline && { title: text.slice(headline.start, headline.end) }),
      ...hashedFacts(input),
    };
    const document = textDocument(text, facts);
    const blocks = applyStyles(text, document.blocks, styled);
    return [{ document: { ...document, blocks, pages }, of: input }];
  } finally {
    await pdf.loadingTask.destroy();
  }
}

async function openPdf({ bytes, name }: Input): Promise<Pdf> {
  try {
    // A copy: the parser takes the memory it is given away.
    return await getDocumentProxy(Uint8Array.from(bytes), {
      verbosity: 0,
      isEvalSupported: false,
      disableFontFace: true,
      useSystemFonts: false,
      enableXfa: false,
    });
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    if (cause.name === "PasswordException") {
      const message = `${name}: this PDF asks for a password. Save it without one, for example with "qpdf --decrypt --password=…".`;
      throw new OnRecordError("encrypted", message, { file: name }, { cause });
    }
    throw damaged(name, "this PDF is damaged and cannot be opened. Get it anew.", cause);
  }
}

async function textOf(pdf: Pdf, name: string): Promise<PdfText> {
  const pages: Segment[][] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    pages.push(segmentsOf(await itemsOf(pdf, number, name)));
  }
  const lines = withoutMargins(pages).map((page, i) =>
    inReadingOrder(page).map((line) => ({ ...line, page: i + 1 })),
  );
  return paragraphsOf(lines);
}

async function itemsOf(pdf: Pdf, number: number, name: string): Promise<PageItem[]> {
  try {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    page.cleanup();
    return items.flatMap((item) => ("str" in item ? itemOf(item) : []));
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw damaged(name, `page ${number} of this PDF is damaged. Get the file anew.`, cause);
  }
}

interface PaintedText {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly fontName: string;
}

/** None for text that runs upwards or downwards, which is a stamp in the margin. */
function itemOf({ str, transform, width, height, fontName }: PaintedText): PageItem[] {
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = transform;
  if (Math.abs(b) > Math.abs(a)) return [];
  const size = height || Math.hypot(c, d);
  if (!Number.isFinite(x + y + size + width) || size <= 0) return [];
  return [{ text: str.replaceAll("\0", ""), x, y, width, size, font: fontName }];
}

function noTextLayer(name: string, pages: number): OnRecordError {
  const what = pages === 1 ? "its page is a picture" : `its ${pages} pages are pictures`;
  return new OnRecordError(
    "no-text-layer",
    `${name}: this PDF has no text layer: ${what} of a text. OCR it first, for example with ocrmypdf.`,
    { file: name, pages },
  );
}
