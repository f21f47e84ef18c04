import lexicon from "../../data/occasions.json" with { type: "json" };
import type { Relation } from "../document/index.ts";
import type { TokenRange } from "../language/index.ts";
import { attributionId, type Rule, type Setting, spanOf } from "./draft.ts";

const CLAIMS: ReadonlySet<string> = new Set(lexicon.claims.split(" "));

/**
 * "Tarrade rejected the claim by Esteren", "denied reports that …": a statement that denies or
 * rejects what the text gives as somebody's own. The words must name whose it is; a denial alone
 * disputes nothing that could be pointed to.
 */
export const relateDisputes: Rule = (setting) => {
  const { statements, acts, language } = setting;
  const found: Relation[] = [];
  statements.forEach(({ cue }, s) => {
    const { act } = acts[s]!;
    if ((act !== "deny" && act !== "reject") || cue.length === 0) return;
    const disputed = disputedBy(setting, s);
    if (disputed === null) return;
    found.push({
      type: "disputes",
      from: attributionId(s),
      to: attributionId(disputed.statement),
      basis: "stated",
      evidence: [spanOf(language, disputed.words)],
    });
  });
  return found;
};

function disputedBy(setting: Setting, s: number): { statement: number; words: TokenRange } | null {
  const { statements, tree, sentenceOf, inSentence } = setting;
  const cue = statements[s]!.cue.at(-1)!;
  const sentence = sentenceOf[s]!;
  for (let i = cue.to; i < Math.min(cue.to + 8, sentence.to); i++) {
    if (!CLAIMS.has(tree.lemma(i))) continue;
    // "denied |reports that| …": the statement with this very cue.
    const reported = (inSentence.get(sentence.from) ?? []).find(
      (t) => t !== s && statements[t]!.cue[0]?.from === i,
    );
    if (reported !== undefined) return { statement: reported, words: { from: i, to: i + 1 } };
    const owner = ownerOf(setting, i, cue.to);
    const statement = owner === null ? null : lastBefore(setting, owner, s);
    return statement === null ? null : { statement, words: { from: cue.to, to: i + 1 } };
  }
  return null;
}

/** "|Esteren|'s claim", "the claim by |Esteren|": the entity, where it is a named mention. */
function ownerOf({ tree, whoIs }: Setting, claim: number, from: number): string | null {
  const possessor = tree.child(claim, "nmod:poss");
  if (possessor >= from) return whoIs(possessor);
  for (const owner of tree.children(claim, "nmod")) {
    const preposition = tree.child(owner, "case");
    if (preposition >= 0 && /^(?:by|of|from)$/.test(tree.tokens.lower[preposition]!))
      return whoIs(owner);
  }
  return null;
}

/** The one statement of that source before; of several none could be told. */
function lastBefore({ statements, byEntity }: Setting, entity: string, s: number): number | null {
  const here = statements[s]!.content[0]!.from;
  const of = (byEntity.get(entity) ?? []).slice(0, 3);
  const before = of.filter((t) => t !== s && statements[t]!.content[0]!.from < here);
  return before.length === 1 ? before[0]! : null;
}
