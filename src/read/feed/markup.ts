import { Parser } from "htmlparser2";

/** Whether a text holds tags or character references, so that it reads as HTML. */
export function hasMarkup(text: string): boolean {
  return /<\/?[a-z][^<>]{0,2000}>|&(?:[a-z]{2,8}|#\d{1,7}|#x[\da-f]{1,6});/i.test(text);
}

/** The words of a short piece of HTML. */
export function markupText(html: string): string {
  let text = "";
  const parser = new Parser({
    ontext: (words) => {
      text += words;
    },
  });
  parser.end(html);
  return text;
}
