import type { TimeExpression } from "../../document/index.ts";
import { quoted } from "./words.ts";

const MONTHS =
  "January February March April May June July August September October November December".split(
    " ",
  );

/** `2031-03-11T22:46+02:00` as `11 March 2031, 22:46 +02:00`, as precise as it was given. */
export function formatDate(date: string): string {
  const match = /^(\d+)(?:-(\d+)(?:-(\d+)(?:T(\d+:\d+)[\d:.]*(.*))?)?)?$/.exec(date);
  if (match === null) return date;
  const [, year, month, day, time, zone] = match;
  const parts = [day && Number(day), month && MONTHS[Number(month) - 1], year];
  const clock = time === undefined ? "" : `, ${time} ${zone === "Z" ? "UTC" : zone}`;
  return `${parts.filter(Boolean).join(" ")}${clock.trimEnd()}`;
}

/**
 * `on 11 March 2031 (inferred from "Tuesday")`: when, and the words where they alone do not say
 * it. `null` where nothing is known and no words stand for it.
 */
export function describeTime(text: string, time: TimeExpression): string | null {
  const words = time.span === null ? null : quoted(text, [time.span]);
  const interval = describeInterval(time);
  if (interval === null) return words === null ? null : `${words}, date not known`;
  if (time.basis === "published") return `${interval} (date of publication)`;
  if (time.basis !== "inferred") return interval;
  const isPlain = words === null || interval.endsWith(words.slice(1, -1));
  return `${interval} (inferred${isPlain ? "" : ` from ${words}`})`;
}

function describeInterval({ from, to }: TimeExpression): string | null {
  if (from === null) return to === null ? null : `up to ${formatDate(to)}`;
  if (to === null) return `from ${formatDate(from)} on`;
  if (from !== to) return `from ${formatDate(from)} to ${formatDate(to)}`;
  return `${/^\d+-\d+-/.test(from) ? "on" : "in"} ${formatDate(from)}`;
}
