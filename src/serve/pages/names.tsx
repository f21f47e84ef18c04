import type { Entity, NameList, Occasion, SpanPair } from "../../document/index.ts";
import { describeTime } from "../../export/terminal/dates.ts";
import { groupBy } from "../../export/terminal/page.ts";
import { nameOf } from "../../export/terminal/words.ts";
import { formatPermalink } from "../permalink.ts";
import { linkTo, partOf, type View } from "../view.ts";
import { exactText } from "./exact-text.tsx";
import { CorrectLink, entityId, PersonTag, statementLink, wordsAt } from "./statement.tsx";

/** Who and what the text names, with every place where it does. */
export function Names({ view, part }: { view: View; part: number }) {
  const { entities, attributions } = view.record;
  if (entities.length === 0) return null;
  const said = groupBy(attributions, ({ sourceEntity }) => sourceEntity ?? "");
  return (
    <div class="names">
      <h2 id="names">Who and what the text names</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is moved with the keyboard too */}
      <section class="wide" aria-labelledby="names" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Kind</th>
              <th scope="col">In the text’s words</th>
              <th scope="col">Mentions</th>
              <th scope="col">Statements</th>
              {view.takesChanges && <th scope="col">Change</th>}
            </tr>
          </thead>
          <tbody>
            {entities.map((entity) => (
              <tr id={entityId(entity)} key={entity.id}>
                <th scope="row">
                  <Name view={view} entity={entity} />{" "}
                  {entity.corrected !== undefined && <PersonTag entry={entity} />}
                </th>
                <td>{kindOf(view, entity)}</td>
                <td>
                  {entity.roles.map(({ text }, i) => (
                    <>
                      {i > 0 && " · "}
                      <bdi>{exactText(text)}</bdi>
                    </>
                  ))}
                </td>
                <td>
                  <Places view={view} part={part} spans={entity.mentions} />
                </td>
                <td>{(said.get(entity.id) ?? []).map(({ id }) => statementLink(view, id))}</td>
                {view.takesChanges && (
                  <td class="change">
                    <CorrectLink
                      view={view}
                      id={entity.id}
                      what={<bdi>{exactText(entity.name)}</bdi>}
                    />{" "}
                    <a
                      href={`/protect?${new URLSearchParams({ document: view.key, entry: entity.id })}`}
                    >
                      Protect
                      <span class="unseen">
                        {" "}
                        <bdi>{exactText(entity.name)}</bdi>
                      </span>
                    </a>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

const ACTORS: readonly (string | null)[] = ["person", "state", "organisation", "outlet"];

/** The name, which leads to all that is on the record of whoever is mentioned here. */
function Name({ view, entity }: { view: View; entity: Entity }) {
  const { name, named, kind, mentions } = entity;
  const [first] = mentions;
  const words = <bdi>{exactText(name)}</bdi>;
  if (!named || !ACTORS.includes(kind) || first === undefined) return words;
  const mention = new URLSearchParams({ name: `${view.key}#${first[0]}-${first[1]}` });
  return <a href={`/who?${mention}`}>{words}</a>;
}

function kindOf({ lookup }: View, { kind, named, country, count }: Entity): string {
  const state =
    country === null || kind === "state" ? null : (lookup.countries.get(country) ?? country);
  const parts = [
    named ? null : "unnamed",
    kind === "group" && count !== null ? `group of ${count}` : kind,
    state,
  ];
  return parts.filter((part) => part !== null).join(" · ");
}

/** More mentions than these are counted and not linked one by one. */
const MOST_PLACES = 6;

function Places({ view, part, spans }: { view: View; part: number; spans: readonly SpanPair[] }) {
  const links = spans.slice(0, MOST_PLACES).map(([start, end], i) => {
    const fragment = formatPermalink({ start, end, hash: view.hash });
    const isHere = partOf(view, start) === part;
    return (
      <>
        {i > 0 && " "}
        <a
          href={isHere ? `#${fragment}` : linkTo(view, partOf(view, start), fragment)}
          aria-label={`Mention ${i + 1}`}
        >
          {i + 1}
        </a>
      </>
    );
  });
  const more = spans.length - MOST_PLACES;
  return (
    <>
      {links}
      {more > 0 && ` and ${more} more`}
    </>
  );
}

/** Where things were said. */
export function Occasions({ view }: { view: View }) {
  const { occasions, attributions } = view.record;
  if (occasions.length === 0) return null;
  const made = groupBy(attributions, ({ occasion }) => occasion ?? "");
  return (
    <section aria-labelledby="occasions">
      <h2 id="occasions">Occasions</h2>
      <ul>
        {occasions.map((occasion) => (
          <li key={occasion.id}>
            <bdi>{exactText(wordsAt(view, [occasion.span]))}</bdi>
            {occasionFacts(view, occasion)}: {countWord(made.get(occasion.id)?.length ?? 0)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function countWord(count: number): string {
  return count === 1 ? "1 statement" : `${count} statements`;
}

function occasionFacts({ record, lookup }: View, { kind, date, place }: Occasion): string {
  const when = date === null ? null : describeTime(record.text, date);
  const where = nameOf(lookup, place);
  const facts = [kind, when, where === null ? null : `in ${where}`].filter((fact) => fact !== null);
  return ` (${facts.join(", ")})`;
}

/** Lists of signatories: what the text states, and what it lists. */
export function Lists({ view }: { view: View }) {
  const { lists } = view.record;
  if (lists.length === 0) return null;
  return (
    <section aria-labelledby="lists">
      <h2 id="lists">Signatories</h2>
      {lists.map((list) => (
        <>
          <p>{listCount(list)}</p>
          <ul class="columns">
            {list.entities.map((id) => (
              <li>
                <bdi>{nameOf(view.lookup, id) ?? id}</bdi>
              </li>
            ))}
          </ul>
        </>
      ))}
    </section>
  );
}

function listCount({ statedCount, entities }: NameList): string {
  const listed = `${entities.length} names are listed`;
  return statedCount === null ? `${listed}.` : `The text states ${statedCount}; ${listed}.`;
}
