import type { SpanPair } from "../../document/index.ts";
import type { ShownProtection } from "../../store/index.ts";
import type { Sent } from "../forms.ts";
import type { Protected } from "../protections.ts";
import { exactText } from "./exact-text.tsx";
import { type Assets, Layout, page } from "./layout.tsx";
import { Notice, SignatureFields, When } from "./signed.tsx";

export type ToProtect =
  | { readonly type: "name"; readonly name: string; readonly kind: string | null }
  | {
      readonly type: "span";
      readonly document: string;
      readonly span: SpanPair;
      readonly words: string;
    };

export interface ProtectProps {
  readonly assets: Assets;
  readonly all: readonly ShownProtection[];
  readonly what?: ToProtect | null;
  /** What was sent and could not be done. */
  readonly sent?: Sent;
  readonly problem?: string;
  readonly done?: Protected;
  readonly by?: string;
  readonly why?: string;
}

/** Names are protected here: what that does, and what it does not. */
export function renderProtect(props: ProtectProps): string {
  const { assets, all, problem, done } = props;
  return page(
    <Layout title="Protect a name" assets={assets}>
      <section id="correct" class="correct" aria-labelledby="correct-title">
        <h1 id="correct-title" tabIndex={-1}>
          Protect a name
        </h1>
        {problem !== undefined && <Notice>{problem}</Notice>}
        {done !== undefined && <Done {...props} done={done} />}
        <Explanation />
        {assets.takesChanges && <Form {...props} />}
        {all.length > 0 && <List all={all} />}
      </section>
    </Layout>,
  );
}

function Explanation() {
  return (
    <ul class="plain">
      <li>
        A label such as <q>[protected 3]</q> takes the name’s place in everything that is shown:
        texts, titles, lists, search, histories, exports and the API, also in documents that are
        added later.
      </li>
      <li>
        The original stays in the record itself. Whoever has the record’s file, or a copy or an
        export made before, has the name.
      </li>
      <li>
        It is shown again only by <code>onrecord protect --lift</code>, where the record lies: not
        from here, since whoever reads this page could do it.
      </li>
    </ul>
  );
}

function Form({ what = null, sent, by = "", done }: ProtectProps) {
  const name = sent?.name ?? (what?.type === "name" ? what.name : "");
  const isSpan = what?.type === "span" || sent?.span !== undefined;
  return (
    <form method="post" action="/protect" class="form">
      {isSpan ? (
        <>
          <input type="hidden" name="document" value={sent?.document ?? spanIn(what)?.document} />
          <input type="hidden" name="span" value={sent?.span ?? spanIn(what)?.span.join("-")} />
          {what?.type === "span" && (
            <p>
              The words “<bdi>{exactText(what.words)}</bdi>”, in this document alone.
            </p>
          )}
        </>
      ) : (
        <fieldset>
          <legend>{done === undefined ? "The name" : "Another name"}</legend>
          <div class="field">
            <label for="protect-name">Full name</label>
            <input id="protect-name" name="name" value={name} required autocomplete="off" />
          </div>
          <div class="field">
            <label for="protect-also">Other names of the same, each on a line</label>
            <textarea id="protect-also" name="also" rows={1}>
              {sent?.also ?? ""}
            </textarea>
          </div>
        </fieldset>
      )}
      <div class="field">
        <label for="protect-label">What stands in its place, if not “protected” and a number</label>
        <input
          id="protect-label"
          name="label"
          value={sent?.label ?? ""}
          placeholder="Witness B"
          autocomplete="off"
        />
      </div>
      <SignatureFields by={by} why={sent?.why ?? ""} id="protect" />
      <p class="buttons">
        <button type="submit" class="main">
          Protect it
        </button>
      </p>
    </form>
  );
}

function spanIn(what: ToProtect | null) {
  return what?.type === "span" ? what : null;
}

function Done({ done, by = "", why = "" }: ProtectProps & { readonly done: Protected }) {
  const { label, documents, alsoCalled } = done;
  return (
    <div class="since" role="status">
      <p>
        <b>{label}</b> stands in its place now, in{" "}
        {documents === 1 ? "1 document" : `${documents} documents`}.
      </p>
      {alsoCalled.length > 0 && (
        <>
          <p>Still shown, and perhaps the same:</p>
          <ul class="plain">
            {alsoCalled.map((name) => (
              <li key={name}>
                <bdi>{exactText(name)}</bdi>
                <form method="post" action="/protect" class="inline">
                  <input type="hidden" name="name" value={name} />
                  <input type="hidden" name="by" value={by} />
                  <input type="hidden" name="why" value={why} />
                  <button type="submit">Protect too</button>
                </form>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function List({ all }: { all: readonly ShownProtection[] }) {
  return (
    <>
      <h2>What is protected</h2>
      <ul class="plain">
        {all.map(({ number, label, type, at, by, lifted }) => (
          <li key={number}>
            <b>{label}</b> ({type === "name" ? "a name" : "words of one document"}), by{" "}
            <bdi>{exactText(by)}</bdi>, <When at={at} />
            {lifted !== null && (
              <>
                {" "}
                <span class="tag">
                  lifted by <bdi>{exactText(lifted.by)}</bdi>
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
