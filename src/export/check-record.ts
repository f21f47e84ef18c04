import { Ajv, type ErrorObject } from "ajv";
import schema from "../../schema/onrecord-1.schema.json" with { type: "json" };
import { type DocumentRecord, recordFaults } from "../document/index.ts";

const validate = new Ajv({ strict: true }).compile<DocumentRecord>(schema);

/**
 * The first thing that is wrong with what should be a record, or `null`: whether it keeps to the
 * contract, and is sound (`recordFaults`). Whether the words say what the entries claim, nobody can
 * check.
 */
export function recordFault(value: unknown): string | null {
  if (!validate(value)) return schemaFault(validate.errors![0]!);
  return recordFaults(value)[0] ?? null;
}

function schemaFault({ instancePath, message, params }: ErrorObject): string {
  const where = instancePath === "" ? "it" : `"${instancePath.slice(1)}"`;
  const extra = (params as { additionalProperty?: string }).additionalProperty;
  return `${where} ${message}${extra === undefined ? "" : ` ("${extra}")`}`;
}
