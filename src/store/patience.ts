import { setTimeout as sleep } from "node:timers/promises";
import { OnRecordError } from "../document/index.ts";
import { isPassing } from "./store-error.ts";

/** How long a record that is in use or away is waited for. */
export interface Patience {
  /** In milliseconds, from the first failure. */
  readonly limit: number;
  /** Told once each time a wait begins, in a sentence for people. */
  readonly onWait?: ((message: string) => void) | undefined;
}

/** A minute for whoever is at work, and half of one for getting in after it. */
export const PATIENCE = 90_000;

/** A lock is passed on in milliseconds as a rule, and nobody wants to hear of that. */
const UNSAID = 500;

const FIRST_DELAY = 50;
const LONGEST_DELAY = 2000;

/**
 * Does the work, again and again where what stops it may pass: after 50 ms, then after twice as
 * long each time up to 2 s, give or take a half, so that those who wait do not come back together.
 *
 * @throws what stopped it the last time, saying how long was waited
 */
export async function patiently<T>(
  { limit, onWait }: Patience,
  work: () => Promise<T>,
): Promise<T> {
  let since: number | null = null;
  let isSaid = false;
  for (let delay = FIRST_DELAY; ; delay = Math.min(2 * delay, LONGEST_DELAY)) {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error)) throw error;
      const { code, message, facts } = error as OnRecordError;
      const now = performance.now();
      since ??= now;
      const spent = now - since;
      const waited = Math.round(limit / 1000);
      if (spent >= limit) {
        const says = `${message} Waited ${waited} s for it. Try again later.`;
        throw new OnRecordError(code, says, { ...facts, waited }, { cause: error });
      }
      if (spent > UNSAID && !isSaid) {
        isSaid = true;
        onWait?.(`${message} Waiting for it, up to ${waited} s.`);
      }
      await sleep(Math.min(limit - spent, delay * (0.5 + Math.random())));
    }
  }
}
