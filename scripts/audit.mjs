// Asks the registry for known faults of the packages that OnRecord is installed with, and fails at
// one that is high or critical: node scripts/audit.mjs
// Where the registry does not answer such questions, that is said, and nothing fails.
import { spawnSync } from "node:child_process";

const { stdout, stderr } = spawnSync("npm", ["audit", "--omit=dev", "--json"], {
  encoding: "utf8",
});
const found = parsed(stdout)?.metadata?.vulnerabilities;
if (found === undefined) {
  const why = /audit (.*)/.exec(stderr)?.[1] ?? "no answer";
  console.log(`SKIPPED: the audit of dependencies, which this registry does not answer (${why})`);
} else {
  const counts = Object.entries(found).map(([level, count]) => `${level} ${count}`);
  console.log(`audit of dependencies: ${counts.join(", ")}`);
  if (found.high + found.critical > 0) {
    console.log(spawnSync("npm", ["audit", "--omit=dev"], { encoding: "utf8" }).stdout);
    process.exitCode = 1;
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
