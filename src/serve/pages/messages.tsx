import type { Problem } from "../problem.ts";
import { exactText } from "./exact-text.tsx";
import { type Assets, Layout, page } from "./layout.tsx";

/** What went wrong, for people. */
export function renderProblem({ title, detail }: Problem, assets: Assets): string {
  return page(
    <Layout title={title} assets={assets}>
      <h1>{title}</h1>
      <p class="lead">
        <bdi>{exactText(detail)}</bdi>
      </p>
      <p>
        <a href="/">All documents</a>
      </p>
    </Layout>,
  );
}

export interface SignInProps {
  readonly assets: Assets;
  readonly wasWrong: boolean;
}

export function renderSignIn({ assets, wasWrong }: SignInProps): string {
  return page(
    <Layout title="Sign in" assets={assets}>
      <h1>Sign in</h1>
      <p class="lead">This record is open to those who have its token.</p>
      <form class="filter" method="post" action="/sign-in">
        <label>
          Token{" "}
          <input
            name="token"
            type="password"
            required
            autocomplete="current-password"
            aria-describedby={wasWrong ? "wrong" : undefined}
          />
        </label>
        <button type="submit">Sign in</button>
      </form>
      {wasWrong && (
        <p class="notice" id="wrong" role="alert">
          That is not its token.
        </p>
      )}
    </Layout>,
  );
}
