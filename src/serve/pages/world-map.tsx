import codes from "i18n-iso-countries/codes.json" with { type: "json" };
import english from "i18n-iso-countries/langs/en.json" with { type: "json" };
import map from "../../../data/world-map.json" with { type: "json" };

/** A country that is marked. */
export interface Marked {
  /** ISO 3166-1 alpha-3. */
  readonly country: string;
  /** What is said of it. */
  readonly title: string;
  /** Which of the patterns it has. */
  readonly pattern: Pattern;
  /** Where more of it stands. */
  readonly href: string;
}

/** Lines that rise, lines that fall, and both. */
export type Pattern = "rising" | "falling" | "crossed";

const PATHS: Readonly<Record<Pattern, string>> = {
  rising: "M-1 7L7-1M3 15L15 3",
  falling: "M-1 5L9 15M5-1L15 9",
  crossed: "M-1 7L7-1M3 15L15 3M-1 5L9 15M5-1L15 9",
};

const NAMES: ReadonlyMap<string, string> = new Map(
  codes.map(([alpha2, alpha3]) => [alpha3, [english.countries[alpha2] ?? alpha3].flat()[0]!]),
);

/** Whether the map has a place for it. */
export function isOnMap(country: string): boolean {
  return Object.hasOwn(map.outlines, country) || Object.hasOwn(map.places, country);
}

interface WorldMapProps {
  /** What the map shows, for those who do not see it. */
  readonly label: string;
  readonly marked: readonly Marked[];
  /** What is said of all others. */
  readonly unmarked: string;
}

/** The countries of the world, some of them marked. Small ones have a ring at their place. */
export function WorldMap({ label, marked, unmarked }: WorldMapProps) {
  const known = new Set(marked.map(({ country }) => country));
  return (
    <svg class="map" viewBox={`0 0 ${map.width} ${map.height}`}>
      <title>{label}</title>
      <defs>
        {Object.keys(PATHS).map((name) => (
          <Lines key={name} name={name as Pattern} />
        ))}
      </defs>
      <g class="land">
        <path d={map.other} />
        {Object.entries(map.outlines)
          .filter(([country]) => !known.has(country))
          .map(([country, outline]) => (
            <path key={country} d={outline}>
              <title>{`${NAMES.get(country) ?? country}: ${unmarked}`}</title>
            </path>
          ))}
      </g>
      {marked
        .filter(({ country }) => isOnMap(country))
        .map(({ country, title, pattern, href }) => (
          <a key={country} href={href} class={`marked ${pattern}`} aria-label={title}>
            <title>{title}</title>
            <Shape country={country} fill={`url(#${pattern})`} />
          </a>
        ))}
    </svg>
  );
}

/** In units of the map. */
const RING = 9;

function Shape({ country, fill }: { country: string; fill: string }) {
  const outline = map.outlines[country];
  const place = map.places[country];
  return (
    <>
      {outline !== undefined && <path d={outline} fill={fill} />}
      {place !== undefined && <circle cx={place[0]} cy={place[1]} r={RING} fill={fill} />}
    </>
  );
}

function Lines({ name }: { name: Pattern }) {
  return (
    <pattern id={name} class={name} width="12" height="12" patternUnits="userSpaceOnUse">
      <rect width="12" height="12" />
      <path d={PATHS[name]} />
    </pattern>
  );
}

/** A piece of a pattern as the key of the map shows it. */
export function PatternKey({ pattern }: { pattern: Pattern }) {
  return (
    <svg class="map swatch" viewBox="0 0 44 28" aria-hidden="true">
      <g class={`marked ${pattern}`}>
        <rect x="1" y="1" width="42" height="26" fill={`url(#${pattern})`} />
      </g>
    </svg>
  );
}
