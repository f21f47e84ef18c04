import type { Entity } from "../../document/index.ts";
import { visibleText } from "../visible.ts";
import { type Piece, type Row, wrap } from "../wrap.ts";
import { groupBy, gutterRow, type Page } from "./page.ts";
import type { Party } from "./parties.ts";
import { firstOffset, holdsName, linesOf, listOf, nameOf, sourceName } from "./words.ts";

/** Who speaks, in what office and for whom; and where else in the view more of it stands. */
export function partyHeadingRows(page: Page, party: Party): Row[] {
  const rows = wrap(headingPieces(page, party), page.columns);
  if (party.reported.length === 0) return rows;
  const also = `[also ${tellersOf(page, party)}]`;
  const notes = wrap([{ text: also, style: "dim" }], page.columns - page.gutter);
  return [...rows, ...notes.map((row) => gutterRow(page, null, row))];
}

/** Those who speak only inside what others say. */
export function reportedRows(page: Page, parties: readonly Party[]): Row[] {
  const silent = parties.filter(({ statements }) => statements.length === 0);
  if (silent.length === 0) return [];
  const rows = silent.flatMap((party) => {
    const told: Piece = { text: `[${tellersOf(page, party)}]`, style: "dim" };
    return wrap([...headingPieces(page, party), told], page.columns - page.gutter).map((row) =>
      gutterRow(page, null, row),
    );
  });
  return [...wrap([{ text: "Heard only through others", style: "bold" }], page.columns), ...rows];
}

/** "line 12, as told by Ada Lorne", for each who tells it. */
function tellersOf(page: Page, { reported }: Party): string {
  const byTeller = groupBy(reported, ({ within }) =>
    sourceName(page, page.statements.get(within!)!),
  );
  const told = [...byTeller].map(
    ([teller, all]) => `${linesOf(page, all.map(firstOffset))}, as told by ${teller}`,
  );
  return told.join(" · ");
}

function headingPieces(page: Page, { who, statements }: Party): Piece[] {
  if (who === "not given") return [{ text: "[no source given]", style: "bold" }];
  if (who === "not read") {
    return [
      { text: "[source not read]", style: "bold" },
      { text: "— only quotation marks are read in this language", style: "dim" },
    ];
  }
  if (who === "not identified") {
    return [
      { text: "[source not identified]", style: "bold" },
      { text: "— whom these words mean is not settled", style: "dim" },
    ];
  }
  const pieces: Piece[] = [];
  if (isUnnamed(who)) pieces.push({ text: "[unnamed]", style: "warning" });
  pieces.push({ text: visibleText(who.name), style: "bold" });
  for (const { text } of who.roles.slice(0, MOST_ROLES)) {
    pieces.push({ text: `· ${visibleText(text)}` });
  }
  const principals = new Set(statements.map(({ onBehalfOf }) => nameOf(page, onBehalfOf)));
  const ours = facts(
    page,
    who,
    [...principals].filter((name) => name !== null),
  );
  if (ours.length > 0) pieces.push({ text: `[${ours.join(" · ")}]`, style: "dim" });
  return pieces;
}

/** A heading is read at a glance; the record has them all. */
const MOST_ROLES = 3;

/** A document has no name more often than not ("the letter"), and hides nobody. */
function isUnnamed({ named, kind }: Entity): boolean {
  return !named && kind !== "document";
}

/** What OnRecord adds, where the name and the offices do not say it themselves. */
function facts(page: Page, who: Entity, principals: readonly string[]): string[] {
  const { name, roles, kind, country, count } = who;
  const words = [name, ...roles.map(({ text }) => text)].join(" · ");
  const given: string[] = [];
  if (roles.length > MOST_ROLES) given.push(`${roles.length - MOST_ROLES} more roles`);
  if (kind === "group") given.push(count === null ? "group" : `group of ${count}`);
  if (kind === "document" || kind === "outlet") given.push(kind);
  const unsaid = principals.filter((principal) => !holdsName(words, principal));
  if (unsaid.length > 0) given.push(`speaks for ${listOf(unsaid)}`);
  if (country !== null && kind !== "state") {
    const state = visibleText(page.countries.get(country) ?? country);
    if (!holdsName([words, ...unsaid].join(" · "), state)) given.push(state);
  }
  return given;
}
