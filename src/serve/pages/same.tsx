import {
  type Actor,
  type ActorReference,
  describeReference,
  type Identity,
} from "../../merge/index.ts";
import type { ShownDecision } from "../../store/actors/index.ts";
import type { Statement } from "../../who/index.ts";
import { exactText } from "./exact-text.tsx";
import { type Assets, Layout, page } from "./layout.tsx";
import { Notice, SignatureFields, When } from "./signed.tsx";
import { About, Choices, Where } from "./who.tsx";

/** An actor with what shows who it is. */
export interface SideOfActor {
  readonly actor: Actor;
  /** Means this one and no other; `null`: nowhere mentioned. */
  readonly mention: string | null;
  readonly statements: readonly Statement[];
}

export interface Candidate extends SideOfActor {
  readonly why: string;
}

export interface SameFound {
  readonly actor: SideOfActor;
  /** Those whom it was taken to be one of. */
  readonly identities: readonly Identity[];
  readonly candidates: readonly Candidate[];
}

export interface SameProps {
  readonly assets: Assets;
  readonly name: string;
  readonly found: SameFound | null;
  /** Whom the name may mean; `null`: it was found, or nobody was asked for. */
  readonly choices: readonly Actor[] | null;
  readonly log: readonly ShownDecision[];
  readonly by: string;
  readonly problem: string | null;
}

/** Whether two are one: a person decides it, with what shows it on both sides; nothing is joined silently. */
export function renderSame(props: SameProps): string {
  const { assets, name, found, choices, problem } = props;
  const title = found === null ? "Who is who" : `Who is ${found.actor.actor.name}?`;
  return page(
    <Layout title={title} assets={assets} current="who">
      <h1>
        <bdi>{exactText(title)}</bdi>
      </h1>
      {problem !== null && <Notice>{problem}</Notice>}
      {found === null && (
        <form class="filter" method="get" action="/same">
          <label>
            Name <input name="name" value={name} required autocomplete="off" />
          </label>
          <button type="submit">Show</button>
        </form>
      )}
      {choices !== null && <Choices choices={choices} view="/same" />}
      {found !== null && <Found {...props} found={found} />}
      <Log {...props} />
    </Layout>,
  );
}

function Found({ assets, found, by, name }: SameProps & { readonly found: SameFound }) {
  const { actor, identities, candidates } = found;
  return (
    <>
      <p class="lead">
        Actors are one over documents where name, kind and country say so. In doubt a person
        decides, and the decision can be taken back. Nothing is joined until then.
      </p>
      {candidates.length === 0 ? (
        <p>Nobody on this record shares a name with this one that would leave a doubt.</p>
      ) : (
        <h2>May be the same</h2>
      )}
      {candidates.map((candidate, i) => (
        <section class="pair" key={candidate.mention ?? candidate.actor.name}>
          <h3>{candidate.why}</h3>
          <div class="sides">
            <Side side={actor} />
            <Side side={candidate} />
          </div>
          {assets.takesChanges && actor.mention !== null && candidate.mention !== null && (
            <details>
              <summary>They are one</summary>
              <form method="post" action="/same" class="form">
                <input type="hidden" name="do" value="merge" />
                <input type="hidden" name="name" value={actor.mention} />
                <input type="hidden" name="other" value={candidate.mention} />
                <SignatureFields by={by} id={`merge-${i}`} />
                <button type="submit" class="main">
                  Record that they are one
                </button>
              </form>
            </details>
          )}
        </section>
      ))}
      {identities.length > 1 && (
        <Taken name={actor.mention ?? name} identities={identities} by={by} assets={assets} />
      )}
    </>
  );
}

function Side({ side: { actor, statements } }: { side: SideOfActor }) {
  return (
    <div class="side">
      <p>
        <b>
          <bdi>{exactText(actor.name)}</bdi>
        </b>
      </p>
      <About actor={actor} />
      {statements.length === 0 && <p class="none">No statement of this one is on the record.</p>}
      {statements.map(({ place, content }) => (
        <blockquote key={`${place.document} ${place.entry}`} dir="auto">
          {exactText(content.length > 300 ? `${content.slice(0, 300)}…` : content)}
          <footer>
            <Where place={place} />
          </footer>
        </blockquote>
      ))}
    </div>
  );
}

interface TakenProps {
  readonly name: string;
  readonly identities: readonly Identity[];
  readonly by: string;
  readonly assets: Assets;
}

/** Those whom an actor is taken to be one of; each may turn out to be somebody else. */
function Taken({ name, identities, by, assets }: TakenProps) {
  return (
    <>
      <h2>Taken to be one</h2>
      <ul class="list">
        {identities.map((identity, i) => (
          <li key={identity.key}>
            <bdi>{exactText(describe(identity))}</bdi>
            {identity.own !== null && (
              <>
                {" "}
                <a href={`/d/${identity.own.document}#s=${identity.own.span.join("-")}`}>
                  where it is mentioned
                </a>
              </>
            )}
            {assets.takesChanges && (
              <details>
                <summary>This is somebody else</summary>
                <form method="post" action="/same" class="form">
                  <input type="hidden" name="do" value="split" />
                  <input type="hidden" name="name" value={name} />
                  <input type="hidden" name="identity" value={identity.key} />
                  <SignatureFields by={by} id={`split-${i}`} />
                  <button type="submit" class="main">
                    Record that it is somebody else
                  </button>
                </form>
              </details>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function describe({ name, kind, country }: Identity): string {
  return [name, kind, country].filter((part) => part !== null).join(" · ");
}

/** The last decisions are those one wants to take back. */
const MOST_DECISIONS = 50;

function Log({ assets, log, by, name }: SameProps) {
  if (log.length === 0) return null;
  const undone = new Set(log.map(({ undoes }) => undoes));
  return (
    <>
      <h2>What was decided</h2>
      <ol class="history" reversed>
        {log
          .slice(-MOST_DECISIONS)
          .toReversed()
          .map((decision) => (
            <li key={decision.id} class={undone.has(decision.id) ? "undone" : ""}>
              <p class="head">
                <span class="tag person">person</span>{" "}
                <b>
                  <bdi>{exactText(decision.by)}</bdi>
                </b>{" "}
                <bdi>{exactText(sentenceOf(decision))}</bdi>, <When at={decision.at} />
                {undone.has(decision.id) && (
                  <>
                    {" "}
                    <span class="tag">undone</span>
                  </>
                )}
              </p>
              <p class="why">
                <bdi>{exactText(decision.why)}</bdi>
              </p>
              {assets.takesChanges && decision.action !== "undo" && !undone.has(decision.id) && (
                <details class="undo">
                  <summary>Undo this</summary>
                  <form method="post" action="/same" class="form">
                    <input type="hidden" name="do" value="undo" />
                    <input type="hidden" name="name" value={name} />
                    <input type="hidden" name="undoes" value={decision.id} />
                    <SignatureFields by={by} id={`undo-${decision.id}`} />
                    <button type="submit">Undo</button>
                  </form>
                </details>
              )}
            </li>
          ))}
      </ol>
    </>
  );
}

function sentenceOf({ id, action, actors, undoes }: ShownDecision): string {
  if (action === "undo") return `(${id}) took back decision ${undoes}`;
  const names = actors.map((one: ActorReference | null) =>
    one === null ? "somebody not shown any more" : describeReference(one),
  );
  if (action === "split") return `(${id}) set apart ${names[0]}`;
  return `(${id}) took to be one: ${names.join(" and ")}`;
}
