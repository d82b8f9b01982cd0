// Keeps what is typed on the server while it is typed. Nothing personal is ever stored in the browser.
import { clockTime } from "./clock.js";
import { send, signedOut } from "./server.js";
import { extended, showEnded } from "./session.js";

const QUIET = 1500; // milliseconds after the last key
const ADDRESS = "/drafts/";
const NEVER = new Set(["csrfmiddlewaretoken", "draft_owner"]);

export function startDrafts() {
  for (const form of document.querySelectorAll("form[data-draft]")) new Draft(form);
}

/** What a form would send: name → list of texts. Passwords and files stay out. */
export function typed(form) {
  const kept = {};
  for (const box of form.elements) {
    if (!box.name || box.disabled || NEVER.has(box.name)) continue;
    if (["password", "file", "submit", "button", "reset", "image"].includes(box.type)) continue;
    if (["radio", "checkbox"].includes(box.type) && !box.checked) continue;
    const values = box.type === "select-multiple" ? [...box.selectedOptions].map((one) => one.value) : [box.value];
    (kept[box.name] ??= []).push(...values);
  }
  return kept;
}

class Draft {
  constructor(form) {
    this.form = form;
    this.note = form.querySelector("[data-draft-note]");
    this.last = JSON.stringify(typed(form));
    this.timer = 0;
    this.leaving = false;
    form.addEventListener("input", () => this.soon());
    form.addEventListener("change", () => this.soon());
    form.addEventListener("focusout", () => this.keep());
    form.addEventListener("submit", () => this.sent());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.keep({ last: true });
    });
    window.addEventListener("pagehide", () => this.keep({ last: true }));
    window.addEventListener("pageshow", () => (this.leaving = false)); // back from the page it was sent to
    document.addEventListener("connexions:signed-in", () => this.retry());
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), QUIET);
  }

  sent() {
    this.leaving = true;
    clearTimeout(this.timer);
    // A refused or confirmed-away submission leaves the page standing: go on keeping drafts then.
    setTimeout(() => (this.leaving = false), 10000);
  }

  retry() {
    this.last = "";
    this.keep();
  }

  async keep({ last = false } = {}) {
    clearTimeout(this.timer);
    const data = typed(this.form);
    const now = JSON.stringify(data);
    if (this.leaving || now === this.last) return;
    const before = this.last;
    this.last = now;
    const version = this.form.dataset.version ? Number(this.form.dataset.version) : null;
    try {
      const answer = await send(ADDRESS, { key: this.form.dataset.draft, data, version }, { last });
      if (!answer.ok) {
        this.last = before;
        if (signedOut(answer)) showEnded();
        else this.say("Not kept as a draft just now. Save soon.");
        return;
      }
      extended(await answer.json());
      this.say(`Draft kept, ${clockTime(new Date())}`);
    } catch {
      this.last = before;
      if (!last) {
        this.say("No connection: not kept as a draft. It stays on this page.");
        this.timer = setTimeout(() => this.keep(), 10000);
      }
    }
  }

  /** Say it only when it is news, so that a screen reader is not told each second. */
  say(text) {
    if (this.note && this.note.textContent !== text) this.note.textContent = text;
  }
}
