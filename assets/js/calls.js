// A call session by single keys: a digit chooses what came of the call, U takes the last one back. They keep silent while
// somebody types, and with the switch that silences all single keys (WCAG 2.1.4).
import { switchedOn } from "./shortcuts.js";

function isTyping(target) {
  return target instanceof Element && (target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]") !== null || document.querySelector("dialog[open]") !== null);
}

export function startCalls() {
  const keys = [...document.querySelectorAll("[data-key]")];
  if (keys.length === 0) return;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target) || !switchedOn()) return;
    const meant = keys.find((one) => one.dataset.key === event.key.toLowerCase());
    if (!meant) return;
    event.preventDefault();
    choose(meant);
  });
  for (const one of keys) {
    if (one.dataset.opens) one.addEventListener("click", (event) => { event.preventDefault(); open(one.dataset.opens); });
  }
}

function choose(button) {
  if (button.dataset.opens) open(button.dataset.opens);
  else button.click();
}

/** Open what has to be answered first, and put the reader there. */
function open(id) {
  const place = document.getElementById(id);
  if (!place) return;
  if (place instanceof HTMLDetailsElement) place.open = true;
  const first = place.querySelector("input:not([type=hidden]), select, textarea");
  (first ?? place).focus();
  place.scrollIntoView({ block: "nearest" });
}
