import type { Relation } from "../document/index.ts";
import { firstFrom, holds } from "../time/index.ts";
import { attributionId, type Rule } from "./draft.ts";

/**
 * A statement that speaks of a document the report knows: "the letter gives this half a
 * sentence". To the document's entity; the first mention in each statement is the evidence.
 * Not what the document itself says, and not what is only quoted inside another statement.
 */
export const relateReferences: Rule = ({ statements, actors, documents: mentions }) => {
  const found: Relation[] = [];
  statements.forEach(({ content }, s) => {
    const seen = new Set<string>();
    const last = content.at(-1)!.to;
    for (let m = firstFrom(mentions, content[0]!.from); m < mentions.length; m++) {
      const mention = mentions[m]!;
      if (mention.from >= last) break;
      if (!holds(content, mention.from) || seen.has(mention.entity)) continue;
      if (mention.entity === actors.sources[s]!.entity) continue;
      seen.add(mention.entity);
      found.push({
        type: "refers-to",
        from: attributionId(s),
        to: mention.entity,
        basis: "stated",
        evidence: [[mention.start, mention.end]],
      });
    }
  });
  return found;
};
