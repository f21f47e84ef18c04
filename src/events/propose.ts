import type { TokenRange } from "../language/index.ts";
import type { Draft } from "./draft.ts";
import { findTriggers, type Trigger } from "./match.ts";
import { apply, type Meaning, meaningOf } from "./meaning.ts";
import { type Mood, moodOf } from "./mood.ts";
import type { Participant } from "./participants.ts";
import { hasOtherAgent, type Scene, type Sides, sidesOf } from "./sides.ts";
import type { Tree } from "./tree.ts";

/** More pairs than this are a list, not events between each and every one. */
const MOST_PAIRS = 6;

/** Every event that a frame finds in a sentence, in text order of its trigger. */
export function proposeEvents(scene: Scene, sentence: TokenRange): Draft[] {
  const triggers = findTriggers(scene.tree, sentence.from, sentence.to);
  const meanings = new Map<Trigger, Meaning>();
  const inside = new Set<Trigger>();
  for (const trigger of triggers.values()) {
    const meaning = meaningOf(scene.tree, triggers, trigger);
    if (meaning.code === null) continue;
    meanings.set(trigger, meaning);
    for (const inner of meaning.chain.slice(1)) inside.add(inner);
  }
  const isQuestion = endsInQuestion(scene.tree, sentence);
  const drafts: Draft[] = [];
  for (const [trigger, meaning] of meanings) {
    if (inside.has(trigger) || (trigger.plain !== null && inside.has(trigger.plain))) continue;
    if (trigger.frame.only === null) {
      drafts.push(...draftsOf(scene, trigger, meaning, isQuestion));
    } else if (trigger.plain !== null) {
      const plain = meaningOf(scene.tree, triggers, trigger.plain);
      if (plain.code !== null) drafts.push(...draftsOf(scene, trigger.plain, plain, isQuestion));
    }
  }
  return drafts.sort((a, b) => a.token - b.token);
}

/** Whether its last mark, quotation marks aside, is a question mark. */
function endsInQuestion({ tokens }: Tree, { from, to }: TokenRange): boolean {
  const last = tokens.word[to - 1];
  return last === "?" || (to - from > 1 && tokens.word[to - 2] === "?");
}

function draftsOf(scene: Scene, trigger: Trigger, meaning: Meaning, isQuestion: boolean): Draft[] {
  const { tree } = scene;
  if (hasOtherAgent(scene, trigger)) return [];
  const mood = moodOf(tree, moodVerb(scene, trigger), {
    takesPurpose: /^(?:04|14)/.test(meaning.code!),
    isQuestion,
  });
  const sides = turned(meaning, sidesOf(scene, meaning));
  const told = retell(scene, trigger, meaning, mood, sides);
  if (told === null) return [];
  const words = new Set(meaning.chain.flatMap((link) => link.words));
  const common = {
    meaning,
    code: told.code,
    status: told.status,
    triggerWords: [...words].sort((a, b) => a - b),
    token: trigger.token,
    isBareNoun: tree.isNominal(trigger.token) && trigger.light < 0,
    place: placeOf(scene, meaning, told.sides),
  };
  const isMutual =
    told.sides.areJoint || (meaning.chain.length === 1 && trigger.frame.mutual && told.mutual);
  return pairsOf(told.sides, isMutual).map(([source, target]) => ({ ...common, source, target }));
}

/** "Received weapons from X": X gave them. */
function turned({ chain }: Meaning, sides: Sides): Sides {
  if (!chain[0]!.frame.isReverse) return sides;
  return { sources: sides.targets, targets: sides.sources };
}

/** The verb whose mood a trigger shares: itself, the verb that lends it a subject, or its own. */
function moodVerb({ tree }: Scene, { token, light }: Trigger): number {
  if (light >= 0) return light;
  if (!tree.isNominal(token)) return token;
  return tree.base(token) === "nsubj" ? tree.head(token) : token;
}

interface Told {
  readonly code: string;
  readonly status: Draft["status"];
  readonly sides: Sides;
  readonly mutual: boolean;
}

/**
 * What mood makes of an event. A cooperative act still to come is a promise of it (AGREE), a
 * hostile one a threat; what somebody "must" do is demanded of
 * them by whoever says so; a refusal in the future ("will not attend") rejects.
 */
function retell(
  scene: Scene,
  trigger: Trigger,
  meaning: Meaning,
  mood: Mood,
  sides: Sides,
): Told | null {
  const code = meaning.code!;
  if (mood.status === "asked") return { code, status: "asked", sides, mutual: true };
  const plain = { code, status: mood.status, sides, mutual: true };
  if (mood.obligation !== null) {
    const asked = asksFor(scene, trigger, code, mood.obligation, sides);
    return asked ?? { ...plain, status: "hypothetical" };
  }
  const warned = mood.status === "hypothetical" && isWarning(scene, trigger) && code >= "15";
  if (warned) return { ...plain, code: apply("threaten", code) ?? code, status: "happened" };
  const isAct = code >= "03" && (code < "10" || code >= "13");
  if (!mood.isFuture || mood.status === "hypothetical" || !isAct) return plain;
  if (mood.isNegated) {
    const refused = apply("reject", code);
    return code < "10" && refused !== null
      ? { ...plain, code: refused, status: "happened" }
      : plain;
  }
  const isConditional = hasCondition(scene, trigger);
  const withheld = isConditional ? apply("threaten", code) : null;
  if (withheld !== null && code >= "07") return { ...plain, code: withheld };
  if (code < "10") return { ...plain, code: promised(code), mutual: false };
  return { ...plain, code: apply("threaten", code) ?? code };
}

/** "May recall its ambassador, officials warned". */
function isWarning({ tree }: Scene, { token, light }: Trigger): boolean {
  const governor = tree.head(light >= 0 ? light : token);
  return governor >= 0 && /^(?:warn|threaten)$/.test(tree.lemma(governor));
}

/** What is promised already stays as it is. */
function promised(code: string): string {
  return code < "04" ? code : (apply("agree", code) ?? code);
}

/** "Will withdraw its troops unless …": a cooperative step under a condition is a threat. */
function hasCondition({ tree }: Scene, { token, light }: Trigger): boolean {
  const verb = light >= 0 ? light : token;
  for (let c = tree.first(verb); c >= 0; c = tree.next(c)) {
    if (isCondition(tree, c)) return true;
  }
  const governor = tree.head(verb);
  if (governor < 0 || tree.base(verb) !== "ccomp") return false;
  for (let c = tree.first(governor); c >= 0; c = tree.next(c)) {
    if (c > verb && isCondition(tree, c)) return true;
  }
  return false;
}

function isCondition(tree: Tree, clause: number): boolean {
  return tree.base(clause) === "advcl" && /^(?:if|unless)$/.test(tree.marker(clause));
}

function asksFor(
  scene: Scene,
  trigger: Trigger,
  code: string,
  obligation: "demand" | "request",
  { sources, targets }: Sides,
): Told | null {
  const asked = apply(obligation, code);
  const asking = speakersAround(scene, trigger.token);
  const addressed = sources.length > 0 ? sources : targets;
  if (asked === null || asking.length === 0 || addressed.length === 0) return null;
  return {
    code: asked,
    status: "happened",
    sides: { sources: asking, targets: addressed },
    mutual: false,
  };
}

/** The subject of the verb of saying around a clause, else the source the clause is credited to. */
function speakersAround({ tree, participants, speakerOf }: Scene, token: number): Participant[] {
  for (let at = token, steps = 0; at >= 0 && steps < 8; steps++) {
    const head = tree.head(at);
    if (head >= 0 && (tree.base(at) === "ccomp" || tree.base(at) === "acl")) {
      const subject = tree.isNominal(head)
        ? tree.surfaceSubject(tree.head(head) >= 0 ? tree.head(head) : head)
        : tree.agent(head);
      const found = subject < 0 ? null : participants.at(subject);
      if (found) return [found];
    }
    at = head;
  }
  const speaker = speakerOf(token);
  return speaker ? [speaker] : [];
}

function pairsOf(
  { sources, targets }: Sides,
  isMutual: boolean | undefined,
): (readonly [Participant | null, Participant | null])[] {
  const pairs: [Participant | null, Participant | null][] = [];
  for (const source of sources.length > 0 ? sources : [null]) {
    for (const target of targets.length > 0 ? targets : [null]) {
      if (source === null && target === null) continue;
      pairs.push([source, target]);
      if (isMutual && source && target) pairs.push([target, source]);
    }
  }
  return pairs.slice(0, MOST_PAIRS);
}

function placeOf(
  { tree, participants }: Scene,
  meaning: Meaning,
  sides: Sides,
): Participant | null {
  const places = new Set(["in", "at", "near", "outside", "around"]);
  const taken = new Set([...sides.sources, ...sides.targets].map(({ head }) => head));
  for (const { token, light } of meaning.chain) {
    for (const host of light < 0 ? [token] : [token, light]) {
      for (const { role, head } of tree.arguments(host)) {
        if (!places.has(role) || taken.has(head) || tree.upos(head) !== "PROPN") continue;
        return participants.at(head) ?? null;
      }
    }
  }
  return null;
}
