// Writes data/months.json from the CLDR data of the running Node's ICU: node scripts/months.mjs
import { writeFileSync } from "node:fs";

const LOCALES =
  "en de fr es it pt nl sv da nb nn fi is et lv lt pl cs sk sl hr bs sr sr-Latn mk bg ru uk be ro hu el tr az id ms fil vi sq ca gl eu af sw zu xh ar fa he hi bn ur ta te mr ka hy";

const months = {};
/** Names of different months in two languages, such as "listopad": no month is better than a wrong one. */
const disputed = new Set();
for (const locale of LOCALES.split(" ")) {
  for (const month of ["long", "short"]) {
    for (const options of [{ month }, { month, day: "numeric" }]) {
      const format = new Intl.DateTimeFormat(`${locale}-u-nu-latn-ca-gregory`, {
        ...options,
        timeZone: "UTC",
      });
      for (let i = 0; i < 12; i++) {
        const parts = format.formatToParts(Date.UTC(2023, i, 15));
        const name = parts
          .find((part) => part.type === "month")
          ?.value.toLowerCase()
          .replace(/\.$/, "");
        if (!name || !/^[\p{L}\p{M}]{3,}$/u.test(name)) continue;
        if ((months[name] ?? i + 1) !== i + 1) disputed.add(name);
        months[name] ??= i + 1;
      }
    }
  }
}
console.error("left out:", [...disputed].join(" "));
for (const name of disputed) delete months[name];
// Short forms in use beside CLDR's.
Object.assign(months, {
  sept: 9,
  mrz: 3,
  jän: 1,
  jänner: 1,
  feber: 2,
  febr: 2,
  ags: 8,
  okt: 10,
  dez: 12,
  dic: 12,
  ene: 1,
  abr: 4,
  ago: 8,
  set: 9,
  fév: 2,
  fevr: 2,
  févr: 2,
  avr: 4,
  juil: 7,
  aoû: 8,
  déc: 12,
  gen: 1,
  mag: 5,
  giu: 6,
  lug: 7,
  ott: 10,
  maa: 3,
  mrt: 3,
  mei: 5,
  maj: 5,
  août: 8,
  aout: 8,
  decembre: 12,
  fevrier: 2,
});
const sorted = Object.fromEntries(
  Object.entries(months).sort(([a, m], [b, n]) => m - n || (a < b ? -1 : 1)),
);
writeFileSync(
  "data/months.json",
  `${JSON.stringify({ origin: "Names of the months in 50 languages, long and short, from Unicode CLDR by way of ICU (Unicode License v3), with short forms in use added by hand; written by scripts/months.mjs.", months: sorted }, null, 1)}\n`,
);
