import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runs } from "../../../test/fast-check.ts";
import { attribution, entity, event, record } from "../../../test/fixtures/records.ts";
import { skipsWithout } from "../../../test/needs.ts";
import { type PostgresServer, postgresPrograms, startPostgres } from "../../../test/postgres.ts";
import type { DocumentRecord, Entity } from "../../document/index.ts";
import { gatherActors } from "../../merge/index.ts";
import { profileOf } from "../../profile/index.ts";
import { statementsBy, timelineOf } from "../../who/index.ts";
import { addRecord, closeStore, documents, openStore, recordedProfile } from "../index.ts";
import type { Dialect, Store } from "../store.ts";
import { decideStored, type NewDecision } from "./decide-stored.ts";
import { findStoredActors } from "./find-stored.ts";
import { actorLog, shownLog } from "./log.ts";
import { actorStatements } from "./pages.ts";
import { type TimelineCursor, timelinePage } from "./timeline-page.ts";

const noPostgres = skipsWithout("PostgreSQL", postgresPrograms() !== null);
const dialects: readonly Dialect[] = noPostgres ? ["sqlite"] : ["sqlite", "postgres"];

/** A document in which each of these says one thing on a day. */
function saying(id: string, told: readonly Partial<Entity>[], day = "2031-03-11"): DocumentRecord {
  const entities = told.map((given, i) =>
    entity({ id: `e${i + 1}`, mentions: [[10 * i, 10 * i + 5]], ...given }),
  );
  const saidAt = { span: null, from: day, to: day, precision: "day", basis: "stated" } as const;
  return record(
    {
      id,
      text: "Who said what to whom on which day. ".repeat(8),
      entities,
      attributions: entities.map((one, i) =>
        attribution({
          id: `a${i + 1}`,
          sourceEntity: one.id,
          saidAt,
          content: [[10 * i, 10 * i + 4]],
        }),
      ),
      events: entities.map((one, i) =>
        event({
          id: `v${i + 1}`,
          source: one.id,
          spans: { source: [], target: [], trigger: [[0, 3]], place: [], time: [] },
        }),
      ),
    },
    { published: "2031-03-20" },
  );
}

describe.each(dialects)("actors in %s", (dialect) => {
  let folder: string;
  let server: PostgresServer | null = null;
  let stores = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "onrecord-actors-"));
    if (dialect === "postgres") server = await startPostgres();
  }, 60_000);
  afterAll(async () => {
    await server?.remove();
    rmSync(folder, { recursive: true });
  });

  async function withNewStore(work: (store: Store) => Promise<void>): Promise<void> {
    const target = (await server?.newDatabase()) ?? join(folder, `${++stores}.db`);
    const store = await openStore(target, { create: true });
    try {
      await work(store);
    } finally {
      await closeStore(store);
    }
  }

  /** Groups of `document entity`, as the record has them and as all documents together say. */
  async function partitions(store: Store): Promise<{ stored: string[]; gathered: string[] }> {
    const rows = await store.db
      .selectFrom("actorEntities as link")
      .innerJoin("identities", "identities.id", "link.identity")
      .innerJoin("documents", "documents.seq", "link.document")
      .select(["documents.key", "link.entry", "identities.actor"])
      .execute();
    const groups = new Map<number, string[]>();
    for (const { key, entry, actor } of rows) {
      groups.set(actor!, [...(groups.get(actor!) ?? []), `${key} ${entry}`]);
    }
    const shown: { key: string; record: DocumentRecord }[] = [];
    for await (const { key, shown: record } of documents(store)) shown.push({ key, record });
    const { actors } = gatherActors(shown, await actorLog(store.db));
    const kept = new Set([...groups.values()].flat());
    const gathered = actors
      .map(({ entities }) =>
        entities
          .map(({ document, entity }) => `${document} ${entity}`)
          .filter((at) => kept.has(at)),
      )
      .filter((group) => group.length > 0);
    const text = (all: readonly (readonly string[])[]) =>
      all.map((group) => group.toSorted().join(", ")).sort();
    return { stored: text([...groups.values()]), gathered: text(gathered) };
  }

  test(
    "are the same as those gathered from all documents, whatever is added, changed and decided",
    () =>
      withNewStore(async (store) => {
        const told = fc.record({
          name: fc.constantFrom("Ines Lorck", "Lorck", "NSCB", "North Sea Cod Board", "Orvania"),
          kind: fc.constantFrom("person", "organisation", "state", "group"),
          country: fc.constantFrom(null, "XOR", "XHA"),
          sector: fc.constantFrom(null, "GOV", "AGR"),
          named: fc.constantFrom(true, true, false),
        });
        const step = fc.record({
          id: fc.constantFrom("one", "two", "three", "four", "five"),
          told: fc.array(told, { maxLength: 3 }),
          decide: fc.constantFrom("no", "no", "merge", "split", "undo"),
        });
        await fc.assert(
          fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
            for (const { id, told, decide } of steps) {
              const { key } = await addRecord(store, saying(id, told as Partial<Entity>[]), "p1");
              if (decide !== "no") await tryToDecide(store, decide, key);
              const { stored, gathered } = await partitions(store);
              expect(stored).toEqual(gathered);
            }
          }),
          { numRuns: runs(dialect === "sqlite" ? 25 : 8) },
        );
      }),
    60_000,
  );

  /** Decides something on somebody of the document; what cannot be decided changes nothing. */
  async function tryToDecide(store: Store, action: string, key: string): Promise<void> {
    const name = { kind: "person", name: "ines lorck" } as const;
    const told = { by: "an editor", at: "2031-04-01T10:00:00Z", why: "a test" };
    const decisions: Record<string, NewDecision> = {
      merge: {
        ...told,
        action: "merge",
        actors: [
          { ...name, country: "XOR" },
          { document: key, span: [0, 5] },
        ],
      },
      split: { ...told, action: "split", actor: { document: key, span: [0, 5] } },
      undo: { ...told, action: "undo", undoes: 1 },
    };
    await decideStored(store, decisions[action]!).catch((error: { code?: string }) => {
      if (error.code !== "bad-decision") throw error;
    });
  }

  test("are found by their names, their words and a place in a document", () =>
    withNewStore(async (store) => {
      const { key } = await addRecord(store, saying("one", [{ name: "Lorck" }]), "p1");
      await addRecord(store, saying("two", [{ name: "Dr. Ines Lorck", country: "XOR" }]), "p1");
      await addRecord(
        store,
        saying("three", [{ name: "Orvania", kind: "state", country: "XOR" }]),
        "p1",
      );
      const names = async (name: string, filter = {}) =>
        (await findStoredActors(store, name, filter)).map((actor) => actor.name);
      expect(await names("INES LORCK")).toEqual(["Dr. Ines Lorck"]);
      expect(await names("lorck")).toEqual(["Dr. Ines Lorck", "Lorck"]);
      expect(await names("lorck", { country: "XOR" })).toEqual(["Dr. Ines Lorck"]);
      expect(await names("xor")).toEqual(["Orvania"]);
      expect(await names(`${key}#1-3`)).toEqual(["Lorck"]);
      expect(await names("Bram Ostrey")).toEqual([]);
      const office = { name: "Harbour Service", kind: "organisation" } as const;
      await addRecord(store, saying("four", [office]), "p1");
      await addRecord(store, saying("five", [{ ...office, country: "XOR" }]), "p1");
      expect(await names("Harbour Service")).toEqual(["Harbour Service", "Harbour Service"]);
    }));

  test("are named in the log while somebody is called so", () =>
    withNewStore(async (store) => {
      await addRecord(store, saying("one", [{ country: "XOR" }]), "p1");
      await addRecord(store, saying("two", [{ country: "XHA" }]), "p1");
      const name = { kind: "person", name: "ines lorck" } as const;
      await decideStored(store, {
        ...{ by: "an editor", at: "2031-04-01T10:00:00Z", why: "the same" },
        action: "merge",
        actors: [
          { ...name, country: "XOR" },
          { ...name, country: "XHA" },
        ],
      });
      expect((await shownLog(store.db))[0]!.actors).toMatchObject([name, name]);
      for (const id of ["one", "two"]) await addRecord(store, saying(id, []), "p2");
      expect((await shownLog(store.db))[0]!.actors).toEqual([null, null]);
    }));

  test("have a timeline, page by page, as all documents have it", () =>
    withNewStore(async (store) => {
      for (let i = 0; i < 7; i++) {
        const day = `2031-03-${String(1 + ((i * 5) % 9)).padStart(2, "0")}`;
        await addRecord(store, saying(`d${i}`, [{}, { name: "Bram Ostrey" }], day), "p1");
      }
      const all: { key: string; record: DocumentRecord }[] = [];
      for await (const { key, shown: record } of documents(store)) all.push({ key, record });
      const gathered = gatherActors(all);
      const [actor] = await findStoredActors(store, "Ines Lorck");
      const lorck = gathered.actors.find(({ name }) => name === "Ines Lorck")!;
      const sides = [
        [undefined, undefined],
        [actor, lorck],
      ] as const;
      for (const [stored, theirs] of sides) {
        for (const range of [{}, { from: "2031-03-03", to: "2031-03-19" }]) {
          const paged: string[] = [];
          let after: TimelineCursor | undefined;
          for (;;) {
            const page = await timelinePage(store, { actor: stored, after, limit: 4, ...range });
            paged.push(...page.entries.map(({ lane, from }) => `${lane} ${from}`));
            if (page.next === null) break;
            after = page.next;
          }
          const { entries } = timelineOf(all, { actor: theirs, ...range }, gathered);
          expect(paged).toEqual(entries.map(({ lane, from }) => `${lane} ${from}`));
        }
      }
    }));

  test("have a timeline about words, page by page", () =>
    withNewStore(async (store) => {
      const all: { key: string; record: DocumentRecord }[] = [];
      for (let i = 0; i < 9; i++) {
        const day = `2031-03-${String(1 + ((i * 5) % 9)).padStart(2, "0")}`;
        const { text, ...rest } = saying(`d${i}`, [{}, { name: "Bram Ostrey" }], day);
        const changed = i % 3 === 0 ? text.replace("Who said", "Tolls up") : text;
        const record = { ...rest, text: changed };
        const { key } = await addRecord(store, record, "p1");
        all.push({ key, record });
      }
      const gathered = gatherActors(all);
      for (const about of ["TOLLS", "said", "ostrey tolls", "absent", "who said"]) {
        const paged: string[] = [];
        for (let after: TimelineCursor | undefined; ; ) {
          const page = await timelinePage(store, { about, after, limit: 2 });
          paged.push(...page.entries.map(({ lane, from, words }) => `${lane} ${from} ${words}`));
          if (page.next === null) break;
          after = page.next;
        }
        const { entries } = timelineOf(all, { about }, gathered);
        expect(paged.sort()).toEqual(
          entries.map(({ lane, from, words }) => `${lane} ${from} ${words}`).sort(),
        );
      }
    }));

  test("are profiled as in all documents together", () =>
    withNewStore(async (store) => {
      for (let i = 0; i < 4; i++) {
        const told = [{ country: "XOR" }, { name: "Lorck" }, { name: "officials", named: false }];
        await addRecord(store, saying(`d${i}`, told), "p1");
      }
      const all: { key: string; record: DocumentRecord }[] = [];
      for await (const { key, shown: record } of documents(store)) all.push({ key, record });
      const { profile, isMore } = await recordedProfile(store, {});
      expect(profile).toEqual(profileOf(all, {}, gatherActors(all)));
      expect(isMore).toBe(false);
      const some = await recordedProfile(store, {}, 3);
      expect(some).toMatchObject({ isMore: true, profile: { documents: 3 } });
    }));

  test("say page by page what all their statements say, over a merge", () =>
    withNewStore(async (store) => {
      const told = { by: "an editor", at: "2031-04-01T10:00:00Z", why: "the same" };
      const name = { kind: "person", name: "ines lorck" } as const;
      for (let i = 0; i < 12; i++) {
        const country = i % 3 === 0 ? "XHA" : "XOR";
        const day = `2031-03-${String(1 + ((i * 7) % 20)).padStart(2, "0")}`;
        await addRecord(store, saying(`d${i}`, [{ country }, { name: "Bram Ostrey" }], day), "p1");
      }
      await decideStored(store, {
        ...told,
        action: "merge",
        actors: [
          { ...name, country: "XOR" },
          { ...name, country: "XHA" },
        ],
      });
      const [actor] = await findStoredActors(store, "Ines Lorck");
      const paged: string[] = [];
      let after: number | undefined;
      for (;;) {
        const page = await actorStatements(store, actor!, { after, limit: 5 });
        paged.push(...page.statements.map(({ place, when }) => `${when?.from} ${place.document}`));
        if (page.next === null) break;
        after = page.next;
      }
      const all: { key: string; record: DocumentRecord }[] = [];
      for await (const { key, shown: record } of documents(store)) all.push({ key, record });
      const gathered = gatherActors(all, await actorLog(store.db));
      const lorck = gathered.actors.find(({ name }) => name === "Ines Lorck")!;
      const expected = statementsBy(lorck, all, gathered).map(
        ({ place, when }) => `${when?.from} ${place.document}`,
      );
      expect(paged.toSorted()).toEqual(expected.toSorted());
      expect(paged.map((one) => one.slice(0, 10))).toEqual(expected.map((one) => one.slice(0, 10)));
      const within = await actorStatements(store, actor!, {
        from: "2031-03-05",
        to: "2031-03-10",
        limit: 50,
      });
      const days = within.statements.map(({ when }) => when!.from!);
      expect(days).toEqual(
        expected
          .map((one) => one.slice(0, 10))
          .filter((day) => day >= "2031-03-05" && day <= "2031-03-10"),
      );
    }));
});
