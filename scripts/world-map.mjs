// Writes data/world-map.json: the outlines of countries as paths of one small map.
// Outlines are Natural Earth's at 1:110 million, places of the countries too small for that are from
// its 1:50 million, both as the package world-atlas has them. Run it after a change to either.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import countries from "i18n-iso-countries";

const { resolve } = createRequire(import.meta.url);
const read = (name) => JSON.parse(readFileSync(resolve(`world-atlas/${name}`), "utf8"));

/** In units of the map; paths have whole numbers. */
const WIDTH = 1600;
/** Degrees: north of Greenland, and south of Cape Horn. Antarctica is left out. */
const [TOP, BOTTOM] = [84, -56.5];
const ANTARCTICA = "010";

// Equal Earth (Šavrič, Patterson and Jenny 2018): no country is drawn larger than it is.
const [A1, A2, A3, A4] = [1.340264, -0.081106, 0.000893, 0.003796];
function equalEarth([longitude, latitude]) {
  const [lambda, phi] = [longitude, latitude].map((degrees) => (degrees * Math.PI) / 180);
  const t = Math.asin((Math.sqrt(3) / 2) * Math.sin(phi));
  const slope = 9 * A4 * t ** 8 + 7 * A3 * t ** 6 + 3 * A2 * t ** 2 + A1;
  const x = (2 * Math.sqrt(3) * lambda * Math.cos(t)) / (3 * slope);
  return [x, A4 * t ** 9 + A3 * t ** 7 + A2 * t ** 3 + A1 * t];
}
const [half] = equalEarth([180, 0]);
const [, top] = equalEarth([0, TOP]);
const [, bottom] = equalEarth([0, BOTTOM]);
const scale = WIDTH / (2 * half);
const project = (point) => {
  const [x, y] = equalEarth(point);
  return [Math.round((x + half) * scale), Math.round((top - y) * scale)];
};

/** The polygons of each country, each a list of rings of [longitude, latitude]. */
function polygonsOf({ arcs, transform, objects }) {
  const lines = arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return [
        x * transform.scale[0] + transform.translate[0],
        y * transform.scale[1] + transform.translate[1],
      ];
    });
  });
  const ringOf = (indexes) =>
    indexes.flatMap((i, k) => {
      const line = i < 0 ? lines[~i].toReversed() : lines[i];
      return k === 0 ? line : line.slice(1);
    });
  return objects.countries.geometries.map(({ type, arcs, id, properties }) => {
    const polygons = type === "Polygon" ? [arcs] : type === "MultiPolygon" ? arcs : [];
    return { id, name: properties.name, polygons: polygons.map((rings) => rings.map(ringOf)) };
  });
}

function pathOf(polygons) {
  return polygons
    .flat()
    .flatMap(halves)
    .map((ring) => ring.map(project))
    .map((points) =>
      points.filter(([x, y], i) => i === 0 || x !== points[i - 1][0] || y !== points[i - 1][1]),
    )
    .filter((points) => points.length > 3)
    .map((points) => {
      const [first, ...rest] = points.slice(0, -1);
      let [x, y] = first;
      const steps = rest.map(([nextX, nextY]) => {
        const step = [nextX - x, nextY - y];
        [x, y] = [nextX, nextY];
        return step;
      });
      return `M${pairs([first])}l${pairs(steps)}z`;
    })
    .join("");
}

/** A ring that goes over the 180th meridian, as one ring on each side of it. */
function halves(ring) {
  const [east, west] = [[], []];
  ring.forEach(([x, y], i) => {
    const [lastX, lastY] = ring[i - 1] ?? [x, y];
    if (Math.abs(x - lastX) > 180) {
      const middle = (y + lastY) / 2;
      (lastX > 0 ? east : west).push([Math.sign(lastX) * 180, middle]);
      (x > 0 ? east : west).push([Math.sign(x) * 180, middle]);
    }
    (x > 0 ? east : west).push([x, y]);
  });
  const crosses = ring.some(([x], i) => i > 0 && Math.abs(x - ring[i - 1][0]) > 180);
  if (!crosses) return [ring];
  return [east, west].map((half) => [...half, half[0]]);
}

/** "3-2 4 5": a minus sign parts two numbers as well as a space does. */
function pairs(points) {
  return points
    .flat()
    .map((number, i) => (i > 0 && number >= 0 ? ` ${number}` : `${number}`))
    .join("");
}

/** Units of the map; a country less wide and high than that is hard to see. */
const SMALL = 9;

function extentOf(polygons) {
  const points = polygons.flatMap(halvesOf).map((ring) => ring.map(project));
  return Math.max(
    ...points.map((ring) =>
      Math.max(
        ...[0, 1].map((axis) => {
          const values = ring.map((point) => point[axis]);
          return Math.max(...values) - Math.min(...values);
        }),
      ),
    ),
  );
}

function halvesOf([ring]) {
  return halves(ring);
}

/** The middle of the largest polygon. */
function middleOf(polygons) {
  const outer = polygons.map(([ring]) => ring);
  const area = (ring) =>
    Math.abs(
      ring.reduce((sum, [x, y], i) => {
        const [nextX, nextY] = ring[(i + 1) % ring.length];
        return sum + x * nextY - nextX * y;
      }, 0),
    );
  const largest = outer.reduce((a, b) => (area(a) >= area(b) ? a : b));
  const [xs, ys] = [0, 1].map((axis) => largest.map((point) => point[axis]));
  const middle = (values) => (Math.min(...values) + Math.max(...values)) / 2;
  return project([middle(xs), middle(ys)]);
}

// Natural Earth gives Kosovo no ISO number; XKX is the code by which records name it.
const code = ({ id, name }) =>
  id === undefined ? (name === "Kosovo" ? "XKX" : undefined) : countries.numericToAlpha3(id);
const outlines = {};
const small = {};
let other = "";
for (const country of polygonsOf(read("countries-110m.json"))) {
  if (country.id === ANTARCTICA) continue;
  const path = pathOf(country.polygons);
  const known = code(country);
  if (known === undefined) other += path;
  else outlines[known] = path;
  if (known !== undefined && extentOf(country.polygons) < SMALL) {
    small[known] = middleOf(country.polygons);
  }
}
const places = {};
for (const country of polygonsOf(read("countries-50m.json"))) {
  const known = code(country);
  if (known === undefined || known in outlines || country.id === ANTARCTICA) continue;
  places[known] = middleOf(country.polygons);
}
const sorted = (object) =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
const map = {
  origin:
    "Natural Earth 1:110m and 1:50m (public domain), from world-atlas 2.0.2 (ISC); Equal Earth projection. See data/world-map.md.",
  width: WIDTH,
  height: Math.ceil((top - bottom) * scale),
  outlines: sorted(outlines),
  other,
  places: sorted({ ...places, ...small }),
};
const json = JSON.stringify(map, null, 1).replace(/\[\s+(\d+),\s+(\d+)\s+\]/g, "[$1, $2]");
writeFileSync(new URL("../data/world-map.json", import.meta.url), `${json}\n`);
console.log(Object.keys(outlines).length, Object.keys(places).length, other.length, json.length);
