import type { Actor } from "../../merge/index.ts";
import { visibleText } from "../visible.ts";
import { type Piece, type Row, wrap } from "../wrap.ts";
import { countOf, noteRows } from "./rows.ts";

const MOST = 3;

/** Who an actor is, and on what it rests that all of that is one. */
export function actorHeading(actor: Actor, columns: number): Row[] {
  const { name, kind, countries, roles, documentCount, names } = actor;
  const pieces: Piece[] = [{ text: visibleText(name), style: "bold" }];
  for (const { text } of roles.slice(0, MOST)) pieces.push({ text: `· ${visibleText(text)}` });
  const places = countries.map(({ text }) => text).join(" or ");
  const others = names.slice(1, 1 + MOST).map(({ text }) => `"${text}"`);
  return [
    ...wrap(pieces, columns),
    ...noteRows(
      [
        kind,
        places === "" ? null : places,
        countOf(documentCount, "document"),
        others.length === 0 ? null : `also as ${others.join(", ")}`,
      ],
      columns,
      "  ",
    ),
  ];
}

/** One actor of a list to choose from, with how to name the one and no other. */
export function actorRows(actor: Actor, columns: number): Row[] {
  const rows = actorHeading(actor, columns - 2).map((row): Row => [{ text: "  " }, ...row]);
  const mentions = actor.identities.flatMap(({ own }) => (own === null ? [] : [own]));
  if (mentions.length < actor.identities.length) return rows;
  const names = mentions.map(({ document, span }) => `${document}#${span.join("-")}`);
  return [...rows, ...noteRows([`name it as ${names.join(", ")}`], columns, "    ")];
}
