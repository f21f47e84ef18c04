import type { ReadPage } from "./metadata.ts";
import { datesOfLine, findDates, type Order } from "./written-dates.ts";

/** What the words and `time` elements of a page say of its dates. */
export interface VisibleDates {
  readonly published: string | null;
  readonly updated: string | null;
  /** A date that stands elsewhere on the page, where the page has no other. */
  readonly loose: string | null;
}

interface Stamp {
  readonly date: string;
  readonly label: "published" | "updated" | null;
  readonly score: number;
}

const UPDATED =
  /\b(?:updated?|modified|edited|revised|last (?:updated?|changed?|reviewed)|aktualisier|geändert|bearbeitet|update|mis(?:e)? à jour|màj|modifié|actualizado|actualización|modificado|aggiornat[oa]|atualizad[oa]|bijgewerkt|gewijzigd|uppdaterad|opdateret|oppdatert|päivitetty|zaktualizowan|aktualizov|güncelle|обновлен|изменен|diperbarui|frissítve|actualizat)/iu;
const PUBLISHED =
  /\b(?:publish|posted|created|issued|released|first|veröffentlicht|publiziert|erstellt|erschienen|stand|publié|paru|publicado|pubblicat|gepubliceerd|geplaatst|publicerad|publiceret|publisert|julkaistu|opublikowan|publikov|zveřejněn|yayın|опубликован|diterbitkan|közzé)/iu;

/** How far above the headline its date may stand, in pieces. */
const ABOVE = 4;

/**
 * The dates that stand where a report has its own: near the headline first, then below the text.
 * A date in a list of stories, in comments or inside a sentence is another's.
 */
export function visibleDates(page: ReadPage, order: Order): VisibleDates {
  const stamps = [...timeStamps(page, order), ...writtenStamps(page, order)];
  const best = (label: "published" | "updated") =>
    stamps
      .filter((stamp) => (stamp.label ?? "published") === label && stamp.score > 0)
      .reduce<Stamp | null>(
        (top, stamp) => (top === null || stamp.score > top.score ? stamp : top),
        null,
      );
  const loose = new Set(
    stamps
      .filter(({ label, score }) => label !== "updated" && score > ANOTHERS / 2)
      .map(({ date }) => date.slice(0, 10)),
  );
  return {
    published: best("published")?.date ?? null,
    updated: best("updated")?.date ?? null,
    loose: loose.size === 1 ? [...loose][0]! : null,
  };
}

function timeStamps(page: ReadPage, order: Order): Stamp[] {
  return page.facts.times.flatMap(({ value, node, piece, after, property }): Stamp[] => {
    const found = findDates(value.trim(), order)[0];
    if (found === undefined) return [];
    const iso = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(value.trim()) ? value.trim() : null;
    const label = /modified/i.test(property ?? "") ? "updated" : labelOf(after.slice(-25));
    return [
      {
        date: iso === null ? found.date : isoOf(iso, found.date),
        label,
        score: placeScore(page, node, piece) + 2,
      },
    ];
  });
}

/** The full time with its zone where `datetime` has one. */
function isoOf(value: string, date: string): string {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s?(Z|[+-]\d\d:?\d\d)?/.exec(
    value,
  );
  if (!match) return date;
  const zone = match[3] ?? "";
  return `${match[1]}T${match[2]}${/^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone}`;
}

function writtenStamps(page: ReadPage, order: Order): Stamp[] {
  return page.pieces.flatMap((piece, i): Stamp[] => {
    const text = piece.text.trim();
    const { node } = piece.frame;
    const dates =
      datesOfLine(text, order) ??
      (SAYS_WHEN.test(text) ? findDates(text, order).slice(0, 1) : null);
    if (dates === null) return i === page.body.window.first ? openingStamp(text, order) : [];
    const named = page.body.named[node] === "timestamp" ? 2 : 0;
    const score = placeScore(page, node, i) + named;
    return dates.map((found, j) => ({
      date: found.date,
      label: labelOf(text.slice(dates[j - 1]?.end ?? 0, found.start)),
      score: found.doubtful ? score - 0.5 : score,
    }));
  });
}

/** "This entry was posted on 12 March 2031 by …" under a report. */
const SAYS_WHEN =
  /^(?:this|dies(?:er|e|es)|cet(?:te)?|ce|est[ea]|quest[oa]|dit)\s(?:\p{L}+\s){0,2}(?:entry|post|article|story|page|artikel|beitrag|eintrag|billet|artículo|articolo|bericht)\b/iu;

/** A date that the report itself opens with: "(12.03.2031) The council …", "Nandry, 12 March 2031 – …". */
function openingStamp(text: string, order: Order): Stamp[] {
  const found = findDates(text.slice(0, 90), order)[0];
  if (found === undefined || found.start > 40) return [];
  const before = text.slice(0, found.start);
  const after = text.slice(found.end, found.end + 4);
  const opens = /^[([]?$/.test(before) || /^[^.!?]*[,(:|]\s?$/.test(before);
  if (!opens || !/^\s?(?:[)\]]|[-–—:|])/.test(after)) return [];
  return [{ date: found.date, label: null, score: OPENING }];
}

function labelOf(words: string): "published" | "updated" | null {
  if (UPDATED.test(words)) return "updated";
  return PUBLISHED.test(words) ? "published" : null;
}

const OPENING = 4;
const ANOTHERS = -20;

/** How much a place speaks for the report's own date; 0 and less for another's. */
function placeScore({ body }: ReadPage, node: number, piece: number): number {
  const reason = body.reasons[node]!;
  const { from, first, to } = body.window;
  const isBetween = piece >= from && piece <= first;
  if (reason === "related" && isBetween) return 1;
  if (reason === "related" || reason === "comments" || reason === "promotion") return ANOTHERS;
  if (isBetween) return 6;
  if (piece >= from - ABOVE && piece < from) return 5;
  if (body.inside[node]) return 3;
  return piece > to && piece <= to + ABOVE ? 2 : -3;
}
