import { type Mark, type Rule, unitsThat } from "./rule.ts";
import { endsSentence, endsWithStop, REACH, type Unit } from "./units.ts";

/*
 * What stands around a report without being the report: notices, notes, sign-up lines, links.
 */

const NOTICES: readonly RegExp[] = [
  /^(?:©|\(c\) ?\d{4}|copyright ?(?:©|\(c\)|\d{4}))/i,
  /^all rights reserved\b/i,
  /^adopted (?:by|at|on|without)\b[^.]{0,160}$/i,
  /^for immediate release\b.{0,60}$/i,
  /^[-–—# ]*ends?[-–—# ]*$/i,
  /^[[(]?end of (?:the )?(?:transcript|text|document|statement)[\])]?\.?$/i,
  /^-\s?30\s?-$/,
  /^(?:media|press) (?:contacts?|enquiries|inquiries)\b.{0,160}$/i,
  /^contacts?:/i,
  /^[^.!?]{0,80}\b(?:uses?|verwende[nt]|utilise(?:nt)?|utiliza(?:mos)?|usa(?:mos)?|gebruik(?:t|en)|utilizza(?:mo)?) (?:\p{L}+ ){0,2}cookies\b/iu,
  /^for (?:more|further) information,? (?:please )?(?:contact|visit|call)\b/i,
];

/** Legal and technical lines; a line without a letter or digit separates and says nothing. */
export const boilerplate: Rule = unitsThat("boilerplate", (unit) => {
  if (unit.length > 3 * REACH) return false;
  if (unit.length < REACH && !/[\p{L}\p{N}]/u.test(unit.head)) return true;
  return (
    NOTICES.some((notice) => notice.test(unit.head)) ||
    (unit.length < REACH && /©|\ball rights reserved\.?$/i.test(unit.tail))
  );
});

const ENDS = /^(?:[-–—# ]*ends?[-–—# ]*|#{2,}|-\s?30\s?-|notes? (?:to|for) editors?:?)$/i;
/** How many lines may stand under "ENDS": addresses, contacts, a portrait of the issuer. */
const MAX_TRAILER = 12;

/** What stands under "ENDS" or "Notes to editors:" is addressed to editors. */
export const trailer: Rule = (units, kinds) => {
  const at = units.findIndex((unit) => unit.length < REACH && ENDS.test(unit.tail));
  if (at < 1 || units.length - at - 1 > MAX_TRAILER) return [];
  return units.flatMap((_, i): Mark[] =>
    i > at && kinds[i] === null ? [{ unit: i, kind: "note" }] : [],
  );
};

const NOTES: readonly RegExp[] = [
  /^(?:editors?['’]?s?['’]? notes?|notes? to editors?|publisher['’]s note|disclaimer)\b/i,
  /^(?:correction|clarification|update|note|disclosure)(?: \([^)]{1,40}\))?: /i,
  // "The report was published on Monday" is news; "This report was first published" a note.
  /^(?:an earlier version of )?this (?:story|article|report|piece|post|page|interview|transcript)\b.{0,30}\b(?:updated|corrected|amended|edited|clarified|revised|published|translated|condensed|misstated|incorrectly)\b/i,
];

export const note: Rule = unitsThat(
  "note",
  (unit) => unit.length <= 5 * REACH && NOTES.some((form) => form.test(unit.head)),
);

const OFFERS: readonly RegExp[] = [
  /^(?:sign up|register|subscribe)\b.*\b(?:newsletters?|updates|alerts|e-?mails?|briefings?|inbox|free|our|channel|podcast|today|now)\b/i,
  /^[Ss]ubscribe to \p{Lu}/u,
  /^(?:follow|like|find|join) (?:us|the \w+|@\w+|[\p{Lu}]\w+(?: [\p{Lu}]\w+)?) on (?:x|twitter|facebook|instagram|telegram|whatsapp|youtube|linkedin|tiktok|social|bluesky|mastodon|google|threads|weibo|wechat|our)\b/iu,
  /^(?:follow|like) \p{L}.{1,60} on (?:x|twitter|facebook|instagram|telegram|whatsapp|youtube|linkedin|tiktok|bluesky|mastodon|google|threads)\b/iu,
  /\b(?:delivered|sent) (?:straight |directly |right )?(?:to|through) your (?:inbox|door|letterbox|mailbox|email)\b/i,
  /^(?:get|enjoy) (?:unlimited |full |free )?access to\b/i,
  /^listen to (?:the )?\p{Lu}.{0,60}\b(?:live|podcast|episode)\b/iu,
  /^(?:download|get|try) (?:the|our) .{0,40}\b(?:app|newsletter)\b/i,
  /^(?:support our (?:journalism|work)|become a (?:member|supporter|subscriber)|share this (?:story|article|page)|click here to)\b/i,
];

export const promotion: Rule = unitsThat(
  "promotion",
  (unit) => unit.length <= REACH && OFFERS.some((offer) => offer.test(unit.head)),
);

const LEAD =
  /^(?:read (?:more|also|next)|also read|see also|more on this(?: story| topic)?|related(?: (?:stories|articles|news|coverage|links|content|topics|reading))?|further reading|recommended(?: for you| reading)?|you (?:may|might) also like|more stories|top stories|most read|don['’]t miss|trending)\b/i;

/** Longest line still read as the headline of a linked story, and most such lines after one lead. */
const LINK_LENGTH = 140;
const MAX_LINKS = 12;

/**
 * "Read more:" and the like. A lead that stands alone takes the lines after it, as far as they
 * read as headlines; a lead with the link on its own line takes that line only.
 */
export const related: Rule = (units, kinds) => {
  const marks: Mark[] = [];
  for (let i = 0; i < units.length; i++) {
    const lead = kinds[i] === null ? leadOf(units[i]!) : null;
    if (lead === null) continue;
    marks.push({ unit: i, kind: "related" });
    if (lead !== "alone") continue;
    const limit = Math.min(units.length, i + 1 + MAX_LINKS);
    while (i + 1 < limit && kinds[i + 1] === null && isLink(units[i + 1]!)) {
      marks.push({ unit: ++i, kind: "related" });
    }
  }
  return marks;
};

function leadOf(unit: Unit): "alone" | "with link" | null {
  const lead = LEAD.exec(unit.head)?.[0];
  if (lead === undefined || unit.length > REACH) return null;
  const rest = unit.head.slice(lead.length).replace(/[\s\])*_]+$/, "");
  if (/^\s*[:.…>»→]*$/.test(rest)) return "alone";
  return /^\s*(?:[:|>»→]|[–—-] )/.test(rest) ? "with link" : null;
}

function isLink(unit: Unit): boolean {
  if (unit.length > LINK_LENGTH || endsWithStop(unit)) return false;
  return !endsSentence(unit) || !/["”’]$/.test(unit.tail);
}
