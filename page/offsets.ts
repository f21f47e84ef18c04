/** The text as the page has it: where each offset is in it, and which offset a place in it is. */
export interface TextMap {
  readonly start: number;
  readonly end: number;
  range(start: number, end: number): Range | null;
  /** `null` for a place that is not in the text. */
  offsetOf(node: Node, offset: number): number | null;
  text(start: number, end: number): string;
}

/**
 * Offsets are those of the stored text, in UTF-16 code units, as the DOM counts them too.
 *
 * @param root the element of the whole text; its elements of class `t` hold the text, one after
 * the other, and the first begins at `start`
 */
export function mapText(root: HTMLElement, start: number): TextMap {
  const nodes: Text[] = [];
  const starts: number[] = [];
  let at = start;
  for (const cell of root.querySelectorAll(".t")) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (
      let node = walker.nextNode() as Text | null;
      node;
      node = walker.nextNode() as Text | null
    ) {
      nodes.push(node);
      starts.push(at);
      at += node.length;
    }
  }
  const end = at;
  const index = new Map(nodes.map((node, i) => [node as Node, i]));

  /** The last node that begins at or before an offset. */
  const nodeAt = (offset: number): number => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low;
  };

  return {
    start,
    end,
    range(from, to) {
      if (from < start || to > end || from >= to || nodes.length === 0) return null;
      const range = document.createRange();
      const first = nodeAt(from);
      const last = nodeAt(to - 1);
      range.setStart(nodes[first]!, from - starts[first]!);
      range.setEnd(nodes[last]!, to - starts[last]!);
      return range;
    },
    offsetOf(node, offset) {
      const i = index.get(node);
      if (i !== undefined) return starts[i]! + offset;
      if (!(node instanceof Element)) return null;
      // A place between elements: the first text at or after it, in the same row or a later one.
      const before = document.createRange();
      before.setStart(node, offset);
      let low = 0;
      let high = nodes.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (before.comparePoint(nodes[middle]!, 0) < 0) low = middle + 1;
        else high = middle;
      }
      return low < nodes.length ? starts[low]! : end;
    },
    text(from, to) {
      const range = this.range(from, to);
      return range === null ? "" : textOf(range, nodes, nodeAt(from), nodeAt(to - 1));
    },
  };
}

/** What a range holds of the text, without the entries that stand between its rows. */
function textOf(range: Range, nodes: readonly Text[], first: number, last: number): string {
  const words = nodes.slice(first, last + 1).map(({ data }) => data);
  if (first === last) return words[0]!.slice(range.startOffset, range.endOffset);
  words[0] = words[0]!.slice(range.startOffset);
  words[words.length - 1] = words.at(-1)!.slice(0, range.endOffset);
  return words.join("");
}
