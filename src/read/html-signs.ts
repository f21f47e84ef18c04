/** How much of a text is searched for the first sign of HTML. */
const REACH = 16 * 1024;

const PAGE = /^<(?:!doctype\s+html|(?:html|head|body|article|main)[\s>/])/i;

/**
 * Whether a text is an HTML page: after white space, comments and an XML prolog it begins with
 * `<!doctype html`, `<html`, `<head`, `<body`, `<main` or `<article`.
 */
export function looksLikeHtml(text: string): boolean {
  let at = 0;
  while (at < REACH) {
    at += text.slice(at, at + REACH).search(/[^\s\uFEFF]|$/);
    const close = text.startsWith("<!--", at) ? "-->" : text.startsWith("<?", at) ? ">" : null;
    if (close === null) return PAGE.test(text.slice(at, at + 40));
    const end = text.indexOf(close, at);
    if (end === -1) return false;
    at = end + close.length;
  }
  return false;
}

const META = /<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([\w:.-]{2,40})/i;

/** Labels that browsers read as another encoding than the one named. */
const READ_AS: Readonly<Record<string, string>> = {
  ascii: "windows-1252",
  "us-ascii": "windows-1252",
  latin1: "windows-1252",
  "iso-8859-1": "windows-1252",
  "iso-8859-9": "windows-1254",
  "iso-8859-11": "windows-874",
  gb2312: "gb18030",
  gbk: "gb18030",
  "utf-16": "utf-8",
  "utf-16le": "utf-8",
  "utf-16be": "utf-8",
};

/** The encoding that a page's `meta charset` or `http-equiv` element names, `null` for none. */
export function declaredEncoding(head: string): string | null {
  const name = META.exec(head)?.[1];
  return name === undefined ? null : readAs(name);
}

/** The encoding that browsers take a label for. */
export function readAs(label: string): string {
  const name = label.trim().toLowerCase();
  return READ_AS[name] ?? name;
}
