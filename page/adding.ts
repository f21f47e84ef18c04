/** What the API says of a file. */
interface AddedFile {
  readonly documents: readonly {
    readonly key: string;
    readonly link: string;
    readonly title: string | null;
    readonly outcome: string;
    readonly statements: number;
  }[];
  readonly errors: readonly { readonly code: string; readonly message: string }[];
}

const OUTCOMES: Readonly<Record<string, string>> = {
  added: "on the record now",
  version: "on the record as a new version",
  reread: "was there, and is read anew",
  unchanged: "was on the record already",
};

/** Sends files one after the other and says what became of each as soon as it is known. */
export function startAdding(root: HTMLElement): void {
  const form = root.querySelector<HTMLFormElement>("form.files")!;
  const input = form.querySelector<HTMLInputElement>("input[type=file]")!;
  const drop = form.querySelector<HTMLElement>(".drop")!;
  for (const note of form.querySelectorAll<HTMLElement>(".without-script")) note.hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void sendAll(root, [...(input.files ?? [])], publishedIn(form));
    input.value = "";
  });
  root.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  root.addEventListener("dragleave", () => drop.classList.remove("over"));
  root.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    void sendAll(root, [...(event.dataTransfer?.files ?? [])], publishedIn(form));
  });
}

function publishedIn(form: HTMLFormElement): string {
  return form.querySelector<HTMLInputElement>("[name=published]")!.value.trim();
}

async function sendAll(root: HTMLElement, files: readonly File[], published: string) {
  const section = root.querySelector<HTMLElement>("#results")!;
  const list = section.querySelector("ul")!;
  if (files.length === 0) return;
  section.hidden = false;
  section.querySelector<HTMLElement>("h2")!.focus();
  const rows = files.map((file) => {
    const row = document.createElement("li");
    row.append(bold(file.name), " ", stateOf("waiting"));
    list.append(row);
    return row;
  });
  for (const [i, file] of files.entries()) await send(rows[i]!, file, published);
}

async function send(row: HTMLElement, file: File, published: string): Promise<void> {
  const state = row.querySelector("span")!;
  state.textContent = "being read …";
  const sent = new FormData();
  sent.append("file", file);
  if (published !== "") sent.append("published", published);
  const result = await answerTo(sent);
  state.remove();
  const told = document.createElement("ul");
  for (const { key, link, title, outcome, statements } of result.documents) {
    const line = document.createElement("li");
    const to = document.createElement("a");
    to.href = link;
    to.textContent = title ?? key;
    const count = statements === 1 ? "1 statement" : `${statements} statements`;
    line.append(to, ` ${OUTCOMES[outcome] ?? outcome}, ${count}`);
    told.append(line);
  }
  for (const { code, message } of result.errors) {
    const line = document.createElement("li");
    const tag = stateOf(code);
    tag.className = "tag uncertain";
    line.append(tag, ` ${message}`);
    told.append(line);
  }
  row.append(told);
}

async function answerTo(sent: FormData): Promise<AddedFile> {
  const failed = (code: string, message: string) => ({
    documents: [],
    errors: [{ code, message }],
  });
  try {
    const answer = await fetch("/api/documents/files", { method: "POST", body: sent });
    const said = await answer.json();
    return answer.ok ? said.files[0] : failed(String(answer.status), said.detail);
  } catch {
    return failed("not sent", "It could not be sent. Try again.");
  }
}

function bold(text: string): HTMLElement {
  const name = document.createElement("b");
  const isolated = document.createElement("bdi");
  isolated.textContent = text;
  name.append(isolated);
  return name;
}

function stateOf(text: string): HTMLElement {
  const state = document.createElement("span");
  state.setAttribute("role", "status");
  state.textContent = text;
  return state;
}
