import type { AddedFile } from "../adding.ts";
import { LONGEST_FILE, LONGEST_UPLOAD, MOST_FILES } from "../uploads.ts";
import { exactText } from "./exact-text.tsx";
import { type Assets, Layout, page } from "./layout.tsx";
import { Notice } from "./signed.tsx";

export interface WrittenText {
  readonly text: string;
  readonly title: string;
  readonly outlet: string;
  readonly published: string;
  readonly url: string;
}

export interface AddProps {
  readonly assets: Assets;
  /** What was written and could not be added. */
  readonly written?: WrittenText;
  readonly problem?: { readonly detail: string; readonly field?: string };
  /** What became of what was sent. */
  readonly results?: readonly AddedFile[];
}

const MIB = 2 ** 20;

/** Files to send, or a text to paste; and what became of them. */
export function renderAdd({ assets, written, problem, results = [] }: AddProps): string {
  const field = (name: keyof WrittenText) => ({
    id: `add-${name}`,
    name,
    "aria-invalid": problem?.field === name ? ("true" as const) : undefined,
  });
  return page(
    <Layout title="Add documents" assets={assets} current="add">
      <div id="add" class="add">
        <h1>Add documents</h1>
        {problem !== undefined && <Notice>{problem.detail}</Notice>}
        <Results results={results} />
        <form method="post" action="/add" encType="multipart/form-data" class="files">
          <h2>Files</h2>
          <p class="lead" id="add-limits">
            Articles, statements, letters and transcripts as text, HTML, PDF, Word, mail, feed or
            web archive. Up to {MOST_FILES} files, {LONGEST_FILE / MIB} MiB each
            <span class="without-script">, {LONGEST_UPLOAD / MIB} MiB together</span>.
          </p>
          <div class="drop">
            <label for="add-file">Files to read</label>
            <input id="add-file" type="file" name="file" multiple aria-describedby="add-limits" />
          </div>
          <div class="field">
            <label for="add-files-published">Published, where they do not say</label>
            <input id="add-files-published" name="published" placeholder="2031-03-11" size={12} />
          </div>
          <button type="submit" class="main">
            Add the files
          </button>
        </form>
        <form method="post" action="/add" encType="multipart/form-data" class="text">
          <h2>Or a text</h2>
          <div class="field">
            <label for="add-text">Text</label>
            <textarea {...field("text")} rows={10} required dir="auto">
              {written?.text === undefined ? "" : `\n${written.text}`}
            </textarea>
          </div>
          <p class="syntax">
            It is kept exactly as it is. What is left empty below is read from the text, or stays
            unknown.
          </p>
          <div class="filters">
            <div class="field">
              <label for="add-title">Title</label>
              <input {...field("title")} value={written?.title} autocomplete="off" />
            </div>
            <div class="field">
              <label for="add-outlet">Outlet</label>
              <input {...field("outlet")} value={written?.outlet} autocomplete="off" />
            </div>
            <div class="field">
              <label for="add-published">Published</label>
              <input {...field("published")} value={written?.published} placeholder="2031-03-11" />
            </div>
            <div class="field">
              <label for="add-url">Address</label>
              <input {...field("url")} value={written?.url} placeholder="https://…" />
            </div>
          </div>
          <button type="submit" class="main">
            Add the text
          </button>
        </form>
      </div>
    </Layout>,
  );
}

const OUTCOMES = {
  added: "on the record now",
  version: "on the record as a new version",
  reread: "was there, and is read anew",
  unchanged: "was on the record already",
} as const;

/** What became of each file; the script adds to this list as it sends them. */
function Results({ results }: { results: readonly AddedFile[] }) {
  return (
    <section id="results" aria-labelledby="results-title" hidden={results.length === 0}>
      <h2 id="results-title" tabIndex={-1}>
        What became of them
      </h2>
      <ul class="list results">
        {results.map(({ name, documents, errors }) => (
          <li key={name}>
            <b>
              <bdi>{exactText(name)}</bdi>
            </b>
            <ul>
              {documents.map(({ key, link, title, outcome, statements }) => (
                <li key={key}>
                  <a href={link}>
                    <bdi>{exactText(title ?? key)}</bdi>
                  </a>{" "}
                  {OUTCOMES[outcome]}, {statements} {statements === 1 ? "statement" : "statements"}
                </li>
              ))}
              {errors.map(({ code, message }) => (
                <li key={message}>
                  <span class="tag uncertain">{code}</span> <bdi>{exactText(message)}</bdi>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
