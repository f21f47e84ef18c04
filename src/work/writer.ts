import type { DocumentRecord } from "../document/index.ts";
import { wasWaitedFor } from "../store/index.ts";

/** Records put in at once. */
const FULL = 8;
/** Milliseconds that a record waits for others to come with it. */
const WAIT = 250;

interface Held {
  readonly record: DocumentRecord;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Puts records in several at a time: they share what a transaction costs. */
export class Writer {
  readonly #put: (records: readonly DocumentRecord[]) => Promise<unknown>;
  #held: Held[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** @param put puts in all of them, or none */
  constructor(put: (records: readonly DocumentRecord[]) => Promise<unknown>) {
    this.#put = put;
  }

  /** Resolves when it is in. One that fails is no matter of those that came with it. */
  add(record: DocumentRecord): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#held.push({ record, resolve, reject });
      if (this.#held.length >= FULL) void this.#flush();
      else this.#timer ??= setTimeout(() => void this.#flush(), WAIT);
    });
  }

  async #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const held = this.#held;
    this.#held = [];
    try {
      await this.#put(held.map(({ record }) => record));
      for (const { resolve } of held) resolve();
    } catch (error) {
      if (held.length === 1 || wasWaitedFor(error)) for (const { reject } of held) reject(error);
      else for (const one of held) await this.#put([one.record]).then(one.resolve, one.reject);
    }
  }
}
