import { two } from "../calendar.ts";
import type { Found } from "../reading.ts";
import { isCapitalised, lowerAt, type Scan, wordAt } from "../scan.ts";
import { ZONES } from "../words.ts";

/** "3 p.m.", "8.30am", "15:30", "0800 GMT", "noon", "10 a.m. local time"; not a score of "3:16". */
export function proposeClock(scan: Scan, i: number): Found | null {
  const lower = lowerAt(scan, i);
  const before = lowerAt(scan, i - 1);
  const announced = /^(?:at|by|from|until|till|around|about|since|before|after|to|between)$/.test(
    before,
  );
  if ((lower === "noon" || lower === "midnight") && announced) {
    return clock(i, i + 1, lower === "noon" ? "12:00" : "00:00");
  }
  const [, hour, minute, half] =
    /^(\d{1,2})(?:[:.](\d{2}))?(am|pm|a\.m\.?|p\.m\.?)?$/.exec(lower) ?? [];
  if (hour === undefined) return militaryTime(scan, i);
  const spoken =
    half ?? (/^([ap])\.?m\.?$/.test(lowerAt(scan, i + 1)) ? lowerAt(scan, i + 1) : undefined);
  let to = half === undefined && spoken !== undefined ? i + 2 : i + 1;
  if (spoken !== undefined) {
    const h = Number(hour);
    if (h < 1 || h > 12) return null;
    const of24 = (h % 12) + (spoken[0] === "p" ? 12 : 0);
    const zone = zoneAt(scan, to);
    to = zone?.to ?? to;
    return clock(i, to, `${two(of24)}:${minute ?? "00"}${zone?.iso ?? ""}`);
  }
  if (minute === undefined || !lower.includes(":") || Number(hour) > 23 || Number(minute) > 59) {
    return null;
  }
  const zone = zoneAt(scan, to);
  if (!announced && zone === null) return null;
  return clock(i, zone?.to ?? to, `${two(Number(hour))}:${minute}${zone?.iso ?? ""}`);
}

/** "0800 GMT" */
function militaryTime(scan: Scan, i: number): Found | null {
  const [, hour, minute] = /^([01]\d|2[0-3])([0-5]\d)$/.exec(wordAt(scan, i)) ?? [];
  const zone = hour === undefined ? null : zoneAt(scan, i + 1);
  if (zone === null) return null;
  return clock(i, zone.to, `${hour}:${minute}${zone.iso}`);
}

/**
 * A zone beside a time. Only UTC and GMT say which; letters like "CST" name several zones, so the
 * time stays local.
 */
function zoneAt(scan: Scan, i: number): { iso: string; to: number } | null {
  const lower = lowerAt(scan, i);
  if (lower === "local" && lowerAt(scan, i + 1) === "time") return { iso: "", to: i + 2 };
  if (!isCapitalised(scan, i)) return null;
  if (ZONES.has(lower)) return { iso: "", to: i + 1 };
  if (lower !== "gmt" && lower !== "utc") return null;
  const sign = wordAt(scan, i + 1);
  const hours = /^\d{1,2}$/.test(wordAt(scan, i + 2)) ? Number(wordAt(scan, i + 2)) : null;
  if ((sign === "+" || sign === "-") && hours !== null && hours <= 14) {
    return { iso: `${sign}${two(hours)}:00`, to: i + 3 };
  }
  return { iso: "Z", to: i + 1 };
}

function clock(from: number, to: number, time: string): Found {
  return { from, to, reading: { form: "clock", time, on: null } };
}
