// On the page of the day sheet: take it along on this device, see what the device holds, send what waits.
import { clock, count, link, made, notice, button } from "./page.js";
import { keep, tell, tidied, wipe } from "./keeper.js";
import { send } from "./outbox.js";
import { suggested, weakness } from "./passphrase.js";
import * as store from "./store.js";
import { able } from "./vault.js";
import { send as post, signedOut } from "../server.js";

const panel = document.querySelector("[data-take]");
const WHERE = { ready: "/day/ready/", sent: "/day/sent/" };

start();

async function start() {
  if (!able()) return say("This browser cannot keep the sheet safely: it needs a secure address (https). Print it instead.");
  if ("serviceWorker" in navigator) await navigator.serviceWorker.register(panel?.dataset.worker ?? "/day/worker.js").catch(() => null);
  await tidied();
  await sendWaiting();
  await show();
}

async function sendWaiting() {
  const came = await send(WHERE);
  if (came.held) return location.reload(); // the page says what waits for a decision
  if (came.sent) document.querySelector("h1").after(notice(`${count(came.sent, "note")} that you wrote away ${came.sent === 1 ? "is" : "are"} sent.`, { kind: "calm" }));
  return undefined;
}

function here(...children) {
  panel?.querySelector("[data-take-here]").replaceChildren(...children);
}

function say(text) {
  here(made("p", { class: "cx-small" }, text));
}

async function show() {
  const held = await store.sheet();
  if (!panel) return;
  if (held) {
    here(
      made("p", { class: "cx-small" }, `This device holds sheet ${held.number}, taken at ${clock(held.taken_at)}.`),
      made("div", { class: "cx-buttons cx-gap8" }, open(), button("Wipe it from this device", gone)),
      made("p", { class: "cx-gap cx-small" }, "Taking it anew replaces it."),
      form(),
    );
  } else {
    here(form());
  }
}

const open = () => made("a", { class: "govuk-button cx-button--small", role: "button", href: panel.dataset.away }, "Open it");

async function gone() {
  await wipe("wiped");
  await show();
  panel.querySelector("[data-take-here]").prepend(notice("It is wiped from this device.", { kind: "calm" }));
}

function form() {
  const box = made("input", { class: "govuk-input", id: "passphrase", autocomplete: "off", autocapitalize: "none", spellcheck: "false", "aria-describedby": "passphrase-hint passphrase-error" });
  box.value = suggested();
  const error = made("p", { class: "govuk-error-message", id: "passphrase-error", hidden: true });
  return made(
    "form",
    { class: "cx-take", onsubmit: (event) => take(event, box, error) },
    made("label", { class: "cx-label", for: "passphrase" }, "Passphrase for the day"),
    made("p", { class: "govuk-hint cx-small", id: "passphrase-hint" }, `Suggested for you; your own needs at least ${panel.dataset.shortest} letters. Nobody can find it out for you. Write it down, but not on this device.`),
    error,
    box,
    made("div", { class: "cx-buttons cx-gap8" }, made("button", { class: "govuk-button cx-button--small" }, "Take it with you"), button("Suggest another", () => (box.value = suggested()))),
  );
}

async function take(event, box, error) {
  event.preventDefault();
  const wrong = weakness(box.value, Number(panel.dataset.shortest));
  error.textContent = wrong;
  error.hidden = !wrong;
  if (wrong) return box.focus();
  const button = event.submitter;
  if (button) button.disabled = true;
  const problem = await taken(box.value);
  if (!problem) return location.assign(panel.dataset.away);
  if (button) button.disabled = false;
  error.textContent = problem;
  error.hidden = false;
  return box.focus();
}

/** Take it, or a sentence that says why not. */
async function taken(passphrase) {
  let answer;
  try {
    answer = await post(`${panel.dataset.take}?on=${panel.dataset.on}`, { now: new Date().toISOString() });
  } catch {
    return "No connection: the sheet can only be taken while there is a network.";
  }
  if (signedOut(answer)) return "You are signed out. Sign in, then take it.";
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) return told.problem ?? "The sheet could not be taken. Try again.";
  try {
    const before = await store.sheet();
    if (before) await wipe("replaced");
    await keep(told, passphrase);
    await navigator.storage?.persist?.();
    await navigator.serviceWorker?.ready;
    return "";
  } catch (problem) {
    await store.dropSheet().catch(() => null);
    await tell(told, "not_kept");
    return store.isFull(problem) ? store.NO_ROOM : "This browser did not keep the sheet. In a private window it cannot.";
  }
}
