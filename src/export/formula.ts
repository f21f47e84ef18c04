// Tabs and line ends because some spreadsheets drop them at the start of a cell; full-width signs
// because those of East Asian locales take them for the plain ones.
const FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/**
 * A text that no spreadsheet takes for a formula: one that begins with `=`, `+`, `-`, `@`, a tab or
 * a line end gets an apostrophe before it, and so does one that already has apostrophes there, so
 * that `unguardFormula` gives back every text.
 */
export function guardFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The text that `guardFormula` was given. */
export function unguardFormula(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}
