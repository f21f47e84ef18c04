import type { Relation } from "../document/index.ts";
import { attributionId, type Rule } from "./draft.ts";

/** What is known only because somebody else tells it: "A said that B had promised …". */
export const relateNested: Rule = ({ statements }) =>
  statements.flatMap(({ relation }, s): Relation[] => {
    if (relation.within === null) return [];
    const evidence = [...relation.source, ...relation.cue].map(
      ({ start, end }) => [start, end] as const,
    );
    return [
      {
        type: "reported-through",
        from: attributionId(s),
        to: attributionId(relation.within),
        basis: "stated",
        evidence: evidence.sort((a, b) => a[0] - b[0]),
      },
    ];
  });
