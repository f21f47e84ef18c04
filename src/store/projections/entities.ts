import { derivedTable } from "./derived-table.ts";

export const entities = derivedTable("entities", ({ seq, shown }) =>
  shown.entities.map(({ id, name, kind, named, country, sector, count, roles }) => () => ({
    document: seq,
    entry: id,
    name,
    kind,
    named: Number(named),
    country,
    sector,
    count,
    roles: JSON.stringify(roles.map(({ text }) => text)),
  })),
);
