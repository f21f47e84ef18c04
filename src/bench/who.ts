import {
  actorStatements,
  findStoredActors,
  type StoredActor,
  timelinePage,
} from "../store/actors/index.ts";
import { closeStore, openStore, type Store } from "../store/index.ts";
import { mattersOf } from "../who/index.ts";
import { recordUnderTest } from "./record-under-test.ts";
import { formatTable } from "./table.ts";

const ROUNDS = 3;

/** How many of the actors with the most statements are asked for, and of the others. */
const MOST = 20;
const OTHERS = 20;

/** Times of the first pages of `who` and `timeline` over a record that is there. */
export async function benchWho(place: string, limit = 50): Promise<string> {
  const record = await recordUnderTest(place);
  const store = await openStore(record.target);
  try {
    return await tableOf(store, limit, () => record.processorTime());
  } finally {
    await closeStore(store);
    await record.stop();
  }
}

async function tableOf(store: Store, limit: number, processorTime: () => number): Promise<string> {
  const { statements } = await store.db
    .selectFrom("statements")
    .select(({ fn }) => fn.countAll<number>().as("statements"))
    .executeTakeFirstOrThrow();
  const times = new Map<string, { readonly clock: number[]; readonly cpu: number[] }>();
  const time = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const all = times.get(what) ?? { clock: [], cpu: [] };
    times.set(what, all);
    const [used, start] = [processorTime(), performance.now()];
    const made = await work();
    all.clock.push(performance.now() - start);
    all.cpu.push(processorTime() - used);
    return made;
  };
  const names = await actorNames(store);
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) {
      const [actor] = await time("whom a name means", () => findStoredActors(store, name));
      if (actor === undefined) throw new Error(`nobody is called ${name}`);
      await pagesOf(store, actor, limit, time);
    }
  }
  const rows = [...times].map(([what, { clock, cpu }]) => {
    const [p50, p95] = quantiles(cpu);
    return [what, String(clock.length), ...quantiles(clock), p50!, p95!];
  });
  const head = ["milliseconds", "asked", "p50", "p95", "most", "CPU p50", "p95"];
  return `${store.dialect}, ${statements} statements, ${limit} a page\n\n${formatTable(head, rows)}`;
}

async function pagesOf(
  store: Store,
  actor: StoredActor,
  limit: number,
  time: <T>(what: string, work: () => Promise<T>) => Promise<T>,
): Promise<void> {
  await time("who, first page, by matter", async () => {
    const { statements } = await actorStatements(store, actor, { limit });
    return mattersOf(statements);
  });
  const from = "2026-03-01";
  await time("who, from a day", () => actorStatements(store, actor, { limit, from }));
  await time("timeline of an actor", () => timelinePage(store, { actor, limit }));
  await time("timeline", () => timelinePage(store, { limit }));
  await time("timeline, from a day", () => timelinePage(store, { limit, from }));
}

/** Names of those with the most statements, and of some with fewer. */
async function actorNames({ db }: Store): Promise<string[]> {
  const rows = await db
    .selectFrom("statementActors")
    .innerJoin("identities", "identities.id", "statementActors.identity")
    .select(({ fn }) => ["identities.name", fn.countAll<number>().as("statements")])
    .where("ownDocument", "is", null)
    .groupBy("identities.name")
    .orderBy("statements", "desc")
    .execute();
  const step = Math.max(1, Math.floor(rows.length / OTHERS));
  const others = rows.slice(MOST).filter((_, i) => i % step === 0);
  return [...rows.slice(0, MOST), ...others].map(({ name }) => name);
}

function quantiles(times: readonly number[]): string[] {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  return [at(0.5), at(0.95), at(1)].map((ms) => ms.toFixed(1));
}
