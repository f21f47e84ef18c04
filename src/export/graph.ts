/** A node of a JSON-LD graph: its own fields, all under terms of the context. */
export type GraphNode = Readonly<Record<string, unknown>>;

/**
 * One JSON-LD document, a node a line, written as the nodes come. The context stands in it, so that
 * nobody has to fetch one.
 */
export async function* toGraph(
  context: GraphNode,
  nodes: AsyncIterable<readonly GraphNode[]>,
): AsyncGenerator<string> {
  let opening = `{"@context":${JSON.stringify(context)},\n"@graph":[\n`;
  for await (const group of nodes) {
    if (group.length === 0) continue;
    yield opening + group.map((node) => JSON.stringify(known(node))).join(",\n");
    opening = ",\n";
  }
  yield opening.startsWith("{") ? `${opening}]}\n` : "\n]}\n";
}

/** The node without what is unknown: JSON-LD has no `null`. */
function known(node: GraphNode): GraphNode {
  return Object.fromEntries(
    Object.entries(node).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

/** The name of a document, or of an entry in it, as an IRI that no server has to answer for. */
export function iriOf(key: string, entry: string | null = null): string {
  const name = `urn:onrecord:${key}`;
  return entry === null ? name : `${name}:${encodeURIComponent(entry)}`;
}

/** What may stand as an IRI: an absolute address; else `null`. */
export function addressOf(url: string | null): string | null {
  return url !== null && /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(url) ? url : null;
}
