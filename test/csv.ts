/**
 * The rows of a CSV text by the letter of RFC 4180, for tests of what is written: fields parted by
 * commas, rows ended by CRLF, quoted fields with doubled marks.
 *
 * @throws Error at the first character that the grammar does not allow
 */
export function parseCsv(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < csv.length; ) {
    const isQuoted = csv[at] === '"';
    const field = isQuoted ? /"((?:[^"]|"")*)"/y : /([^",\r\n]*)/y;
    field.lastIndex = at;
    const found = field.exec(csv);
    if (found === null) throw new Error(`an open field at ${at}`);
    row.push(isQuoted ? found[1]!.replaceAll('""', '"') : found[1]!);
    at = field.lastIndex;
    if (csv[at] === ",") at++;
    else if (csv.startsWith("\r\n", at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else
      throw new Error(`neither comma nor CRLF at ${at}: ${JSON.stringify(csv.slice(at, at + 20))}`);
  }
  if (row.length > 0) throw new Error("the last row has no end");
  return rows;
}
