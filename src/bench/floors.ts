import { readFileSync } from "node:fs";
import type { AttributionFigures } from "./attribution.ts";

/**
 * The figures that lie below their floor, as sentences; empty where all hold. The floors are in
 * `test/floors.json`: raising one is routine, lowering one is explained where it is done.
 */
export function belowFloor(figures: AttributionFigures, file: string): string[] {
  const floors = JSON.parse(readFileSync(file, "utf8")) as Partial<
    Record<keyof AttributionFigures, number>
  >;
  return Object.entries(floors).flatMap(([name, floor]) => {
    if (!(name in figures)) throw new Error(`${file}: there is no figure called "${name}".`);
    const measured = 100 * figures[name as keyof AttributionFigures];
    return measured < floor
      ? [`${name} is ${measured.toFixed(1)}, below its floor of ${floor}`]
      : [];
  });
}
