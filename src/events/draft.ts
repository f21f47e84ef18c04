import type { Meaning } from "./meaning.ts";
import type { Status } from "./mood.ts";
import type { Participant } from "./participants.ts";

/** An event before it has an id: who, whom and what, in tokens. */
export interface Draft {
  readonly meaning: Meaning;
  readonly code: string;
  readonly source: Participant | null;
  readonly target: Participant | null;
  readonly status: Status;
  /** In text order. */
  readonly triggerWords: readonly number[];
  /** The word of the trigger whose clause holds place and time. */
  readonly token: number;
  /** The trigger is a noun that no verb lends a subject. */
  readonly isBareNoun: boolean;
  readonly place: Participant | null;
}
