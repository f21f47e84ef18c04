import type { Store } from "../store.ts";
import { loadActor, type StoredActor } from "./find-stored.ts";

/** Actors of a record, each loaded once. */
export class ActorCache {
  readonly #store: Store;
  readonly #actors: Map<number, StoredActor>;

  /** @param known actors that are loaded already, such as the one asked for */
  constructor(store: Store, known: readonly StoredActor[] = []) {
    this.#store = store;
    this.#actors = new Map(known.map((actor) => [actor.number, actor]));
  }

  /**
   * Whose entities of a document these are. Nobody's is who is only spoken of, and known in no
   * other document.
   *
   * @param seq `documents.seq`
   */
  async actorsIn(seq: number): Promise<ReadonlyMap<string, StoredActor>> {
    const rows = await this.#store.db
      .selectFrom("actorEntities")
      .innerJoin("identities", "identities.id", "actorEntities.identity")
      .select(["entry", "actor"])
      .where("document", "=", seq)
      .where("acts", "=", 1)
      .execute();
    const actors = new Map<string, StoredActor>();
    for (const { entry, actor } of rows) actors.set(entry, await this.#load(actor!));
    return actors;
  }

  async #load(number: number): Promise<StoredActor> {
    const there = this.#actors.get(number);
    if (there !== undefined) return there;
    const actor = await loadActor(this.#store, number);
    this.#actors.set(number, actor);
    return actor;
  }
}
