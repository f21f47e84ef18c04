// Writes schema/onrecord-1.schema.json from the types in src/document/record.ts.
// With --check it writes nothing and fails where the file is out of date.
import { readFileSync, writeFileSync } from "node:fs";
import { createGenerator } from "ts-json-schema-generator";

const FILE = new URL("../schema/onrecord-1.schema.json", import.meta.url);

const schema = createGenerator({
  path: new URL("../src/document/record.ts", import.meta.url).pathname,
  type: "DocumentRecord",
  skipTypeCheck: true,
  additionalProperties: false,
}).createSchema("DocumentRecord");
const text = `${JSON.stringify({ $id: "urn:onrecord:schema:1", ...schema }, null, 2)}\n`;

if (!process.argv.includes("--check")) {
  writeFileSync(FILE, text);
} else if (readFileSync(FILE, "utf8") !== text) {
  console.error('schema/onrecord-1.schema.json is out of date. Run "npm run schema".');
  process.exitCode = 1;
}
