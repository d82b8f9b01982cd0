// Likely young people beneath the search box while somebody types. What is typed is posted, so that no name stands
// in an address; without this, Enter sends the form and the results are a page.
import { token } from "./server.js";

const QUIET = 250; // milliseconds after the last key
const LEAST = 3; // letters

export function startFind() {
  const box = document.querySelector("[data-find]");
  if (box?.form) new Find(box);
}

class Find {
  constructor(box) {
    this.box = box;
    this.list = document.createElement("ul");
    this.list.id = "found-ahead";
    this.list.className = "cx-found";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Young people found");
    this.list.hidden = true;
    this.said = document.createElement("p");
    this.said.className = "govuk-visually-hidden";
    this.said.setAttribute("role", "status");
    box.form.append(this.list, this.said);
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", this.list.id);
    box.setAttribute("aria-expanded", "false");
    this.at = -1;
    this.timer = 0;
    this.asked = 0;
    box.addEventListener("input", () => this.soon());
    box.addEventListener("keydown", (event) => this.onKey(event));
    box.form.addEventListener("focusout", (event) => {
      if (!box.form.contains(event.relatedTarget)) this.close();
    });
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  }

  get options() {
    return [...this.list.querySelectorAll('[role="option"]:not([aria-disabled])')];
  }

  soon() {
    clearTimeout(this.timer);
    if (this.box.value.trim().length < LEAST) return this.close();
    this.timer = setTimeout(() => this.ask(), QUIET);
  }

  async ask() {
    const asked = ++this.asked;
    const body = new URLSearchParams({ q: this.box.value, ahead: "1" });
    try {
      const answer = await fetch(this.box.form.action, {
        method: "POST",
        credentials: "same-origin",
        redirect: "manual",
        headers: { "X-CSRFToken": token() },
        body,
      });
      if (asked !== this.asked || !answer.ok) return;
      this.show(await answer.text());
    } catch {
      /* no connection: Enter still sends the form */
    }
  }

  show(html) {
    this.list.innerHTML = html; // our own page, escaped by the server
    this.list.hidden = false;
    this.box.setAttribute("aria-expanded", "true");
    this.mark(-1);
    const found = this.options.length;
    this.said.textContent = found ? `${found} found. Use the arrow keys.` : this.list.textContent.trim();
  }

  close() {
    clearTimeout(this.timer);
    this.asked++;
    this.list.hidden = true;
    this.list.replaceChildren();
    this.box.setAttribute("aria-expanded", "false");
    this.mark(-1);
  }

  mark(at) {
    this.at = at;
    this.options.forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    const chosen = this.options[at];
    if (chosen) {
      this.box.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else this.box.removeAttribute("aria-activedescendant");
  }

  onKey(event) {
    if (this.list.hidden) return;
    const last = this.options.length - 1;
    if (event.key === "ArrowDown") this.mark(this.at < last ? this.at + 1 : 0);
    else if (event.key === "ArrowUp") this.mark(this.at > 0 ? this.at - 1 : last);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.at >= 0) this.options[this.at].querySelector("a").click();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}
