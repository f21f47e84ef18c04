import { describeReference, type Suggestion } from "../../merge/index.ts";
import type { ShownDecision } from "../../store/actors/index.ts";
import { visibleText } from "../visible.ts";
import { type Row, wrap } from "../wrap.ts";
import { actorRows } from "./actor-heading.ts";
import {
  columnsOf,
  countOf,
  noteRows,
  renderSections,
  shownDate,
  type ViewOptions,
} from "./rows.ts";

/** Who may be one, for a person to decide. */
export function renderSuggestions(
  suggestions: readonly Suggestion[],
  options: ViewOptions,
): string {
  const columns = columnsOf(options);
  const told =
    suggestions.length === 0
      ? "Nobody here may be somebody else here."
      : `${countOf(suggestions.length, "suggestion")}. Nothing is joined until a person decides.`;
  return renderSections(
    [
      wrap([{ text: told }], columns),
      ...suggestions.map(({ why, actors }): Row[] => [
        ...wrap([{ text: `May be one: ${why}`, style: "bold" }], columns),
        ...actors.flatMap((actor) => actorRows(actor, columns)),
      ]),
    ],
    options,
  );
}

/** What people decided, in the order they did. */
export function renderLog(log: readonly ShownDecision[], options: ViewOptions): string {
  const columns = columnsOf(options);
  if (log.length === 0) return renderSections([[[{ text: "Nothing was decided yet." }]]], options);
  return renderSections(
    log.map((decision): Row[] => [
      ...wrap([{ text: `${decision.id}  ${describeDecision(decision)}` }], columns),
      ...noteRows([decision.by, shownDate(decision.at), decision.why], columns, "   "),
    ]),
    options,
  );
}

function describeDecision({ action, actors, undoes }: ShownDecision): string {
  if (action === "undo") return `undo of ${undoes}`;
  const names = actors.map((reference) =>
    reference === null ? "somebody not shown any more" : visibleText(describeReference(reference)),
  );
  return `${action} ${names.join(" with ")}`;
}
