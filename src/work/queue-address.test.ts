import { expect, test } from "vitest";
import type { OnRecordError } from "../document/index.ts";
import { parseQueueAddress } from "./queue-address.ts";

test.each([
  ["nats://q1:4222", { servers: ["q1:4222"] }, "nats://q1:4222"],
  ["q1:4222,q2:4222", { servers: ["q1:4222", "q2:4222"] }, "nats://q1:4222,nats://q2:4222"],
  ["nats://q1/", { servers: ["q1"] }, "nats://q1"],
  ["nats://[::1]:4222", { servers: ["[::1]:4222"] }, "nats://[::1]:4222"],
  ["tls://q1:4222", { servers: ["q1:4222"], tls: {} }, "tls://q1:4222"],
  [
    "nats://ines:harbour@q1:4222, nats://q2:4222",
    { servers: ["q1:4222", "q2:4222"], user: "ines", pass: "harbour" },
    "nats://q1:4222,nats://q2:4222",
  ],
  // The digits are no port, and what is written with % is what it stands for.
  ["nats://ines:4444%40%23@q1", { servers: ["q1"], user: "ines", pass: "4444@#" }, "nats://q1"],
  ["nats://harbour@q1", { servers: ["q1"], token: "harbour" }, "nats://q1"],
])("%s", (address, connection, name) => {
  expect(parseQueueAddress(address)).toEqual({ connection, name });
});

test.each([
  "http://ines:harbour@q1",
  "nats://ines:harbour#1@q1",
  "nats://ines:12/harbour@q1",
  "nats://ines:12?harbour@q1",
  "nats://ines:%zzharbour@q1",
  "nats://ines:har,bour@q1",
  "",
])("%s is none, and is not repeated", (address) => {
  try {
    parseQueueAddress(address);
    expect.unreachable();
  } catch (error) {
    const { code, message } = error as OnRecordError;
    expect(code).toBe("bad-option");
    expect(message).not.toMatch(/harbour|har|bour@/);
  }
});
