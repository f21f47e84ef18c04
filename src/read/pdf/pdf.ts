import { OnRecordError } from "../../document/index.ts";
import { type Found, hashedFacts, type Input } from "../input.ts";
import { applyStyles } from "../styles.ts";
import { textDocument } from "../text-document.ts";
import { withoutMargins } from "./margins.ts";
import { pageItems } from "./page-items.ts";
import { segmentsOf } from "./page-lines.ts";
import { paragraphsOf } from "./paragraphs.ts";
import { inReadingOrder } from "./reading-order.ts";

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
  const { bytes, name } = input;
  const painted = (await pageItems(bytes, name)).map(segmentsOf);
  const lines = withoutMargins(painted).map((page, i) =>
    inReadingOrder(page).map((line) => ({ ...line, page: i + 1 })),
  );
  const { text, pages, styled } = paragraphsOf(lines);
  if (text === "") throw noTextLayer(name, painted.length);
  const headline = styled.find(({ kind }) => kind === "headline");
  const facts = {
    ...(headline && { title: text.slice(headline.start, headline.end) }),
    ...hashedFacts(input),
  };
  const document = textDocument(text, facts);
  const blocks = applyStyles(text, document.blocks, styled);
  return [{ document: { ...document, blocks, pages }, of: input }];
}

function noTextLayer(name: string, pages: number): OnRecordError {
  const what = pages === 1 ? "its page is a picture" : `its ${pages} pages are pictures`;
  return new OnRecordError(
    "no-text-layer",
    `${name}: this PDF has no text layer: ${what} of a text. OCR it first, for example with ocrmypdf.`,
    { file: name, pages },
  );
}
