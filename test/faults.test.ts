import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  addTogether,
  closeDisk,
  cutPower,
  fillDisk,
  killWhileAdding,
  killWhileImporting,
  mayMount,
} from "../src/bench/faults.ts";
import { seededRandom } from "../src/train/random.ts";
import { skipsWithout } from "./needs.ts";
import { type PostgresServer, startPostgres } from "./postgres.ts";
import { dialects } from "./stores.ts";

// A few of the trials of "npm run bench -- faults".
describe.each(dialects())("in %s", (dialect) => {
  let folder: string;
  let server: PostgresServer | null = null;
  let files = 0;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "onrecord-faults-"));
    if (dialect === "postgres") server = await startPostgres();
  });
  afterAll(async () => {
    await server?.remove();
    rmSync(folder, { recursive: true });
  });
  const newTarget = async () => (await server?.newDatabase()) ?? join(folder, `${++files}.db`);

  test.each([1, 2])("kill -9 loses nothing acknowledged (%s)", async (seed) => {
    const after = await killWhileAdding(await newTarget(), seededRandom(seed));
    expect(after).toMatchObject({ lost: 0, problems: [] });
    expect(after.acknowledged).toBeGreaterThan(0);
    expect(after.there).toBeLessThan(2000);
  });

  test("kill -9 of an import loses nothing acknowledged", async () => {
    const after = await killWhileImporting(await newTarget(), seededRandom(3));
    expect(after).toMatchObject({ lost: 0, problems: [] });
    expect(after.acknowledged).toBeGreaterThan(0);
  });

  test("two processes that add at once lose nothing", async () => {
    const documents = 40;
    const shared = Math.ceil(documents / 3);
    const after = await addTogether(await newTarget(), { documents });
    expect(after).toMatchObject({ exitCodes: [0, 0], lost: 0, problems: [] });
    expect(after.there).toBe(2 * documents - shared);
  });

  test.runIf(dialect === "sqlite")("a power cut loses nothing acknowledged", async () => {
    expect(await cutPower(folder, seededRandom(1))).toMatchObject({ lost: 0, problems: [] });
  });

  const mounts = dialect === "sqlite" && !skipsWithout("root, to mount a small disk", mayMount());
  test.runIf(mounts)("a full disk loses nothing acknowledged", async () => {
    const after = await fillDisk(folder, seededRandom(1));
    expect(after).toMatchObject({ exitCode: 1, lost: 0, problems: [] });
    expect(after.acknowledged).toBeGreaterThan(0);
    expect(after.there).toBeLessThan(2000);
  });

  test.runIf(mounts)("a disk that becomes read-only loses nothing acknowledged", async () => {
    const after = await closeDisk(folder, seededRandom(1));
    expect(after).toMatchObject({ exitCode: 1, lost: 0, problems: [] });
    expect(after.there).toBe(after.acknowledged);
  });
});
