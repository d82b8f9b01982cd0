// The sheet on the device: kept, unlocked, ended, wiped.
import * as store from "./store.js";
import * as vault from "./vault.js";

const FREE_TRIES = 3;
const FIRST_WAIT = 15000; // milliseconds, doubled with each further wrong try

const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("connexions-day") : null;

export function onOtherTab(heard) {
  channel?.addEventListener("message", ({ data }) => heard(data));
}

export const tellTabs = (what) => channel?.postMessage(what);

/** Keep what the service gave, locked with the passphrase. */
export async function keep(told, passphrase) {
  const { key, wrapped } = await vault.made(passphrase);
  const { sheet, ...facts } = told;
  const held = {
    ...facts,
    wrapped,
    ahead: Date.now() - Date.parse(told.taken_at), // how far the clock of the device is from the service's
    seen: Date.now(),
    tries: 0,
    wait_until: 0,
    box: await vault.locked(key, sheet, told.copy),
  };
  await store.keepSheet(held);
  tellTabs("changed");
}

/** Time by the service's clock, as far as the device can tell: turning its clock back gains nothing. */
export const now = (held) => Math.max(Date.now(), held.seen) - held.ahead;
export const ended = (held) => now(held) >= Date.parse(held.until_at);

export const seen = () => store.changeSheet((held) => ({ seen: Math.max(held.seen, Date.now()) }));

/** What came of a try at the passphrase: {key, sheet}, {wait: seconds}, {left: tries}, or {wiped: true}. */
export async function unlock(passphrase) {
  const held = await store.sheet();
  if (!held) return { wiped: true };
  if (ended(held)) return { wiped: await wipe("ended") };
  const wait = held.wait_until - Math.max(Date.now(), held.seen);
  if (wait > 0) return { wait: Math.ceil(wait / 1000) };
  let key;
  try {
    key = await vault.opened(held.wrapped, passphrase);
  } catch {
    return wrong();
  }
  await store.changeSheet(() => ({ tries: 0, wait_until: 0, seen: Math.max(held.seen, Date.now()) }));
  try {
    return { key, held, sheet: await vault.unlocked(key, held.box, held.copy) };
  } catch {
    return { damaged: true };
  }
}

async function wrong() {
  await store.changeSheet((held) => {
    const tries = held.tries + 1;
    const wait = tries < FREE_TRIES ? 0 : FIRST_WAIT * 2 ** (tries - FREE_TRIES);
    return { tries, wait_until: wait ? Date.now() + wait : 0, seen: Math.max(held.seen, Date.now()) };
  });
  const held = await store.sheet();
  if (!held) return { wiped: true };
  if (held.tries >= held.wrong_tries) return { wiped: await wipe("wrong_tries") };
  const wait = Math.ceil((held.wait_until - Date.now()) / 1000);
  return { left: held.wrong_tries - held.tries, wait: Math.max(wait, 0) };
}

/** Take the sheet and its keys off the device. What was written stays, sealed for the service alone, until it is sent. */
export async function wipe(why) {
  const held = await store.sheet();
  await store.dropSheet();
  await store.release();
  tellTabs("wiped");
  if (held) await tell(held, why);
  return why;
}

/** Ask whether the sheet may stay, or say that it is gone; without a network, neither. */
export async function tell(held, gone = "") {
  if (!navigator.onLine) return {};
  try {
    const answer = await fetch("/day/still/", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ forget: held.forget, gone }),
      keepalive: true,
    });
    return answer.ok ? await answer.json() : {};
  } catch {
    return {};
  }
}

/** Wipe what has ended or was called back. What it was wiped for, or nothing. */
export async function tidied() {
  const held = await store.sheet();
  if (!held) return "";
  if (ended(held)) return wipe("ended");
  const told = await tell(held);
  if (told.forget) return wipe(told.called_back ? "called_back" : "ended");
  return "";
}
