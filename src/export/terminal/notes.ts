import type { Attribution, Relation } from "../../document/index.ts";
import { describeTime } from "./dates.ts";
import { groupBy, type Page } from "./page.ts";
import { firstOffset, linesOf, listOf, nameOf, quoted } from "./words.ts";

/** When a statement was made, and where; `null` where the text does not say. */
export interface Setting {
  readonly when: string | null;
  readonly where: string | null;
}

export function settingOf({ record, occasions }: Page, { saidAt, occasion }: Attribution): Setting {
  const place = occasion === null ? undefined : occasions.get(occasion);
  return {
    when: saidAt === null ? null : describeTime(record.text, saidAt),
    where: place === undefined ? null : `at ${quoted(record.text, [place.span])}`,
  };
}

/** What all the statements have in common; nothing of one statement alone. */
export function commonSetting(page: Page, statements: readonly Attribution[]): Setting {
  const settings = statements.map((attribution) => settingOf(page, attribution));
  const shared = (part: keyof Setting) => {
    const values = new Set(settings.map((setting) => setting[part]));
    return settings.length > 1 && values.size === 1 ? settings[0]![part] : null;
  };
  return { when: shared("when"), where: shared("where") };
}

/** What OnRecord knows of one statement beside its words, but for what was said of all. */
export function notesOf(page: Page, attribution: Attribution, said: Setting): string[] {
  const { when, where } = settingOf(page, attribution);
  const addressees = attribution.addressee.map((id) => nameOf(page, id));
  const to = addressees.filter((name) => name !== null);
  return [
    said.when === null ? when : null,
    said.where === null ? where : null,
    to.length === 0 ? null : `to ${listOf(to)}`,
    ...relationNotes(page, attribution),
    answeredIn(page, attribution),
  ].filter((note) => note !== null);
}

// What is reported through another statement stands under that one.
const VERBS: Partial<Record<Relation["type"], string>> = {
  answers: "answers",
  disputes: "disputes",
  repeats: "repeats",
  "refers-to": "refers to",
};

/** `answers line 6 ("in response to reports that")`; lines with the same grounds together. */
function relationNotes(page: Page, { id }: Attribution): string[] {
  const shown = (page.relationsFrom.get(id) ?? []).filter(
    ({ type, to }) => type in VERBS && (page.statements.has(to) || page.entities.has(to)),
  );
  const groups = groupBy(shown, (relation) => `${relation.type} ${groundsOf(page, relation)}`);
  return [...groups.values()].map((relations) => {
    const [first] = relations as [Relation];
    return `${VERBS[first.type]} ${targets(page, relations)}${groundsOf(page, first)}`;
  });
}

function groundsOf({ record }: Page, { type, basis, evidence }: Relation): string {
  if (basis === "inferred") return " (inferred)";
  // The words that refer to a document are its name in the statement.
  return type === "refers-to" || evidence.length === 0 ? "" : ` (${quoted(record.text, evidence)})`;
}

function targets(page: Page, relations: readonly Relation[]): string {
  const statements = relations.flatMap(({ to }) => page.statements.get(to) ?? []);
  const names = relations.flatMap(({ to }) => nameOf(page, to) ?? []);
  const lines = statements.length === 0 ? [] : [linesOf(page, statements.map(firstOffset))];
  return [...lines, ...(names.length === 0 ? [] : [listOf(names)])].join(", ");
}

function answeredIn(page: Page, { id }: Attribution): string | null {
  const answers = (page.relationsTo.get(id) ?? [])
    .filter(({ type }) => type === "answers")
    .flatMap(({ from }) => page.statements.get(from) ?? []);
  return answers.length === 0 ? null : `answered in ${linesOf(page, answers.map(firstOffset))}`;
}
