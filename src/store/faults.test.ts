import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { skipsWithout } from "../../test/needs.ts";
import { type PostgresServer, postgresPrograms, startPostgres } from "../../test/postgres.ts";
import { read } from "../index.ts";
import { textDocument } from "../read/index.ts";
import {
  addRecord,
  closeStore,
  documents,
  type OpenOptions,
  openStore,
  type Store,
  searchStatements,
  transact,
} from "./index.ts";

const TEXT = 'Harbour closes\n\n"We close the harbour," Ines Lorck said on Friday.\n';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "onrecord-faults-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a process of its own imports. */
const library = JSON.stringify(new URL("../../dist/store/index.js", import.meta.url).href);

let made = 0;
const newFile = () => join(folder, `${++made}.db`);
const article = (n: number) => read(textDocument(TEXT, { outlet: `Outlet ${n}` }));

async function withStore<T>(
  target: string,
  work: (store: Store) => Promise<T>,
  options: OpenOptions = {},
): Promise<T> {
  const store = await openStore(target, { create: true, patience: 300, ...options });
  try {
    return await work(store);
  } finally {
    await closeStore(store);
  }
}

const add = (target: string, n: number, options: OpenOptions = {}) =>
  withStore(target, (store) => addRecord(store, article(n), "p1"), options);

async function countIn(target: string): Promise<number> {
  return withStore(
    target,
    async ({ db }) => (await db.selectFrom("documents").select("seq").execute()).length,
  );
}

describe("a record file", () => {
  test("is one file when nobody has it open", async () => {
    const file = join(mkdtempSync(join(folder, "one-")), "onrecord.db");
    await add(file, 1);
    expect(readdirSync(join(file, ".."))).toEqual(["onrecord.db"]);
    const before = readFileSync(file);
    await countIn(file);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test("is one file where its writer ends without closing it", async () => {
    const file = join(mkdtempSync(join(folder, "one-")), "onrecord.db");
    const script = `
      import { addRecord, openStore, transact } from ${library};
      const store = await openStore(${JSON.stringify(file)}, { create: true });
      await addRecord(store, ${JSON.stringify(article(1))}, "p1");
      await transact(store, async (db) => {
        await db.deleteFrom("documents").execute();
        process.exit();
      });`;
    spawnSync(process.execPath, ["--input-type=module", "-e", script], { stdio: "inherit" });
    expect(readdirSync(join(file, ".."))).toEqual(["onrecord.db"]);
    expect(await countIn(file)).toBe(1);
  });

  // Statements that libsql has done with hold their memory until the event loop turns: 55 MiB here.
  test("takes no memory that grows with what is added", () => {
    const long = read(
      `Harbours close\n\n${'"We close the harbour," Ines Lorck said. '.repeat(60)}\n`,
    );
    const script = `
      import { addRecord, closeStore, openStore } from ${library};
      const store = await openStore(${JSON.stringify(newFile())}, { create: true });
      let before;
      for (let n = 0; n < 400; n++) {
        if (n === 100) before = process.memoryUsage.rss();
        await addRecord(store, { ...${JSON.stringify(long)}, id: "d" + n }, "p1");
      }
      console.log((process.memoryUsage.rss() - before) / 2 ** 20);
      await closeStore(store);`;
    const args = ["--input-type=module", "-e", script];
    const { stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect(stdout).not.toBe("");
    expect(Number(stdout)).toBeLessThan(20);
  });

  test.each([
    ["a text", () => "Harbour closes. It was late.\n".repeat(200), "not-a-record"],
    ["a folder", null, "not-readable"],
  ] as const)("that is %s", async (_, content, code) => {
    const file = newFile();
    if (content === null) mkdirSync(file);
    else writeFileSync(file, content());
    await expect(add(file, 1)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(file),
    });
  });

  test("in a folder that is not there", async () => {
    await expect(add(join(folder, "no", "such.db"), 1)).rejects.toMatchObject({
      code: "not-readable",
    });
  });

  test("that is not there, for reading", async () => {
    const file = newFile();
    await expect(openStore(file)).rejects.toMatchObject({ code: "not-found" });
    writeFileSync(file, "");
    await expect(openStore(file)).rejects.toMatchObject({ code: "not-found" });
  });

  test("of another program", async () => {
    const file = newFile();
    const { default: Database } = await import("libsql");
    const other = new Database(file);
    other.exec("create table migrations (id integer primary key, batch integer)");
    other.close();
    await expect(add(file, 1)).rejects.toMatchObject({ code: "not-a-record" });
  });

  test("of a newer version", async () => {
    const file = newFile();
    await withStore(file, ({ db }) =>
      db.insertInto("migrations").values({ name: "hovercraft", at: "2031-03-11" }).execute(),
    );
    await expect(openStore(file)).rejects.toMatchObject({ code: "newer-record" });
  });

  test("that is damaged in the middle", async () => {
    const file = newFile();
    await withStore(file, async (store) => {
      for (let n = 0; n < 30; n++) await addRecord(store, article(n), "p1");
    });
    const at = openSync(file, "r+");
    writeSync(at, Buffer.alloc(readFileSync(file).length - 8192, 0xa5), 0, undefined, 8192);
    closeSync(at);
    await expect(add(file, 31)).rejects.toMatchObject({ code: "damaged" });
  });

  test("on a full disk: what was there stays, and nothing is half-written", async () => {
    const file = newFile();
    await add(file, 0);
    let added = 1;
    const filling = withStore(file, async (store) => {
      // The same answer as a disk gives that has no block left.
      const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(store.db);
      await sql`pragma max_page_count = ${sql.lit(rows[0]!.page_count + 4)}`.execute(store.db);
      for (; added < 100; added++) await addRecord(store, article(added), "p1");
    });
    await expect(filling).rejects.toMatchObject({ code: "disk-full" });
    expect(added).toBeGreaterThan(1);
    expect(await countIn(file)).toBe(added);
    await add(file, added);
    expect(await countIn(file)).toBe(added + 1);
  });

  test("another process holds it for a while: waited for, and said", async () => {
    const file = newFile();
    await add(file, 0);
    const { ended } = await holdFor(file, 2500);
    const said: string[] = [];
    await add(file, 1, { patience: 20_000, onWait: (message) => said.push(message) });
    await ended;
    expect(said.join()).toContain("in use by another process. Waiting for it");
    expect(await countIn(file)).toBe(2);
  });

  test("another process never lets go of it: an error, and nothing written", async () => {
    const file = newFile();
    await add(file, 0);
    const { ended } = await holdFor(file, 1500);
    await expect(add(file, 1)).rejects.toMatchObject({ code: "locked" });
    await ended;
    expect(await countIn(file)).toBe(1);
  });

  // Root may write whatever it likes, so there another user tries.
  const isRoot = process.getuid?.() === 0;
  test("that may not be written is read, and refuses what is new", async () => {
    const shared = mkdtempSync(join(tmpdir(), "onrecord-read-only-"));
    try {
      const file = join(shared, "record.db");
      await add(file, 0);
      const script = join(shared, "try.mjs");
      writeFileSync(script, tryAdding(file));
      chmodSync(file, 0o444);
      chmodSync(shared, 0o555);
      const as = isRoot ? { uid: 65534, gid: 65534 } : {};
      const { stdout } = spawnSync(process.execPath, [script], { ...as, encoding: "utf8" });
      expect(stdout.split("\n")).toEqual(["1 there", "not-writable", ""]);
    } finally {
      chmodSync(shared, 0o755);
      rmSync(shared, { recursive: true });
    }
  });
});

function tryAdding(file: string): string {
  return `
    import { addRecord, closeStore, openStore } from ${library};
    const store = await openStore(${JSON.stringify(file)});
    const there = await store.db.selectFrom("documents").select("seq").execute();
    console.log(there.length + " there");
    try { await addRecord(store, ${JSON.stringify(article(1))}, "p1"); }
    catch (error) { console.log(error.code); }
    await closeStore(store);`;
}

/** Another process takes the record's write lock. Resolves when it has. */
async function holdFor(file: string, milliseconds: number): Promise<{ ended: Promise<unknown> }> {
  const script = `
    import { openStore, closeStore } from ${library};
    const store = await openStore(${JSON.stringify(file)});
    await store.db.transaction().execute(async () => {
      console.log("held");
      await new Promise((resolve) => setTimeout(resolve, ${milliseconds}));
    });
    await closeStore(store);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  return { ended: new Promise((resolve) => child.once("exit", resolve)) };
}

const noPostgres = skipsWithout("PostgreSQL", postgresPrograms() !== null);

describe.skipIf(noPostgres)("a record in PostgreSQL", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.remove());

  const withParts = (address: string, parts: Partial<URL>) =>
    Object.assign(new URL(address), parts).href;

  test("whose database is not there", async () => {
    const address = withParts(await server.newDatabase(), { pathname: "/nowhere" });
    await expect(add(address, 1)).rejects.toMatchObject({ code: "not-found" });
  });

  test("whose user is not let in", async () => {
    const address = withParts(await server.newDatabase(), {
      username: "nobody",
      password: "hunter2",
    });
    await expect(add(address, 1)).rejects.toMatchObject({
      code: "access-denied",
      message: expect.not.stringContaining("hunter2"),
    });
  });

  test("whose address cannot be read", async () => {
    await expect(add("postgres://me:hunter#2@host/db", 1)).rejects.toMatchObject({
      code: "bad-option",
      message: expect.not.stringContaining("hunter"),
    });
  });

  test("of another program", async () => {
    const address = await server.newDatabase();
    await withStore(address, ({ db }) => sql`drop table migrations`.execute(db));
    await expect(add(address, 1)).rejects.toMatchObject({ code: "not-a-record" });
  });

  test("beside views that another program has there", async () => {
    const address = await server.newDatabase();
    await withStore(address, async ({ db }) => {
      await db.schema.dropSchema("public").cascade().execute();
      await db.schema.createSchema("public").execute();
      await sql`create view figures as select 1 as one`.execute(db);
    });
    expect(await add(address, 1)).toMatchObject({ outcome: "added" });
  });

  test.each(["0", "1001", "ten", "-1", ""])("whose address has connections=%s", async (given) => {
    const address = await server.newDatabase();
    await expect(add(`${address}?connections=${given}`, 1)).rejects.toMatchObject({
      code: "bad-option",
      message: expect.stringContaining("1 to 1000"),
    });
  });

  test("with a single connection", async () => {
    const address = `${await server.newDatabase()}?connections=1`;
    await withStore(address, async (store) => {
      await Promise.all([1, 2, 3].map((n) => addRecord(store, article(n), "p1")));
      const found = await searchStatements(store, { words: '"the harbour"' });
      expect(found.count).toBe(3);
      const { rows } = await sql<{ n: number }>`select count(*) as n from pg_stat_activity
        where application_name = 'onrecord' and datname = current_database()`.execute(store.db);
      expect(rows[0]!.n).toBe(1);
    });
  });

  test("that has no connection left: waited for, and an error in the end", async () => {
    const address = await server.newDatabase();
    await withStore(address, async ({ db }) => {
      await sql`create role reader login connection limit 1`.execute(db);
      await sql`grant all on all tables in schema public to reader`.execute(db);
    });
    const narrow = withParts(address, { username: "reader" });
    const said: string[] = [];
    const options = { onWait: (message: string) => said.push(message) };
    const count = (options: OpenOptions) =>
      withStore(narrow, ({ db }) => db.selectFrom("documents").select("seq").execute(), options);
    await withStore(narrow, async ({ db }) => {
      await db.selectFrom("documents").select("seq").execute();
      await expect(count({ ...options, patience: 1000 })).rejects.toMatchObject({
        code: "unavailable",
        message: expect.stringMatching(/no connection free.*Waited 1 s/),
      });
    });
    expect(said).toHaveLength(1);
    let waiting: Promise<unknown> | null = null;
    await withStore(narrow, async ({ db }) => {
      await db.selectFrom("documents").select("seq").execute();
      waiting = count({ ...options, patience: 20_000 });
      await new Promise((resolve) => setTimeout(resolve, 1000));
    });
    expect(await waiting).toEqual([]);
    expect(said).toHaveLength(2);
  });

  test("that is down at the start: waited for, and an error in the end", async () => {
    const address = await server.newDatabase();
    await server.stop();
    const said: string[] = [];
    const options = { patience: 1000, onWait: (message: string) => said.push(message) };
    await expect(add(address, 1, options)).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("Waited 1 s"),
    });
    expect(said).toHaveLength(1);
    const adding = add(address, 1, { patience: 20_000 });
    await server.start();
    expect(await adding).toMatchObject({ outcome: "added" });
  });

  test("that goes down midway and comes back: all is added once", async () => {
    const address = await server.newDatabase();
    await withStore(
      address,
      async (store) => {
        const stopped = new Promise<void>((resolve) => setTimeout(resolve, 100)).then(server.stop);
        const restarted = stopped.then(server.start);
        for (let n = 0; n < 200; n++) await addRecord(store, article(n), "p1");
        await restarted;
        for (let n = 200; n < 210; n++) await addRecord(store, article(n), "p1");
      },
      { patience: 20_000 },
    );
    expect(await countIn(address)).toBe(210);
  });

  test("that goes down within a transaction: the whole is done again", async () => {
    const address = await server.newDatabase();
    await withStore(
      address,
      async (store) => {
        let tries = 0;
        await transact(store, async (db) => {
          tries++;
          await db
            .insertInto("migrations")
            .values({ name: `${tries}`, at: "" })
            .execute();
          if (tries === 1) await server.stop().then(server.start);
          await db
            .insertInto("migrations")
            .values({ name: `again ${tries}`, at: "" })
            .execute();
        });
        const rows = await store.db
          .selectFrom("migrations")
          .select("name")
          .where("at", "=", "")
          .execute();
        expect(rows.map(({ name }) => name).sort()).toEqual(["2", "again 2"]);
      },
      { patience: 20_000 },
    );
  });

  test("that hears nothing within a transaction: others go on, and it is done again", async () => {
    const address = await server.newDatabase();
    await withStore(address, async (store) => {
      let tries = 0;
      await transact(store, async (db) => {
        const { rows } = await sql`show idle_in_transaction_session_timeout`.execute(db);
        expect(rows).toEqual([{ idle_in_transaction_session_timeout: "15s" }]);
        await sql`lock table documents`.execute(db);
        if (++tries > 1) return;
        await sql`set local idle_in_transaction_session_timeout = '200ms'`.execute(db);
        await withStore(address, (other) => addRecord(other, read(textDocument(TEXT)), "p1"));
      });
      expect(tries).toBe(2);
    });
  });

  test("reads are repeated on another connection", async () => {
    const address = await server.newDatabase();
    await withStore(
      address,
      async (store) => {
        await addRecord(store, article(1), "p1");
        await server.stop();
        await server.start();
        expect(await store.db.selectFrom("documents").select("seq").execute()).toHaveLength(1);
      },
      { patience: 20_000 },
    );
  });

  test("whose database sorts as dictionaries do", async () => {
    const address = await server.newDatabase("en");
    await withStore(address, async (store) => {
      for (const published of ["2031-03-11T09:00", "2031-03-11", "2031-03-12"]) {
        await addRecord(store, read(textDocument(TEXT, { published, outlet: published })), "p1");
      }
      const shown = [];
      for await (const { published } of documents(store, { to: "2031-03-11" }))
        shown.push(published);
      expect(shown).toEqual(["2031-03-11", "2031-03-11T09:00"]);
    });
  });
});
