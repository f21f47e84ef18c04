import type { Acts } from "./acts.ts";
import { HOME, NOUNS } from "./frames.ts";
import { receives, singular, type Trigger } from "./match.ts";
import type { Meaning } from "./meaning.ts";
import {
  ABOVE_STATES,
  type Participant,
  type Participants,
  type SpeakerOf,
} from "./participants.ts";
import type { Argument, Tree } from "./tree.ts";

/** Who did it, and to whom; several where the text coordinates them. */
export interface Sides {
  readonly sources: readonly Participant[];
  readonly targets: readonly Participant[];
  /** The sides are one subject's parts, who do it together: "Orvania and Halvessia agreed". */
  readonly areJoint?: boolean;
}

/** What the search for sides reads. */
export interface Scene {
  readonly tree: Tree;
  readonly participants: Participants;
  readonly speakerOf: SpeakerOf;
  /** Whether a word belongs to the source that the words around a trigger are credited to. */
  readonly isSpeaker: (trigger: number, word: number) => boolean;
  readonly acts: Acts;
}

/**
 * The sides of an event. The source is the outermost trigger's: whoever agreed, asked or refused.
 * The target is looked for where the frame says, outermost first for what is addressed to somebody
 * ("urged Orvania to …"), innermost first for what is announced ("agreed to lift the ban on …").
 */
export function sidesOf(scene: Scene, meaning: Meaning): Sides {
  const outer = meaning.chain[0]!;
  const sources = sourcesOf(scene, outer).filter((source) => !isSelf(scene, outer, source));
  const isMutual = meaning.chain.some(({ frame }) => frame.mutual) || isBetween(scene, outer);
  if (isMutual && differ(sources)) {
    return { sources: sources.slice(0, 1), targets: sources.slice(1), areJoint: true };
  }
  const order = isAddressed(scene, meaning) ? meaning.chain : [...meaning.chain].reverse();
  const spared = [...sources, ...victimsOf(scene, meaning)];
  let targets: readonly Participant[] = [];
  for (const trigger of order) {
    if (targets.length === 0) targets = listedTargets(scene, trigger, spared);
    if (targets.length === 0 && trigger !== outer) {
      targets = addressees(scene, outer, trigger, spared);
    }
  }
  const isVague = targets.every(({ code, isNamed }) => code === null && !isNamed);
  if (targets.length === 0 || (isVague && isDoneAtHome(meaning.code!))) {
    const better = anyTarget(scene, meaning, spared);
    if (better.some(({ country }) => country !== null) || targets.length === 0) targets = better;
  }
  if (targets.length === 0 && differ(sources)) {
    return { sources: sources.slice(0, 1), targets: sources.slice(1) };
  }
  const code = meaning.code!;
  if (targets.length === 0) targets = atHome(code, sources);
  return settleAtHome(scene, outer, code, shareCountry(scene, code, sources, targets));
}

/** Whoever condemns an attack on somebody condemns not them, but who did it, if that is said. */
function victimsOf({ tree, participants }: Scene, { code, chain }: Meaning): Participant[] {
  if (!/^11[124]/.test(code ?? "")) return [];
  return chain.flatMap(({ token, object }) => {
    if (tree.isNominal(token)) return [];
    const noun = object >= 0 ? object : tree.patient(token);
    if (noun < 0 || !(isHostile(tree.lemma(noun)) || isHostile(tree.tokens.lower[noun]!)))
      return [];
    return [...tree.arguments(noun), ...tree.arguments(token)]
      .filter(({ role, head }) => head > noun && VICTIM.has(role))
      .flatMap(({ head }) => participants.allAt(head));
  });
}

/** Whether a noun may be a threat, coercion or violence. */
function isHostile(noun: string): boolean {
  const patterns = NOUNS.get(noun) ?? NOUNS.get(singular(noun)) ?? [];
  return patterns.some(({ frame }) => /^1[36789]|^20/.test(frame.code ?? ""));
}

const VICTIM = new Set(["on", "against", "of"]);

/**
 * "The president lifted the ban, … in Orvania": an act done at home by an organ of an unnamed state
 * is of the one country that the sentence names.
 */
function settleAtHome(scene: Scene, { token }: Trigger, code: string, sides: Sides): Sides {
  const [source] = sides.sources;
  const isOpen = [...sides.sources, ...sides.targets].every(({ country }) => country === null);
  if (source === undefined || !isOpen || !isDoneAtHome(code) || scene.tree.isNominal(token)) {
    return sides;
  }
  if (!STATE_ORGANS.has(source.sector ?? "")) return sides;
  const country = soleCountry(scene, token);
  if (country === null) return sides;
  const settled = { ...source, country, code: `${country}${source.sector}` };
  const targets = sides.targets.length > 0 ? sides.targets : atHome(code, [settled]);
  return shareCountry(scene, code, [settled], targets);
}

/** The country that names around a token hold, where they hold one only. */
function soleCountry({ tree, participants }: Scene, token: number): string | null {
  const isEnd = (i: number) => i < 0 || i >= tree.tokens.length || tree.tokens.lower[i] === ".";
  let from = token;
  while (!isEnd(from - 1) && token - from < WINDOW) from--;
  let found: string | null = null;
  for (let i = from; !isEnd(i) && i < token + WINDOW; i++) {
    if (tree.upos(i) !== "PROPN" && tree.upos(i) !== "ADJ") continue;
    const country = participants.at(i)?.country ?? null;
    if (country === null) continue;
    if (ABOVE_STATES.has(country) || (found !== null && found !== country)) return null;
    found = country;
  }
  return found;
}

/** A sentence is read this far to either side of a trigger. */
const WINDOW = 40;

/**
 * "Opposition groups in Orvania demanded that the government …": a role without a country of its
 * own belongs to the country of the other side where that is a state's organ, or where the act is
 * one done at home ("students marched through the Orvanian capital").
 */
function shareCountry(
  scene: Scene,
  code: string,
  sources: readonly Participant[],
  targets: readonly Participant[],
): Sides {
  const isHome = isDoneAtHome(code);
  const completed = (sides: readonly Participant[], other: Participant | undefined) => {
    if (other === undefined || !(isHome || other.sector !== null)) return sides;
    const { country } = other;
    if (country === null || ABOVE_STATES.has(country) || isAbroad(scene, other)) return sides;
    return sides.map((side) => {
      if (side.country !== null || side.head < 0 || !(isHome || side.sector)) return side;
      // A named office is of the country too, but a protest may be against a foreign one.
      const isNamedHere =
        side.sector !== null && !code.startsWith("14") && (isHome || areAtOdds(side, other));
      const isRole = !side.isNamed && scene.tree.upos(side.head) === "NOUN";
      if (!isRole && !isNamedHere) return side;
      return { ...side, country, code: `${country}${side.sector ?? ""}` };
    });
  };
  return { sources: completed(sources, targets[0]), targets: completed(targets, sources[0]) };
}

/** A government or its police and those who are against their own state. */
function areAtOdds(a: Participant, b: Participant): boolean {
  const isOrgan = ({ sector }: Participant) => STATE_ORGANS.has(sector ?? "");
  const isAgainst = ({ sector }: Participant) => AGAINST_STATE.has(sector ?? "");
  return (isOrgan(a) && isAgainst(b)) || (isAgainst(a) && isOrgan(b));
}

function isDoneAtHome(code: string): boolean {
  return HOME.some((beginning) => code.startsWith(beginning));
}

/** An embassy stands in a foreign country: its crowd is not its state's. */
function isAbroad({ tree }: Scene, { outer }: Participant): boolean {
  return outer >= 0 && /^(?:embassy|consulate|ambassador|consul|diplomat)$/.test(tree.lemma(outer));
}

/** The act's code says it is done at home, and the text names no other place: CAMEO's convention. */
function atHome(code: string, sources: readonly Participant[]): readonly Participant[] {
  const country = sources[0]?.country ?? null;
  if (country === null || ABOVE_STATES.has(country)) return [];
  if (!isDoneAtHome(code) && !(AGAINST_STATE.has(sources[0]!.sector ?? "") && code >= "08"))
    return [];
  const nowhere = {
    from: 0,
    to: 0,
    head: -1,
    outer: -1,
    entity: null,
    sector: null,
    isActor: false,
    isNamed: false,
  };
  return [{ ...nowhere, country, code: country }];
}

/** Sectors that turn against their own state, where no other is named. */
const AGAINST_STATE = new Set(["REB", "OPP", "SEP", "INS"]);
const STATE_ORGANS = new Set(["GOV", "COP"]);

const ADDRESSED = new Set(["request", "demand", "allege", "permit", "warn"]);

/** Whether the target is whom the outermost trigger addresses, before whom its content is about. */
function isAddressed(scene: Scene, { code, chain }: Meaning): boolean {
  if (code?.startsWith("113")) return false;
  const { frame, object } = chain[0]!;
  if (frame.op === "order") return code?.startsWith("10") === true;
  if (frame.op !== "reject") return ADDRESSED.has(frame.op ?? "");
  return object >= 0 || (chain.length > 1 && scene.tree.isNominal(chain[1]!.token));
}

/** A pronoun that would make somebody ask, or strike, themselves means somebody else. */
function isSelf(scene: Scene, trigger: Trigger, source: Participant): boolean {
  const { tree, participants } = scene;
  const subject = tree.isNominal(trigger.token) ? -1 : tree.surfaceSubject(trigger.token);
  if (subject < 0 || tree.upos(subject) !== "PRON") return false;
  return argumentsOf(scene, trigger).some(({ role, head }) => {
    if (role !== "obj" && role !== trigger.lead) return false;
    const other = participants.at(head);
    return other !== null && isSame(source, other);
  });
}

/** "Fighting between X and Y": whatever it is, both do it. */
function isBetween({ tree }: Scene, { token, object }: Trigger): boolean {
  const hosts = [token, object, tree.isNominal(token) ? -1 : tree.surfaceSubject(token)];
  return hosts.some(
    (host) => host >= 0 && tree.arguments(host).some(({ role }) => role === "between"),
  );
}

function differ(participants: readonly Participant[]): boolean {
  return participants.some(({ code }) => code !== participants[0]!.code);
}

export function sourcesOf(scene: Scene, trigger: Trigger): readonly Participant[] {
  const { tree, participants, speakerOf } = scene;
  const { token, frame, light } = trigger;
  if (frame.bySpeaker) {
    const speaker = speakerOf(token);
    return speaker ? [speaker] : [];
  }
  if (!tree.isNominal(token)) {
    const found = acting(readAll(scene, agentOf(tree, trigger)));
    if (found.length > 0) return found;
    const parties = withoutAgent(scene, trigger);
    return parties.length > 0 ? parties : whereItIsDone(scene, trigger);
  }
  const subject = tree.child(token, "nsubj");
  if (subject >= 0) return acting(readAll(scene, subject));
  const own = tree.arguments(token).filter(({ parent }) => parent === token);
  for (const role of ["by", "between", "poss", ...(frame.ofIsSource ? ["of"] : []), "among"]) {
    const found = readRole(scene, own, role);
    if (found.length > 0) return found;
  }
  if (light >= 0 && !receives(tree, light)) {
    const found = acting(readAll(scene, tree.agent(light)));
    if (found.length > 0) return found;
  }
  for (const role of ["mod", "from"]) {
    const found = readRole(scene, own, role);
    if (found.length > 0) return found;
  }
  if (light >= 0 && receives(tree, light)) {
    for (const { role, head } of tree.arguments(light)) {
      const participant = role === "from" || role === "by" ? participants.at(head) : null;
      if (participant) return [participant];
    }
  }
  return [];
}

/**
 * Who does it where the verb has no subject that can act: the parties of its object ("talks between
 * X and Y were suspended"), or whoever wrote the letter "denouncing" something.
 */
function withoutAgent(scene: Scene, { token, object }: Trigger): readonly Participant[] {
  const { tree } = scene;
  for (const host of [token, object, tree.surfaceSubject(token)]) {
    if (host < 0) continue;
    const own = tree.arguments(host).filter(({ parent }) => parent === host);
    const between = readRole(scene, own, "between");
    if (between.length > 0) return between;
  }
  if (tree.base(token) !== "acl" || tree.isPassive(token)) return [];
  const noun = tree.head(token);
  if (tree.base(noun) !== "obj") return [];
  return acting(readAll(scene, tree.agent(tree.head(noun))));
}

/** What only the state can do where it is done: inquiries, trials, sentences, arrests. */
const OF_STATE = /^(?:09|115|116|173)/;

/** "Two Halvessians were arrested in Orvania": by its authorities, whichever they are. */
function whereItIsDone(scene: Scene, { token, frame }: Trigger): readonly Participant[] {
  const { tree } = scene;
  if (!OF_STATE.test(frame.code ?? "") || !tree.isPassive(token) || tree.agent(token) >= 0)
    return [];
  for (const { role, head } of tree.arguments(token)) {
    if (role !== "in" || tree.upos(head) !== "PROPN") continue;
    const found = readAll(scene, head).filter(({ country }) => country !== null);
    if (found.length > 0) return found.slice(0, 1);
  }
  return [];
}

/** Whether something that cannot act does it: a storm that hits a coast is no event. */
export function hasOtherAgent(scene: Scene, trigger: Trigger): boolean {
  const { tree, participants } = scene;
  if (tree.isNominal(trigger.token) || trigger.frame.bySpeaker) return false;
  const agent = agentOf(tree, trigger);
  if (agent < 0 || tree.upos(agent) === "PRON") return false;
  if (EXPLOSIVES.has(singular(tree.lemma(agent)))) return false;
  return participants.at(agent)?.isActor !== true && withoutAgent(scene, trigger).length === 0;
}

/** Somebody set them off, whoever it was. */
const EXPLOSIVES = new Set(
  "bomb blast explosion mine landmine missile rocket shell mortar device grenade".split(" "),
);

/** "Is expected to visit" has a passive's form, and its subject is who will visit. */
function agentOf(tree: Tree, { token, frame }: Trigger): number {
  const isRaised = frame.op === "agree" || frame.op === "decide" || frame.op === "same";
  const isIntransitive = frame.domestic && frame.code?.startsWith("14");
  if (isIntransitive && tree.isPassive(token) && tree.agent(token) >= 0) return tree.agent(token);
  return isRaised || isIntransitive ? tree.surfaceSubject(token) : tree.agent(token);
}

function acting(participants: readonly Participant[]): Participant[] {
  return participants.filter(({ isActor }) => isActor);
}

function readRole(scene: Scene, found: readonly Argument[], role: string): Participant[] {
  for (const argument of found) {
    if (argument.role !== role) continue;
    const participants = readAll(scene, argument.head);
    if (participants.length > 0) return participants;
  }
  return [];
}

function readAll({ participants }: Scene, head: number): Participant[] {
  const found = head < 0 ? [] : participants.allAt(head);
  // "Officials, envoys and scholars" are one party; "Orvania and Halvessia" are two.
  return found.filter(
    ({ country }, i) =>
      i === 0 || (country !== null && found.findIndex((f) => f.country === country) === i),
  );
}

function argumentsOf({ tree }: Scene, { token, light, particle }: Trigger): readonly Argument[] {
  const own = tree
    .arguments(token)
    .map((argument) => (argument.role === particle ? { ...argument, role: "obj" } : argument));
  if (light < 0) return own;
  return [...own, ...tree.arguments(light).filter(({ head }) => head !== token)];
}

function listedTargets(
  scene: Scene,
  trigger: Trigger,
  sources: readonly Participant[],
): readonly Participant[] {
  const { tree } = scene;
  const { frame, light, token } = trigger;
  if (light >= 0 && receives(tree, light)) {
    return others(readAll(scene, tree.agent(light)), sources);
  }
  const asked = frame.targets.includes("obj") ? askedObject(scene, trigger, sources) : [];
  if (frame.targets[0] === "obj" && asked.length > 0) return asked;
  const found = [...argumentsOf(scene, trigger)];
  if (frame.targets[0] === "subj") found.push(...subjectOf(scene, trigger));
  const isNoun = tree.isNominal(token);
  const roles = trigger.lead === null ? frame.targets : [trigger.lead, ...frame.targets];
  for (const role of isNoun && !frame.ofIsSource ? [...roles, "of"] : roles) {
    for (const argument of found) {
      if (argument.role !== role) continue;
      const isAsked = argument.head === trigger.object;
      if (isAsked && !(role === trigger.lead && frame.targets.includes(role))) continue;
      if (scene.isSpeaker(token, argument.head)) continue;
      if (OF_OBJECT.has(role) && !isNoun && !isObject(scene, trigger, argument)) continue;
      const behind = scene.acts.behind(argument.head);
      if (behind !== null) return [behind];
      const targets = others(readAll(scene, argument.head), sources).filter(
        (target) => !isOwn(frame, target) && !isOwned(scene, target, sources),
      );
      if (targets.length > 0) return targets;
    }
  }
  return asked;
}

/** The object that a wording asks for may be what it is done with ("sent troops"), or to whom. */
function askedObject(
  scene: Scene,
  { object }: Trigger,
  sources: readonly Participant[],
): readonly Participant[] {
  if (object < 0) return [];
  return others(readAll(scene, object), sources).filter(
    (target) => target.isActor && target.country !== null && !isOwned(scene, target, sources),
  );
}

/** The subject of the clause: an evaluation is of what it is said of. */
function subjectOf({ tree }: Scene, { token }: Trigger): Argument[] {
  let verb = token;
  for (let steps = 0; steps < 5 && verb >= 0 && tree.isNominal(verb); steps++) {
    if (tree.base(verb) === "root" || tree.child(verb, "nsubj") >= 0) break;
    verb = tree.head(verb);
  }
  const head = verb < 0 ? -1 : tree.surfaceSubject(verb);
  return head < 0 ? [] : [{ role: "subj", head, parent: verb }];
}

/** Roles that count only in the object's own phrase: "rejected Orvania's demand". */
const OF_OBJECT = new Set(["poss", "mod", "by"]);

function isObject(
  { tree }: Scene,
  { token, object }: Trigger,
  { role, parent }: Argument,
): boolean {
  // "Rejected a statement by": nobody does what a verb in the active voice says by another.
  if (role === "by" && parent === token && object >= 0 && !tree.isPassive(token)) return true;
  return parent === object || parent === tree.patient(token) || tree.base(parent) === "obj";
}

/** Whoever is to do what is asked of them: the subject of the complement. */
function addressees(
  scene: Scene,
  outer: Trigger,
  inner: Trigger,
  sources: readonly Participant[],
): readonly Participant[] {
  const op = outer.frame.op;
  if (op !== "request" && op !== "demand" && op !== "permit") return [];
  if (scene.tree.isNominal(inner.token)) return others(sourcesOf(scene, inner), sources);
  return others(readAll(scene, scene.tree.agent(inner.token)), sources);
}

/**
 * Where no place the frame lists holds an actor: the first country that any argument holds, else
 * the first after the trigger, else the first actor of a known sector.
 */
function anyTarget(
  scene: Scene,
  meaning: Meaning,
  sources: readonly Participant[],
): readonly Participant[] {
  const { tree, isSpeaker } = scene;
  const trigger = meaning.chain[0]!.token;
  const heads = meaning.chain.flatMap((link) => argumentsOf(scene, link));
  if (meaning.complement >= 0) {
    const subject = tree.isNominal(meaning.complement)
      ? -1
      : tree.surfaceSubject(meaning.complement);
    if (subject >= 0) heads.push({ role: "", head: subject, parent: -1 });
    heads.push({ role: "", head: meaning.complement, parent: -1 });
    heads.push(...tree.arguments(meaning.complement));
  }
  const objects = new Set(meaning.chain.map(({ object }) => object));
  const isMutual = meaning.chain.some(({ frame }) => frame.mutual);
  const sides = heads
    .filter(({ role, head }) => !objects.has(head) && !CIRCUMSTANCE.has(role))
    .filter(({ role }) => !(isMutual && PLACES.has(role)))
    .filter(({ head }) => !isSpeaker(trigger, head))
    .map(({ head }) => others(readAll(scene, head), sources))
    .map((side) => side.filter((one) => !isOwned(scene, one, sources)));
  const inCountry = sides.find((side) => side.some(({ country }) => country !== null));
  if (inCountry) return inCountry;
  const after = isMutual ? [] : afterTrigger(scene, meaning, sources);
  if (after.length > 0) return after;
  return sides.find((side) => side.some(({ isActor, sector }) => isActor && sector !== null)) ?? [];
}

/** Where a meeting is held is not whom it is held with. */
const PLACES = new Set(["in", "at", "on", "near"]);
const CIRCUMSTANCE = new Set("by after before during since amid despite".split(" "));

/**
 * The first name of a country or of an organisation above countries in what is left of the clause,
 * for where the tree hung it elsewhere.
 */
function afterTrigger(
  { tree, participants, isSpeaker }: Scene,
  { chain }: Meaning,
  sources: readonly Participant[],
): Participant[] {
  const last = Math.max(...chain.flatMap(({ words }) => words));
  for (let i = last + 1; i < Math.min(last + 25, tree.tokens.length); i++) {
    if (CLAUSE_ENDS.has(tree.tokens.lower[i]!)) break;
    if (tree.upos(i) === "VERB" && tree.child(i, "nsubj") >= 0) break;
    const isDescribed = tree.upos(i) === "ADJ" && tree.base(i) === "amod";
    if ((tree.upos(i) !== "PROPN" && !isDescribed) || isSpeaker(chain[0]!.token, i)) continue;
    if (tree.marker(i) === "by") continue;
    const found = participants.at(isDescribed ? tree.head(i) : i);
    if (found?.country != null && others([found], sources).length > 0) return [found];
  }
  return [];
}

const CLAUSE_ENDS = new Set(
  ". ; : who which that after before because while when since despite amid following as and but said".split(
    " ",
  ),
);

/** Those that are not the sources themselves, named again or meant by a pronoun. */
function others(
  participants: readonly Participant[],
  sources: readonly Participant[],
): Participant[] {
  return participants.filter(
    (one) => !sources.some((source) => source.head === one.head || isSame(source, one)),
  );
}

/** "Its forces", said of whoever acts. */
function isOwned(
  { tree, participants }: Scene,
  { country, head }: Participant,
  sources: readonly Participant[],
): boolean {
  if (country !== null || head < 0) return false;
  const owner = tree.child(head, "nmod:poss");
  if (owner < 0 || tree.upos(owner) !== "PRON") return false;
  const meant = participants.at(owner);
  return (
    meant !== null && sources.some((source) => isSame(source, meant) || source.head === meant.head)
  );
}

/** Forces put on alert are the source's own, not the target. */
function isOwn({ code }: Trigger["frame"], { country, sector }: Participant): boolean {
  return code?.startsWith("15") === true && country === null && /^(?:MIL|COP)$/.test(sector ?? "");
}

/** One entity; or a state and a part of it: what is done at home is settled by `atHome`. */
function isSame(a: Participant, b: Participant): boolean {
  if (a.code !== b.code || a.entity === null) return false;
  return a.entity === b.entity || (isState(a) && isState(b));
}

function isState({ country, sector }: Participant): boolean {
  return country !== null && !ABOVE_STATES.has(country) && sector === null;
}
