import type { Selected } from "./reading.ts";

/** What correcting needs of the text that is read. */
export interface TextForEditing {
  readonly key: string;
  /** The words that are selected, or were last. */
  selected(): Selected | null;
  words(span: Selected): string;
  say(message: string): void;
}

let panel: Panel | null = null;

/** Shows the page on which an entry is corrected beside the text. */
export async function correctBeside(text: TextForEditing, address: string): Promise<void> {
  panel ??= new Panel(text);
  await panel.open(address);
}

/** One form at a time, in a pane beside the text: it is the form's own page without what is around it. */
class Panel {
  readonly #text: TextForEditing;
  readonly #element = document.createElement("aside");
  readonly #content = document.createElement("div");
  #opener: HTMLElement | null = null;

  constructor(text: TextForEditing) {
    this.#text = text;
    this.#element.className = "panel";
    this.#element.setAttribute("aria-label", "Correcting");
    this.#element.hidden = true;
    const close = button("Close", "close");
    close.addEventListener("click", () => this.close());
    this.#element.append(close, this.#content);
    document.body.append(this.#element);
    this.#element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    this.#element.addEventListener("submit", (event) => this.#submit(event));
    this.#element.addEventListener("click", (event) => this.#follow(event));
  }

  async open(address: string): Promise<void> {
    if (this.#element.hidden) this.#opener = document.activeElement as HTMLElement | null;
    await this.#show(await fetch(address));
    document.body.classList.add("correcting");
  }

  close(): void {
    this.#element.hidden = true;
    document.body.classList.remove("correcting");
    this.#opener?.focus();
  }

  /** The part of an answered page that is about the entry. */
  async #show(answer: Response): Promise<void> {
    const answered = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = answered.getElementById("correct") ?? answered.querySelector("main");
    this.#content.replaceChildren(...(part === null ? [] : [document.importNode(part, true)]));
    for (const field of this.#content.querySelectorAll<HTMLTextAreaElement>("[data-spans]")) {
      this.#offerSelection(field);
    }
    this.#element.hidden = false;
    this.#element.scrollTop = 0;
    this.#content.querySelector<HTMLElement>("h1")?.focus();
  }

  /** Words that are selected in the text can be taken into a field of words. */
  #offerSelection(field: HTMLTextAreaElement): void {
    const take = button("Take selection", "take");
    const label = field.labels?.[0]?.firstChild?.textContent?.trim() ?? field.name;
    take.setAttribute("aria-label", `Take selection as ${label}`);
    // The selection in the text must outlive the click.
    take.addEventListener("pointerdown", (event) => event.preventDefault());
    take.addEventListener("click", () => {
      const selected = this.#text.selected();
      if (selected === null) return this.#text.say("Select words in the text first.");
      field.value = `${selected.start}-${selected.end}`;
      const taken = `${label}: “${this.#text.words(selected).replace(/\s+/g, " ")}”`;
      this.#text.say(taken);
      note(field, taken);
    });
    field.parentElement?.append(take);
  }

  async #submit(event: SubmitEvent): Promise<void> {
    const form = event.target as HTMLFormElement;
    if (form.dataset.edit === undefined) return;
    event.preventDefault();
    const sent = new URLSearchParams();
    for (const [name, value] of new FormData(form, event.submitter)) {
      if (typeof value === "string") sent.append(name, value);
    }
    const answer = await fetch(form.action, {
      method: "POST",
      body: sent,
      headers: { accept: "application/json" },
    }).catch(() => null);
    if (answer === null) return this.#text.say("It could not be sent. Try again.");
    if (!answer.headers.get("content-type")?.startsWith("application/json")) {
      return this.#show(answer);
    }
    const { to, said } = (await answer.json()) as { to: string; said: string };
    goOn(to, said);
  }

  /** Links to other forms and histories stay in the pane. */
  #follow(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { pathname, search, origin } = new URL(link.href);
    if (origin !== location.origin || pathname !== `/d/${this.#text.key}/correct`) return;
    event.preventDefault();
    this.open(pathname + search);
  }
}

function button(label: string, name: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = name;
  made.textContent = label;
  return made;
}

/** What a field of offsets stands for, below it. */
function note(field: HTMLElement, words: string): void {
  const known = field.parentElement?.querySelector(".taken");
  const said = known ?? document.createElement("span");
  said.className = "taken";
  said.textContent = words;
  if (!known) field.after(said);
}

/** To a place on the record as it is now, with what was done said there. */
function goOn(to: string, said: string): void {
  try {
    sessionStorage.setItem("onrecord.said", said);
  } catch {}
  const here = location.pathname + location.search;
  const there = new URL(to, location.href);
  location.href = to;
  if (there.pathname + there.search === here) location.reload();
}
