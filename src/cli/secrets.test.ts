import { describe, expect, test } from "vitest";
import { openAddress } from "./secrets.ts";

describe("an address on the command line", () => {
  test.each<["record" | "queue", string]>([
    ["record", "strait.db"],
    ["record", "folder/a:b@c.db"],
    ["record", "postgres://host/db"],
    ["record", "postgres://host:5432/db?sslmode=verify-full"],
    ["record", "postgresql://ines@host:5432/db"],
    ["queue", "nats://q1:4222,nats://q2:4222"],
    ["queue", "q1:4222"],
  ])("--%s %s is taken", (option, address) => {
    expect(openAddress(option)(address)).toBe(address);
  });

  test.each<["record" | "queue", string]>([
    ["record", "postgres://ines:harbour@host/db"],
    ["record", "POSTGRES://ines:harbour@host/db"],
    ["record", "postgres://ines:harbour/1@host/db"],
    ["record", "postgres://ines@host/db?password=harbour"],
    ["record", "https://harbour@host/db"],
    ["queue", "nats://ines:harbour@q1"],
    ["queue", "q1:4222,tls://ines:harbour@q2"],
    ["queue", "nats://harbour@q1"],
  ])("--%s %s is refused, and not repeated", (option, address) => {
    const refused = () => openAddress(option)(address);
    expect(refused).toThrow(/^--\w+ has a password in it, .* ONRECORD_(RECORD|QUEUE)_FILE names/);
    expect(refused).toThrow(/^((?!harbour).)*$/);
  });
});
