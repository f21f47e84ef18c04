import { createHmac } from "node:crypto";
import type { Kysely } from "kysely";
import type { Schema } from "./schema.ts";

/**
 * A name for something that nobody can compute from a guess of what it was made from: 20 hexadecimal
 * digits of an HMAC with the record's secret, which never leaves the record.
 */
export async function keyed(db: Kysely<Schema>, name: string): Promise<string> {
  return (await keyedAll(db, [name]))[0]!;
}

export async function keyedAll(db: Kysely<Schema>, names: readonly string[]): Promise<string[]> {
  const { value } = await db
    .selectFrom("settings")
    .select("value")
    .where("name", "=", "secret")
    .executeTakeFirstOrThrow();
  const secret = Buffer.from(value, "hex");
  return names.map((name) => createHmac("sha256", secret).update(name).digest("hex").slice(0, 20));
}
