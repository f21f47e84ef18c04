import type { TextMap } from "./offsets.ts";

type Name = "source" | "cue" | "content" | "permalink";

/** Shows words of the text by drawing over them; the page itself is not changed. */
export function highlight(
  map: TextMap,
  name: Name,
  spans: readonly (readonly [number, number])[],
): void {
  if (!("highlights" in CSS)) return;
  const ranges = spans.flatMap(([start, end]) => {
    const from = Math.max(start, map.start);
    const to = Math.min(end, map.end);
    return map.range(from, to) ?? [];
  });
  if (ranges.length === 0) CSS.highlights.delete(name);
  else CSS.highlights.set(name, new Highlight(...ranges));
}

/** The spans an entry names in one of its attributes: `10-27 30-41`. */
export function spansOf(
  entry: HTMLElement,
  part: "source" | "cue" | "content",
): [number, number][] {
  const list = entry.dataset[part] ?? "";
  if (list === "") return [];
  return list.split(" ").map((span) => span.split("-").map(Number) as [number, number]);
}
