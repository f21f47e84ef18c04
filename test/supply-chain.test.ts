import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

const own = JSON.parse(readFileSync("package.json", "utf8"));
const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const locked = Object.entries(lock.packages as Record<string, Locked>).filter(
  ([path]) => path !== "",
);
const production = locked.filter(([, { dev }]) => !dev);

test("every version is pinned", () => {
  const ranges = Object.entries({ ...own.dependencies, ...own.devDependencies });
  expect(ranges.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version as string))).toEqual([]);
  expect(lock.packages[""].dependencies).toEqual(own.dependencies);
  expect(lock.packages[""].devDependencies).toEqual(own.devDependencies);
});

test("every package has a hash, and none comes from beside the registry", () => {
  expect(locked.length).toBeGreaterThan(100);
  const loose = locked.filter(
    ([, { integrity, resolved }]) => !integrity?.startsWith("sha512-") || resolved !== undefined,
  );
  expect(loose).toEqual([]);
});

test("no package that OnRecord is installed with runs a script", () => {
  expect(production.length).toBeGreaterThan(20);
  expect(production.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
  const scripts = Object.keys(own.scripts);
  expect(scripts.filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([]);
});

test("the list of parts names every package that OnRecord is installed with, and no other", () => {
  const { stdout, status } = spawnSync("npm", ["run", "--silent", "sbom"], { encoding: "utf8" });
  expect(status).toBe(0);
  const { bomFormat, components } = JSON.parse(stdout);
  expect(bomFormat).toBe("CycloneDX");
  const listed = components.map(
    ({ purl }: { purl: string }) => decodeURIComponent(purl).split("?")[0],
  );
  const wanted = production.map(([path, { version }]) => {
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    return `pkg:npm/${name}@${version}`;
  });
  expect(listed.toSorted()).toEqual([...new Set(wanted)].toSorted());
});
