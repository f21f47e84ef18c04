import { bundledModels, rulesOnly } from "../models.ts";
import { textDocument } from "../read/index.ts";
import { recordOf } from "../record.ts";
import { formatTable } from "./table.ts";

const SENTENCE =
  "Ama Okonjo of the harbour office said on Tuesday that the strait would stay closed";
const PLAIN = SENTENCE.toLowerCase();

/** Texts that news is not, each from a piece said over and over: `piece(i)` is the i-th. */
const KINDS: readonly (readonly [string, (i: number) => string, language?: string])[] = [
  [
    "news: paragraphs with quotations",
    (i) => `${SENTENCE}. "We regret it," she said. It rained.${i % 3 === 2 ? "\n\n" : " "}`,
  ],
  ["one line of capitals", () => `${SENTENCE.toUpperCase()}. `],
  ["one line of small letters, no marks", () => `${PLAIN} `],
  [
    "turns of a transcript",
    (i) => `${i % 2 ? "OKONJO" : "MAREND"}: ${i % 3 ? "No." : `${SENTENCE}.`}\n\n`,
  ],
  ["list", (i) => `- ${i}. Office of Harbours, Orvania\n`],
  ["table", (i) => `Orvania\t${i}\t${i * 7}.5\t12 March 2031\n`],
  [
    "poetry",
    (i) =>
      `The tide goes out, the tide comes in,\nand what was lost is lost again${i % 4 === 3 ? "\n\n" : ",\n"}`,
  ],
  ["emoji", () => "🚢⚓️🌊👩🏽‍✈️🇳🇴 "],
  ["one word", () => "harbour"],
  ["one line of marks that never close", () => '“We said «no " and ( then ‘ he said '],
  ["paragraphs that each open a quotation", () => `"${SENTENCE}.\n\n`],
  [
    "brackets and links",
    (i) => `((([[[ https://harbour.example/${i}?a=b&c=d a@b.example ]]])))... `,
  ],
  [
    "another language",
    () => "Der Hafen bleibt geschlossen, teilte die Verwaltung mit: „Wir bedauern es sehr“. ",
    "de",
  ],
];

/** Sizes in characters; each four times the one before. */
const SIZES = [80_000, 320_000, 1_280_000, 5_120_000];

export interface LengthOptions {
  readonly trained: boolean;
  /** The longest text, in characters. */
  readonly most: number;
  /** Only kinds of text with this in their name. */
  readonly only: string;
}

/**
 * Seconds of processor time from a text to its record, against the text's length, for texts that
 * news is not. `growth` is how many times the time of the last size but one the last took, for four
 * times the text: 4 is linear. Then the most memory the process held.
 */
export function benchLength({ trained, most, only }: LengthOptions): string {
  const models = trained ? bundledModels() : rulesOnly();
  const sizes = SIZES.filter((size) => size <= most);
  recordOf(textDocument(textOf(KINDS[0]![1], sizes[0]!)), models);
  const kinds = KINDS.filter(([name]) => name.includes(only));
  const rows = kinds.map(([name, piece, language = "en"]) => {
    const times = sizes.map((size) => {
      const text = textOf(piece, size);
      const before = process.cpuUsage();
      recordOf({ ...textDocument(text), language }, models);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1e6;
    });
    const growth = times.length > 1 ? (times.at(-1)! / times.at(-2)!).toFixed(1) : "";
    return [name, ...times.map((s) => s.toFixed(2)), growth];
  });
  const head = ["one document, CPU seconds", ...sizes.map((s) => `${s / 1e6} MB`), "growth"];
  const resident = process.resourceUsage().maxRSS / 1024;
  return `${formatTable(head, rows)}\n\nresident at most: ${resident.toFixed(0)} MiB`;
}

function textOf(piece: (i: number) => string, size: number): string {
  const parts: string[] = [];
  for (let i = 0, length = 0; length < size; i++) {
    parts.push(piece(i));
    length += parts.at(-1)!.length;
  }
  return parts.join("").slice(0, size);
}
