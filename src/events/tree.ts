import { DependencyTree } from "../language/index.ts";

/** An argument of a trigger: the head token of its phrase and how it hangs there. */
export interface Argument {
  /**
   * `obj`, `iobj`, `poss`, `mod`, or the preposition that leads it; "" where none does, or where
   * it stands in a clause of its own.
   */
  readonly role: string;
  readonly head: number;
  /** The word it depends on. */
  readonly parent: number;
}

/** How deep a noun's own arguments are looked for: "an end to the ban on flights to Orvania". */
const DEPTH = 4;

/** So many arguments are kept, which bounds what a hostile text can cost. */
const ARGUMENTS = 40;

/**
 * The dependency trees of a document, to be asked for grammatical roles. Voice, coordination and
 * control are settled here, so that frames speak of sources and targets only.
 */
export class Tree extends DependencyTree {
  /** The preposition or conjunction that leads the phrase of `i`; "" for none. */
  marker(i: number): string {
    for (let c = this.first(i); c >= 0; c = this.next(c)) {
      const base = this.base(c);
      if (base === "case" || base === "mark") return this.tokens.lower[c]!;
    }
    return "";
  }

  /** Whether a dependent of `i` is one of these words. */
  hasWord(i: number, words: ReadonlySet<string>): boolean {
    for (let c = this.first(i); c >= 0; c = this.next(c)) {
      if (words.has(this.tokens.lower[c]!)) return true;
    }
    return false;
  }

  isPassive(verb: number): boolean {
    let hasSubject = false;
    let hasBe = false;
    let isMarked = false;
    for (let c = this.first(verb); c >= 0; c = this.next(c)) {
      const label = this.label(c);
      if (label === "aux:pass") return true;
      if (label === "nsubj:pass" || label === "obl:agent") isMarked = true;
      const base = this.base(c);
      if (base === "aux" && BE.has(this.lemma(c))) hasBe = true;
      if (base === "nsubj" || base === "aux") hasSubject = true;
    }
    if (isMarked && hasBe) return true;
    if (hasSubject || this.tag(verb) !== "VBN") return false;
    const base = this.base(verb);
    // A participle with an object or a clause of its own is a past tense, misread.
    if (base === "acl") return this.child(verb, "obj") < 0 && this.child(verb, "ccomp") < 0;
    if (base === "advcl") return this.marker(verb) === "";
    return base === "conj" && this.isPassive(this.head(verb));
  }

  /** Its own subject; a day taken for one ("said Monday it had …") is none. */
  #subjectOf(verb: number): number {
    let subject = -1;
    for (let c = this.first(verb); c >= 0 && subject < 0; c = this.next(c)) {
      if (this.base(c) === "nsubj" && !DAYS.has(this.tokens.lower[c]!)) subject = c;
    }
    if (subject < 0 || this.upos(subject) !== "PRON") return subject;
    const relative = RELATIVE.has(this.tokens.lower[subject]!) && this.base(verb) === "acl";
    return relative ? this.head(verb) : subject;
  }

  /**
   * What stands as the subject of a verb, or would if it were said again: through coordination
   * ("met and signed"), control ("agreed to sign", "urged X to sign") and participles ("rebels
   * fighting the army"). -1 for none.
   */
  surfaceSubject(verb: number): number {
    for (let at = verb, steps = 0; at >= 0 && steps < 8; steps++) {
      const subject = this.#subjectOf(at);
      if (subject >= 0) return subject;
      const head = this.head(at);
      if (head < 0) return -1;
      const base = this.base(at);
      if (base === "acl") {
        if (this.isNominal(head) && this.marker(at) !== "to") return head;
        at = this.#governor(head);
      } else if (base === "xcomp" || (base === "advcl" && this.marker(at) === "to")) {
        const object = base === "xcomp" ? this.child(head, "obj") : -1;
        if (object >= 0 && !SUBJECT_CONTROL.has(this.lemma(head))) return object;
        at = head;
      } else if (base === "conj" || base === "advcl" || base === "ccomp" || base === "cop") {
        at = head;
      } else {
        return -1;
      }
    }
    return -1;
  }

  /** The verb that a noun is an argument of: "made" for "an offer" in "made an offer to …". */
  #governor(noun: number): number {
    for (let at = noun, steps = 0; at >= 0 && steps < 4; steps++) {
      if (!this.isNominal(at)) return at;
      at = this.head(at);
    }
    return -1;
  }

  /** Who does what the verb says: its subject, or the "by" of a passive. -1 for none. */
  agent(verb: number): number {
    return this.isPassive(verb) ? this.#byPhrase(verb) : this.surfaceSubject(verb);
  }

  #byPhrase(verb: number): number {
    for (let c = this.first(verb); c >= 0; c = this.next(c)) {
      if (this.label(c) === "obl:agent") return c;
      if (this.base(c) === "obl" && this.marker(c) === "by" && this.isNominal(c)) return c;
    }
    return -1;
  }

  /** To whom or what it is done: the object, or the subject of a passive. -1 for none. */
  patient(verb: number): number {
    if (this.isPassive(verb)) {
      return this.base(verb) === "acl" ? this.head(verb) : this.surfaceSubject(verb);
    }
    return this.child(verb, "obj");
  }

  /** The arguments of a verb or noun other than its subject, nearest first, then theirs. */
  arguments(trigger: number): Argument[] {
    const found: Argument[] = [];
    if (this.isNominal(trigger)) {
      this.#nounArguments(trigger, found, 0);
      return found;
    }
    const parent = trigger;
    const patient = this.patient(trigger);
    if (patient >= 0) found.push({ role: "obj", head: patient, parent });
    for (let c = this.first(trigger); c >= 0; c = this.next(c)) {
      const base = this.base(c);
      if (c === patient || DAYS.has(this.tokens.lower[c]!)) continue;
      if (base === "obl") {
        if (this.label(c) === "obl:agent") continue;
        found.push({ role: this.marker(c) || "obj", head: c, parent });
      } else if (!this.isNominal(c)) continue;
      else if (base === "obj" || base === "xcomp") found.push({ role: "obj", head: c, parent });
      else if (base === "iobj") found.push({ role: "iobj", head: c, parent });
    }
    for (const { head } of [...found]) {
      for (const i of this.conjuncts(head)) this.#nounArguments(i, found, 0);
    }
    return found;
  }

  #nounArguments(noun: number, found: Argument[], depth: number, isClause = false): void {
    if (depth >= DEPTH || found.length >= ARGUMENTS) return;
    const add = (role: string, head: number) =>
      found.push({ role: isClause ? "" : role, head, parent: noun });
    for (let c = this.first(noun); c >= 0; c = this.next(c)) {
      const base = this.base(c);
      if (this.label(c) === "nmod:poss") add("poss", c);
      else if (base === "nmod" || base === "obl") {
        add(this.marker(c), c);
        this.#nounArguments(c, found, depth + 1, isClause);
      } else if ((base === "amod" || base === "compound") && this.#isName(c)) {
        add("mod", c);
      } else if (base === "acl" || base === "advcl") {
        this.#nounArguments(c, found, depth + 1, true);
      } else if (base === "obj" && !this.isNominal(noun)) {
        add("obj", c);
        this.#nounArguments(c, found, depth + 1, true);
      }
    }
  }

  #isName(i: number): boolean {
    const first = this.tokens.word[i]!;
    return this.upos(i) === "PROPN" || (this.upos(i) === "ADJ" && first !== this.tokens.lower[i]);
  }

  /** `i` and what is coordinated with it, in text order. */
  conjuncts(i: number): number[] {
    const found = [i];
    for (let at = 0; at < found.length && found.length < ARGUMENTS; at++) {
      for (let c = this.first(found[at]!); c >= 0; c = this.next(c)) {
        if (this.base(c) === "conj" && this.isNominal(c)) found.push(c);
      }
    }
    return found;
  }
}

/** Days stand without a preposition, and are taken for subjects and objects. */
export const DAYS = new Set(
  "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow".split(" "),
);
const BE = new Set(["be", "get"]);
const RELATIVE = new Set(["who", "which", "that", "whom"]);
const SUBJECT_CONTROL = new Set([
  "promise",
  "threaten",
  "pledge",
  "offer",
  "agree",
  "vow",
  "swear",
]);
