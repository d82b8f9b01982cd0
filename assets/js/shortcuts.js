// One key to the search box, one to record a contact, and arrows through rows. Single keys can be switched off (WCAG 2.1.4) and are silent
// while somebody types. The switch is the only thing kept in the browser, and says nothing about anybody.

const SWITCH = "connexions-shortcuts";

export function startShortcuts() {
  const find = document.querySelector("[data-find]");
  if (find) {
    document.addEventListener("keydown", (event) => onKey(event, find, document.querySelector("[data-contact-key]")));
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

function onKey(event, find, contact) {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !switchedOn()) return;
  if (event.key === "/") {
    event.preventDefault();
    find.focus();
    find.select();
  } else if (event.key === "c" && contact) {
    event.preventDefault();
    location.assign(fromHere(contact));
  }
}

/** The address of a contact's form that knows where it was opened, and on whose record. */
function fromHere(link) {
  const address = new URL(link.href);
  if (address.pathname === location.pathname) return link.href;
  address.searchParams.set("from", location.pathname);
  const whose = location.pathname.match(/^\/young-people\/([0-9a-f-]{36})\//);
  if (whose) address.searchParams.set("young_person", whose[1]);
  return address.href;
}

function showSwitch(find) {
  const place = document.querySelector("[data-shortcut-switch]");
  const hint = document.querySelector("[data-shortcut-hint]");
  const draw = () => {
    const on = switchedOn();
    if (hint) hint.hidden = !on;
    if (on) find.setAttribute("aria-keyshortcuts", "/");
    else find.removeAttribute("aria-keyshortcuts");
    if (on) contact?.setAttribute("aria-keyshortcuts", "c");
    else contact?.removeAttribute("aria-keyshortcuts");
    if (place) button.textContent = on ? `Switch ${keys} off` : `Switch ${keys} on`;
  };
  const contact = document.querySelector("[data-contact-key]");
  const session = document.querySelector("[data-key]");
  const keys = contact || session ? "these keys" : "the / key";
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
  const said = contact ? "Press / to find a young person, C to record a contact. " : "Press / to find a young person. ";
  const calls = session ? "Digits choose what came of a call, U takes the last one back. " : "";
  place?.replaceChildren(said + calls, button);
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
