import type { Projection } from "./projection.ts";
import { inPieces, removeRows } from "./rows.ts";

export const entities: Projection = {
  async insert(db, { seq, shown }) {
    const rows = shown.entities.map(({ id, name, kind, named, country, sector, count, roles }) => ({
      document: seq,
      entry: id,
      name,
      kind,
      named: Number(named),
      country,
      sector,
      count,
      roles: JSON.stringify(roles.map(({ text }) => text)),
    }));
    for (const piece of inPieces(rows)) await db.insertInto("entities").values(piece).execute();
  },
  remove: (db, seq) => removeRows(db, "entities", seq),
};
