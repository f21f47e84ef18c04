// Prints the packages that OnRecord is installed with, as CycloneDX: npm run sbom
// npm lists them, those for development too: left to leave those out itself (--omit=dev), it
// leaves out what both need, pg-types and fourteen others.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const options = ["sbom", "--sbom-format=cyclonedx", "--package-lock-only"];
const bom = JSON.parse(execFileSync("npm", options, { encoding: "utf8", maxBuffer: 2 ** 26 }));
const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
const installed = new Set(
  Object.entries(packages)
    .filter(([path, { dev }]) => path !== "" && !dev)
    .map(
      ([path, { version }]) => `${path.slice(path.lastIndexOf("node_modules/") + 13)}@${version}`,
    ),
);
const own = bom.metadata.component["bom-ref"];
const isKept = (ref) => ref === own || installed.has(ref.split("|")[0]);
bom.components = bom.components.filter((component) => isKept(component["bom-ref"]));
bom.dependencies = bom.dependencies
  .filter(({ ref }) => isKept(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(isKept) }));
console.log(JSON.stringify(bom, null, 2));
