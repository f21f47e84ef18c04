const SWITCH = "onrecord.shortcuts";

const HELP: readonly (readonly [key: string, what: string])[] = [
  ["j", "next entry"],
  ["k", "previous entry"],
  ["t", "between an entry and its words in the text"],
  ["c", "copy a citation of the selected words or the entry"],
  ["l", "copy a link to them"],
  ["e", "correct the entry one is at, or read its history"],
  ["a", "add a statement with the selected words"],
  ["?", "this list"],
];

/** Single keys do these, unless one is writing, holds another key, or has switched them off. */
export function shortcuts(actions: Readonly<Record<string, () => void>>): void {
  addEventListener("keydown", (event) => {
    const action = actions[event.key];
    if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.target as Element).closest("input, textarea, select, dialog")) return;
    if (!areOn()) return;
    event.preventDefault();
    action();
  });
  const button = document.querySelector<HTMLButtonElement>("button.keys")!;
  button.classList.add("ready");
  button.addEventListener("click", showShortcuts);
}

// Where the browser keeps nothing, the switch holds for this page.
let on = true;

function areOn(): boolean {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return on;
  }
}

function turn(to: boolean): void {
  on = to;
  try {
    localStorage.setItem(SWITCH, to ? "on" : "off");
  } catch {}
}

export function showShortcuts(): void {
  const dialog = document.querySelector("dialog") ?? helpDialog();
  dialog.querySelector("input")!.checked = areOn();
  dialog.showModal();
}

function helpDialog(): HTMLDialogElement {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-labelledby", "keys");
  const heading = document.createElement("h2");
  heading.id = "keys";
  heading.textContent = "Keyboard shortcuts";
  const list = document.createElement("dl");
  for (const [key, what] of HELP) {
    const row = document.createElement("div");
    const name = document.createElement("dt");
    const cap = document.createElement("kbd");
    cap.textContent = key;
    name.append(cap);
    const meaning = document.createElement("dd");
    meaning.textContent = what;
    row.append(name, meaning);
    list.append(row);
  }
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.addEventListener("change", () => turn(box.checked));
  label.append(box, " Single keys act");
  const form = document.createElement("form");
  form.method = "dialog";
  const close = document.createElement("button");
  close.textContent = "Close";
  form.append(close);
  dialog.append(heading, list, label, form);
  document.body.append(dialog);
  return dialog;
}
