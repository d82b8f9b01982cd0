// Warns before the session ends by itself, lets it be extended, and says so when it has ended. The tabs of one
// browser tell each other, so that working in one keeps all of them signed in.
import { send, signedOut, takeToken } from "./server.js";

const WARN = 120; // seconds before the end
const TICK = 1000;

let endsAt = 0; // milliseconds since the epoch
let ended = false;
let extendUrl = "";
let channel = null;
let opener = null; // what had the focus before a dialog opened

const dialog = (id) => document.getElementById(id);

export function startSession() {
  const meta = document.querySelector('meta[name="session-expires-in"]');
  if (!meta || !dialog("session-warning")) return;
  extendUrl = meta.dataset.extend;
  channel = "BroadcastChannel" in window ? new BroadcastChannel("connexions-session") : null;
  channel?.addEventListener("message", heard);
  document.querySelector("[data-session-extend]").addEventListener("click", extend);
  document.querySelector("[data-session-close]").addEventListener("click", () => close("session-ended"));
  dialog("session-warning").addEventListener("cancel", (event) => {
    event.preventDefault(); // Escape means: I am here
    extend();
  });
  takeTime(Number(meta.content));
  tellTabs();
  setInterval(tick, TICK);
  // A sleeping computer stops the timer: look again as soon as the page is seen.
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && tick());
}

/** Every answer of the server that extends the session says so here: {expires_in, csrf}. */
export function extended(told) {
  takeToken(told.csrf);
  if (!told.expires_in) return;
  takeTime(told.expires_in);
  tellTabs(told.csrf);
}

function takeTime(seconds) {
  endsAt = Date.now() + seconds * 1000;
  if (ended) {
    ended = false;
    document.dispatchEvent(new Event("connexions:signed-in"));
  }
  close("session-warning");
  close("session-ended");
}

export function showEnded() {
  if (ended || !dialog("session-ended")) return;
  ended = true;
  close("session-warning");
  open("session-ended");
  say("session-ended", "You have been signed out. Nothing is lost: what you typed is still on this page.");
}

async function extend() {
  try {
    const answer = await send(extendUrl, {});
    if (signedOut(answer)) return showEnded();
    if (!answer.ok) return undefined;
    extended(await answer.json());
  } catch {
    say("session-warning", "No connection. Try again in a moment.");
  }
  return undefined;
}

function tellTabs(csrf = document.querySelector('meta[name="csrf-token"]')?.content) {
  channel?.postMessage({ endsAt, csrf });
}

function heard({ data }) {
  if (!(data.endsAt > endsAt)) return;
  takeToken(data.csrf);
  takeTime((data.endsAt - Date.now()) / 1000);
}

function tick() {
  if (ended) return;
  const left = Math.ceil((endsAt - Date.now()) / 1000);
  if (left <= 0) return showEnded();
  if (left <= WARN) warn(left);
}

function warn(left) {
  const shown = left > 60 ? `${Math.ceil(left / 60)} minutes` : `${left} ${left === 1 ? "second" : "seconds"}`;
  document.querySelector("[data-session-left]").textContent = shown;
  if (!dialog("session-warning").open) {
    open("session-warning");
    say("session-warning", `You will be signed out in ${shown}.`);
  } else if (left === 30) {
    say("session-warning", "30 seconds left.");
  }
}

function say(id, text) {
  const said = dialog(id).querySelector("[data-session-said]");
  if (said.textContent !== text) said.textContent = text;
}

function open(id) {
  opener = document.activeElement;
  dialog(id).showModal();
}

function close(id) {
  if (!dialog(id)?.open) return;
  dialog(id).close();
  opener?.focus?.();
}
