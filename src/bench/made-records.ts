import { createHash } from "node:crypto";
import type {
  Attribution,
  AttributionKind,
  BlockKind,
  DocumentRecord,
  Entity,
  Event,
  OwnVoice,
  SourceType,
  SpanPair,
  SpeechAct,
  TimeExpression,
} from "../document/index.ts";
import { type Random, seededRandom } from "../train/random.ts";
import { capital, personName, placeName, unevenly, wordsOf } from "./made-words.ts";

/** Statements a document has, in the middle. */
export const STATEMENTS_PER_DOCUMENT = 8;

export const PEOPLE = 4000;
const STATES = 60;
const OUTLETS = 200;
const DAY = 86_400_000;
const FIRST_DAY = Date.UTC(2021, 0, 1);
const DAYS = 3652;

const ACTS: readonly (readonly [SpeechAct | null, number])[] = [
  ["assert", 0.42],
  ["report", 0.22],
  ["criticise", 0.06],
  ["promise", 0.05],
  ["request", 0.05],
  ["deny", 0.04],
  ["accuse", 0.04],
  ["support", 0.04],
  ["warn", 0.03],
  ["demand", 0.02],
  ["reject", 0.02],
  ["apologise", 0.002],
  [null, 0.008],
];
const GROUPS = ["officials", "two diplomats", "residents", "a senior official", "analysts"];

/**
 * Records of made documents with so many statements, the same for the same seed: invented words,
 * names, outlets and states, used as unevenly as in news; ten years of days in no order; 8
 * statements a document of 20 to 30 words; about as many words again in the outlet's own voice.
 * One statement in twenty repeats the words of an earlier one.
 */
export function* generateRecords(statements: number, seed = 1): Generator<DocumentRecord> {
  const random = seededRandom(seed);
  const said: string[] = [];
  for (let made = 0, number = 0; made < statements; number++) {
    const count = Math.min(statements - made, 4 + Math.floor(random() * 9));
    yield madeRecord(number, count, said, random);
    made += count;
  }
}

/** How many earlier contents may be said again. */
const REMEMBERED = 20_000;

function madeRecord(number: number, count: number, said: string[], random: Random): DocumentRecord {
  const day = FIRST_DAY + Math.floor(random() * DAYS) * DAY;
  const published = new Date(day + Math.floor(random() * 1440) * 60_000).toISOString();
  const outlet = outletName(unevenly(OUTLETS, random));
  const draft = new Draft(day, random);
  const title = capital(wordsOf(6 + Math.floor(random() * 5), random));
  draft.addBlock("headline", () => draft.write(title));
  for (let i = 0; i < count; i++) {
    draft.addBlock("paragraph", () => draft.addOwnVoice());
    draft.addBlock("paragraph", () => {
      draft.addStatement(contentOf(said, random));
      if (random() < 0.3) {
        draft.write(" ");
        draft.addOwnVoice();
      }
    });
  }
  const { text } = draft;
  const sha256 = createHash("sha256").update(text).digest("hex");
  return {
    schema: "onrecord/1",
    id: `made-${number}`,
    offsets: "utf16",
    text,
    document: {
      title,
      outlet,
      byline: [],
      published: `${published.slice(0, 16)}Z`,
      updated: null,
      language: "en",
      genre: "report",
      url: `https://${outlet.toLowerCase().replaceAll(" ", "-")}.example/${number}`,
      file: null,
      sha256,
    },
    blocks: draft.blocks,
    attributions: draft.attributions,
    ownVoice: draft.ownVoice,
    entities: [...draft.entities.values()],
    occasions: [],
    times: draft.times,
    events: draft.events,
    relations: [],
    lists: [],
  };
}

export function outletName(n: number): string {
  return `${placeName(n)} ${["Courier", "Daily", "Observer", "Times", "Tribune"][n % 5]}`;
}

/** Words to be credited, some of them said before. */
function contentOf(said: string[], random: Random): string {
  if (said.length > 0 && random() < 0.05) return said[Math.floor(random() * said.length)]!;
  const content = wordsOf(20 + Math.floor(random() * 11), random);
  if (said.length < REMEMBERED) said.push(content);
  else if (random() < 0.1) said[Math.floor(random() * REMEMBERED)] = content;
  return content;
}

/** A record in the making: its text, and what has been entered for it so far. */
class Draft {
  text = "";
  readonly blocks: DocumentRecord["blocks"][number][] = [];
  readonly attributions: Attribution[] = [];
  readonly ownVoice: OwnVoice[] = [];
  readonly entities = new Map<string, Entity>();
  readonly times: TimeExpression[] = [];
  readonly events: Event[] = [];
  readonly #day: number;
  readonly #random: Random;

  constructor(day: number, random: Random) {
    this.#day = day;
    this.#random = random;
  }

  write(words: string): SpanPair {
    const start = this.text.length;
    this.text += words;
    return [start, this.text.length];
  }

  addBlock(kind: BlockKind, writeAll: () => void): void {
    if (this.text !== "") this.text += "\n\n";
    const start = this.text.length;
    writeAll();
    this.blocks.push({ kind, span: [start, this.text.length] });
  }

  addOwnVoice(): void {
    const random = this.#random;
    const state = this.#state();
    const start = this.text.length;
    const source = this.#mention(state);
    const trigger = this.write(` ${wordsOf(1, random)}`);
    this.write(` ${wordsOf(14 + Math.floor(random() * 12), random)}.`);
    this.ownVoice.push({ span: [start, this.text.length] });
    if (random() < 0.4) this.#addEvent(state, source, [trigger[0] + 1, trigger[1]]);
  }

  addStatement(words: string): void {
    const random = this.#random;
    const [kind, source, cue, content, time] =
      random() < 0.45 ? this.#quote(words) : this.#report(words);
    const { entity } = source;
    const sourceType: SourceType =
      entity === null
        ? "none"
        : entity.named
          ? "named"
          : entity.count === null
            ? "unnamed"
            : "group";
    const onBehalfOf = entity?.kind === "person" && random() < 0.4 ? this.#state().id : null;
    this.attributions.push({
      id: `a${this.attributions.length + 1}`,
      kind,
      source: source.spans,
      cue: [cue],
      content,
      sourceEntity: entity?.id ?? null,
      sourceType,
      onBehalfOf,
      act: pick(ACTS, random),
      addressee: random() < 0.1 ? [this.#state().id] : [],
      saidAt: time,
      occasion: null,
      within: null,
      confidence: (50 + Math.floor(random() * 50)) / 100,
      by: "made@1",
    });
  }

  #quote(words: string) {
    const content = this.write(`“${capital(words)},”`);
    this.write(" ");
    const source = this.#source();
    this.write(" ");
    const cue = this.write("said");
    const time = this.#time();
    this.write(".");
    return ["direct" as AttributionKind, source, cue, [content], time] as const;
  }

  #report(words: string) {
    const source = this.#source();
    this.write(" ");
    const cue = this.write("said");
    const time = this.#time();
    this.write(" that ");
    const aboutSomebody = this.#random() < 0.3;
    const start = this.text.length;
    if (aboutSomebody) {
      this.#mention(this.#state());
      this.write(" ");
    }
    const [, end] = this.write(words);
    this.write(".");
    const content: SpanPair = [start, end];
    const kind: AttributionKind = this.#random() < 0.15 ? "mixed" : "indirect";
    return [kind, source, cue, [content], time] as const;
  }

  /** Who is credited: mostly one of the few people a document is about. */
  #source(): { entity: Entity | null; spans: readonly SpanPair[] } {
    const random = this.#random;
    const drawn = random();
    if (drawn < 0.1) return { entity: null, spans: [this.write("it was")] };
    if (drawn < 0.25) {
      const words = GROUPS[Math.floor(random() * GROUPS.length)]!;
      const entity = this.#entity(words, {
        kind: "group",
        named: false,
        count: words.startsWith("two") ? 2 : null,
      });
      return { entity, spans: [this.#mention(entity)] };
    }
    const known = [...this.entities.values()].filter(({ kind }) => kind === "person");
    const again = known.length > 2 || (known.length > 0 && random() < 0.5);
    const entity = again
      ? known[Math.floor(random() * known.length)]!
      : this.#person(unevenly(PEOPLE, random));
    return { entity, spans: [this.#mention(entity)] };
  }

  #person(n: number): Entity {
    const country = n % 3 === 0 ? null : madeCountry(n % STATES);
    return this.#entity(personName(n), { kind: "person", country, sector: country && "GOV" });
  }

  #state(): Entity {
    const n = unevenly(STATES, this.#random);
    return this.#entity(placeName(n), { kind: "state", country: madeCountry(n) });
  }

  #entity(name: string, known: Partial<Entity>): Entity {
    const there = this.entities.get(name);
    if (there !== undefined) return there;
    const entity: Entity = {
      id: `e${this.entities.size + 1}`,
      name,
      kind: null,
      named: true,
      country: null,
      sector: null,
      count: null,
      roles: [],
      mentions: [],
      ...known,
    };
    this.entities.set(name, entity);
    return entity;
  }

  /** Writes the name once more. */
  #mention({ name }: Entity): SpanPair {
    const span = this.write(name);
    const entity = this.entities.get(name)!;
    this.entities.set(name, { ...entity, mentions: [...entity.mentions, span] });
    return span;
  }

  /** When it was said: of two in five the text says so, of few that it was years ago. */
  #time(): TimeExpression | null {
    const random = this.#random;
    if (random() > 0.4) return null;
    const ago = random() < 0.05 ? Math.floor(random() * 3000) : Math.floor(random() * 4);
    const day = new Date(this.#day - ago * DAY).toISOString().slice(0, 10);
    this.write(" on ");
    const time: TimeExpression = {
      span: this.write(day),
      from: day,
      to: day,
      precision: "day",
      basis: "stated",
    };
    this.times.push(time);
    return time;
  }

  #addEvent(state: Entity, source: SpanPair, trigger: SpanPair): void {
    const random = this.#random;
    const target = this.#state();
    const [plover, code] = EVENTS[Math.floor(random() * EVENTS.length)]!;
    this.events.push({
      id: `v${this.events.length + 1}`,
      source: state.id,
      target: target.id,
      sourceCode: state.country,
      targetCode: target.country,
      plover,
      mode: null,
      code,
      contexts: [],
      status: random() < 0.7 ? "happened" : "announced",
      spans: { source: [source], target: [], trigger: [trigger], place: [], time: [] },
      date: null,
      place: null,
      accordingTo: "outlet",
      confidence: 0.7,
      by: "made@1",
    });
  }
}

const EVENTS = [
  ["CONSULT", "040"],
  ["ACCUSE", "112"],
  ["REQUEST", "100"],
  ["AID", "070"],
  ["PROTEST", "141"],
] as const;

/** Made codes, none of them of ISO 3166. */
export function madeCountry(state: number): string {
  return `X${String.fromCharCode(65 + (state % 26), 65 + Math.floor(state / 26))}`;
}

function pick<T>(shares: readonly (readonly [T, number])[], random: Random): T {
  let at = random();
  for (const [value, share] of shares) {
    if (at < share) return value;
    at -= share;
  }
  return shares[0]![0];
}
