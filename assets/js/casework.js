// The casework's own pages: a question that only matters while two answers differ or none is given, printing, ticking all.

import { switchedOn } from "./shortcuts.js";

// Rating by keys: a level's number for whoever has not answered yet, the young person first; 0 is "not explored".
const panel = document.querySelector("[data-rate-by-keys]");
if (panel) {
  const form = panel.querySelector("form");
  const hint = panel.querySelector("[data-rate-hint]");
  const sides = panel.dataset.rateByKeys.split(" ");
  const chosen = (name) => form.querySelector(`input[name="${name}"]:checked`);
  const writing = (target) => target.closest?.("textarea, select, dialog, input:not([type=radio]):not([type=checkbox])");
  hint.hidden = !switchedOn();
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !switchedOn() || writing(event.target)) return;
    if (event.key === "n") {
      event.preventDefault();
      form.requestSubmit(form.querySelector(".cx-factor__foot button:not([name])"));
      return;
    }
    if (!/^[0-9]$/.test(event.key)) return;
    const side = sides.find((name) => event.target.name === name) ?? sides.find((name) => !chosen(name)) ?? sides.at(-1);
    const radio = form.querySelector(`input[name="${side}"][value="${event.key === "0" ? "" : event.key}"]`);
    if (!radio) return;
    event.preventDefault();
    radio.click();
    if (event.target.matches?.("input[type=radio]")) event.target.blur();
  });
}

for (const box of document.querySelectorAll("[data-differs]")) {
  const [one, other] = box.dataset.differs.split(" ");
  const form = box.closest("form");
  const chosen = (name) => form.querySelector(`input[name="${name}"]:checked`)?.value ?? "";
  const draw = () => {
    const [first, second] = [chosen(one), chosen(other)];
    const typed = box.querySelector("textarea").value.trim();
    box.hidden = !typed && (!first || !second || first === second);
  };
  form.addEventListener("change", draw);
  draw();
}

for (const box of document.querySelectorAll("[data-unexplored]")) {
  const names = box.dataset.unexplored.split(" ");
  const form = box.closest("form");
  const answers = () => names.map((name) => form.querySelector(`input[name="${name}"]:checked`)?.value);
  const draw = () => {
    const given = answers();
    const wanted = given.includes("") && given.every((value) => !value);
    box.hidden = !wanted && !box.querySelector("input").value.trim();
  };
  form.addEventListener("change", draw);
  draw();
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-tick-all]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const boxes = [...document.querySelectorAll(`input[type=checkbox][name="${button.dataset.tickAll}"]`)];
    const ticked = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = ticked;
  });
}

// Gentle prompts while somebody words a goal or a step: they ask, and never stop anybody.
for (const box of document.querySelectorAll("[data-asks]")) {
  const asks = JSON.parse(box.dataset.asks).filter((one) => one.words.length);
  const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const looks = asks.map((one) => ({
    says: one.says,
    finds: new RegExp(`(?<![\\p{L}\\p{N}_])(${one.words.map(escaped).join("|")})(?![\\p{L}\\p{N}_])`, "iu"),
  }));
  const list = document.createElement("ul");
  list.className = "cx-asks cx-list";
  list.setAttribute("aria-live", "polite");
  box.closest(".govuk-form-group").append(list);
  const draw = () => {
    const said = looks.map((one) => [one, one.finds.exec(box.value)]).filter(([, found]) => found);
    const told = said.map(([one, found]) => one.says.replaceAll("{word}", found[1]));
    if (list.dataset.told === told.join("\n")) return;
    list.dataset.told = told.join("\n");
    list.replaceChildren(...told.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
  };
  box.addEventListener("input", draw);
  draw();
}

// A register: P, L or A marks the young person one is at and goes on to the next; arrows move without marking.
for (const register of document.querySelectorAll("[data-register]")) {
  const keys = { p: "present", l: "late", a: "absent" };
  const lines = [...register.children];
  const at = (line) => line.querySelector("input[type=radio]:checked") ?? line.querySelector("input[type=radio]");
  const go = (line) => line && at(line).focus();
  for (const hint of document.querySelectorAll("[data-register-hint]")) hint.hidden = false;
  register.addEventListener("keydown", (event) => {
    const line = lines.find((one) => one.contains(event.target));
    if (!line || event.target.type !== "radio" || event.ctrlKey || event.metaKey || event.altKey) return;
    const value = keys[event.key.toLowerCase()];
    const place = lines.indexOf(line);
    if (value) {
      const chosen = line.querySelector(`input[value="${value}"]`);
      chosen.checked = true;
      chosen.dispatchEvent(new Event("change", { bubbles: true }));
      go(lines[place + 1] ?? line);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      go(lines[place + (event.key === "ArrowDown" ? 1 : -1)]);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
