import { OnRecordError } from "../document/index.ts";
import type { Actor } from "../merge/index.ts";
import { type PageOptions, viewOptions } from "./documents-option.ts";
import type { Output } from "./output.ts";

/**
 * Whom a name means, of those found for it. Where that may be several, they are written out to
 * choose from, and `null` is returned.
 *
 * @throws OnRecordError `no-such-actor`
 */
export async function chooseActor<Found extends Actor>(
  found: readonly Found[],
  name: string,
  options: PageOptions,
  output: Output,
): Promise<Found | null> {
  if (found.length === 1) return found[0]!;
  if (found.length === 0) {
    throw new OnRecordError(
      "no-such-actor",
      `nobody here is called "${name}". Part of a name is enough; only those whom a text names can be asked for.`,
    );
  }
  if (options.json) await output.write(toLine({ choices: found.map(actorJson) }));
  else {
    const { renderChoices } = await import("../export/views/who.ts");
    await output.write(renderChoices(name, found, viewOptions(options)));
  }
  return null;
}

/** An actor without what holds for this run only. */
export function actorJson({
  kind,
  name,
  named,
  country,
  names,
  roles,
  countries,
  ...actor
}: Actor) {
  const { documents, documentCount, entities } = actor;
  return {
    kind,
    name,
    named,
    country,
    names,
    roles,
    countries,
    documents,
    documentCount,
    entities,
  };
}

export function toLine(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
