import { seededRandom } from "../train/random.ts";
import { capital, personName, placeName, unevenly, wordsOf } from "./made-words.ts";

/** A line of NDJSON for `read`, `add` and `enqueue`. */
export interface MadeReport {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly outlet: string;
  readonly published: string;
}

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
const DAY = 86_400_000;

/**
 * Short reports of some 30 invented words, the same for the same seed, to be read by the whole
 * chain: somebody is quoted, in one of four somebody else reported, and a state does something to
 * another.
 */
export function* madeReports(count: number, seed = 1): Generator<MadeReport> {
  const random = seededRandom(seed);
  const state = () => placeName(unevenly(60, random));
  const person = () => personName(unevenly(2000, random));
  for (let i = 0; i < count; i++) {
    const day = WEEKDAYS[i % WEEKDAYS.length]!;
    const said = capital(wordsOf(8 + Math.floor(random() * 6), random));
    const paragraphs = [
      `"${said}," ${person()} of ${state()} said on ${day}.`,
      `${state()} accused ${state()} of theft.`,
    ];
    if (i % 4 === 0) paragraphs.push(`Minister ${person()} said that ${wordsOf(10, random)}.`);
    const text = paragraphs.join("\n\n");
    yield {
      id: `made-${i}`,
      title: capital(wordsOf(5, random)),
      text,
      outlet: `The ${state()} Courier`,
      published: new Date(Date.UTC(2031, 0, 1) + (i % 900) * DAY).toISOString().slice(0, 10),
    };
  }
}
