import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Cluster } from "../src/bench/cluster.ts";
import { hasNats } from "./nats.ts";
import { skipsWithout } from "./needs.ts";
import { postgresPrograms } from "./postgres.ts";

const skips = [
  skipsWithout("nats-server", hasNats()),
  skipsWithout("PostgreSQL", postgresPrograms() !== null),
].includes(true);

// Two of the faults of "npm run bench -- cluster", on few documents.
describe.skipIf(skips)("three queue servers, PostgreSQL and two workers", () => {
  const documents = 100;
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await Cluster.start({ documents, workers: 2, attribution: "rules", outage: 2 });
  }, 60_000);
  afterAll(() => cluster.remove());

  test.each(["PostgreSQL down", "queue lost"] as const)(
    "read each document once: %s",
    async (fault) => {
      const run = await cluster.run(fault);
      expect(run).toMatchObject({ documents, lost: 0, twice: 0, different: 0, problems: [] });
      if (fault === "queue lost") expect(run.reconciled).toBeGreaterThan(0);
    },
    60_000,
  );
});
