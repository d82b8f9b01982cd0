// One key to the search box, and arrows through rows. Single keys can be switched off (WCAG 2.1.4) and are silent
// while somebody types. The switch is the only thing kept in the browser, and says nothing about anybody.

const SWITCH = "connexions-shortcuts";

export function startShortcuts() {
  const find = document.querySelector("[data-find]");
  if (find) {
    document.addEventListener("keydown", (event) => onKey(event, find));
    showSwitch(find);
  }
  for (const rows of document.querySelectorAll("[data-rows]")) startRows(rows, find);
}

export function switchedOn() {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true;
  }
}

function isTyping(target) {
  return target instanceof Element && (target.closest("input, textarea, select, [contenteditable]") !== null || document.querySelector("dialog[open]") !== null);
}

function onKey(event, find) {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target) || !switchedOn()) return;
  event.preventDefault();
  find.focus();
  find.select();
}

function showSwitch(find) {
  const place = document.querySelector("[data-shortcut-switch]");
  const hint = document.querySelector("[data-shortcut-hint]");
  const draw = () => {
    const on = switchedOn();
    if (hint) hint.hidden = !on;
    if (on) find.setAttribute("aria-keyshortcuts", "/");
    else find.removeAttribute("aria-keyshortcuts");
    if (place) button.textContent = on ? "Switch the / key off" : "Switch the / key on";
  };
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cx-linkbutton";
  button.addEventListener("click", () => {
    try {
      localStorage.setItem(SWITCH, switchedOn() ? "off" : "on");
    } catch {
      /* a browser that keeps nothing keeps the key on */
    }
    draw();
  });
  place?.replaceChildren("Press / to find a young person. ", button);
  if (place) place.hidden = false;
  draw();
}

/** Arrow keys move between the first links of the rows; Enter is the link's own. From the search box, down enters. */
function startRows(rows, find) {
  const links = () => [...rows.children].map((row) => row.querySelector("a[href]")).filter(Boolean);
  const go = (link, event) => {
    if (!link) return;
    event.preventDefault();
    link.focus();
  };
  rows.addEventListener("keydown", (event) => {
    const all = links();
    const at = all.indexOf(document.activeElement);
    if (at < 0) return;
    if (event.key === "ArrowDown") go(all[at + 1], event);
    if (event.key === "ArrowUp") go(at ? all[at - 1] : find, event);
    if (event.key === "Home") go(all[0], event);
    if (event.key === "End") go(all.at(-1), event);
  });
  find?.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") go(links()[0], event);
  });
}
