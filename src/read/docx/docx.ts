import mammoth from "mammoth";
import { damaged, emptyError, type Found, hashedFacts, type Input } from "../input.ts";
import { applyStyles } from "../styles.ts";
import { textDocument } from "../text-document.ts";
import { unzip, zipEntries } from "../zip.ts";
import { layOut, type WordElement } from "./text.ts";

/** Most XML that a Word file may unpack to; a long report has two or three MiB. */
const MOST_XML = 48 * 2 ** 20;

/**
 * A document from a Word file (DOCX).
 *
 * The text is its paragraphs, set apart by blank lines; the items of a list and the rows of a
 * table stand on lines of their own, cells are set apart by tabs, notes come at the end. What Word
 * counts by itself (numbers, bullets) is in no text and is not made up. Deleted words of tracked
 * changes are left out, inserted ones stand.
 *
 * @throws OnRecordError `damaged` for what is no Word file, `too-large`, `empty`
 */
export async function readDocx(input: Input): Promise<Found[]> {
  const { name } = input;
  checkArchive(input);
  const { text, styled } = layOut(await parseWord(input));
  if (text.trim() === "") throw emptyError(name);
  const title = styled.find(({ kind }) => kind === "headline");
  const facts = {
    ...(title && { title: text.slice(title.start, title.end).replace(/\s+/g, " ") }),
    ...hashedFacts(input),
  };
  const document = textDocument(text, facts);
  const blocks = applyStyles(text, document.blocks, styled);
  return [{ document: { ...document, blocks }, of: input }];
}

/** Deepest nesting of elements; Word's own files stay below 100, and mammoth takes ever longer. */
const DEEPEST = 256;

const [LESS, GREATER, SLASH, QUESTION, EXCLAMATION] = [..."<>/?!"].map((sign) =>
  sign.charCodeAt(0),
) as [number, number, number, number, number];

/** Unpacks the XML with limits first: the reader itself has none. */
function checkArchive({ bytes, name }: Input): void {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) {
    throw damaged(name, "this is not a DOCX file: it is no ZIP archive. Open and save it in Word.");
  }
  const entries = zipEntries(bytes, name);
  if (!entries.some((entry) => entry.name === "word/document.xml")) {
    throw damaged(name, "this is not a DOCX file: it has no word/document.xml. Save it as DOCX.");
  }
  let left = MOST_XML;
  for (const entry of entries) {
    if (!/\.(?:xml|rels)$/i.test(entry.name)) continue;
    const xml = unzip(entry, name, left);
    left -= xml.length;
    if (depthOf(xml) > DEEPEST) {
      throw damaged(name, `${entry.name} in it is nested too deep. Open and save it in Word.`);
    }
  }
}

/** How deep elements are nested in each other, about: tags are counted, not parsed. */
function depthOf(xml: Uint8Array): number {
  let [depth, deepest] = [0, 0];
  for (let at = xml.indexOf(LESS); at !== -1; at = xml.indexOf(LESS, at + 1)) {
    const next = xml[at + 1];
    const end = xml.indexOf(GREATER, at);
    if (next === SLASH) depth--;
    else if (next !== QUESTION && next !== EXCLAMATION && xml[end - 1] !== SLASH) depth++;
    deepest = Math.max(deepest, depth);
    if (end === -1) break;
  }
  return deepest;
}

/** The document as mammoth reads it, before it makes HTML of it. */
async function parseWord({ bytes, name }: Input): Promise<WordElement> {
  let found: WordElement | null = null;
  try {
    await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
      {
        transformDocument: (element: WordElement) => {
          found = element;
          return { ...element, children: [] };
        },
      },
    );
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw damaged(name, "this Word file is damaged. Open and save it in Word.", cause);
  }
  if (found === null) throw new Error("mammoth gave no document");
  return found;
}
