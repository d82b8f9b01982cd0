// What was written: kept sealed, sent when there is a network, each by itself and once.
import { sealed } from "./parcel.js";
import * as store from "./store.js";
import { tellTabs } from "./keeper.js";
import * as vault from "./vault.js";

const JSON_HEADERS = { "Content-Type": "application/json", Accept: "application/json" };

/** Keep a note: for the service in a parcel, for whoever wrote it under the key of the sheet. */
export async function keep({ id, state, key, held, told }) {
  const mine = await vault.locked(key, told, `note|${id}`);
  const parcel = await sealed(held.lock, told, `${held.copy}|${id}`);
  const note = { id, copy: held.copy, holder: held.holder, state, made_at: Date.now(), parcel, mine, answer: null };
  await store.keepNote(note);
  tellTabs("notes");
}

/** The words of a note again, for whoever has unlocked the sheet. */
export async function read(key, note) {
  if (!note.mine) return null;
  try {
    return await vault.unlocked(key, note.mine, `note|${note.id}`);
  } catch {
    return null;
  }
}

export async function answerOf(key, note) {
  try {
    return note.answer ? await vault.unlocked(key, note.answer, `answer|${note.id}`) : null;
  } catch {
    return null;
  }
}

/**
 * Send what waits. What came of it: {sent, held, refused, left, why}; *why* is "", "offline", "signed_out" or
 * "somebody_else". One tab at a time.
 */
export async function send(where, key = null) {
  const work = () => sendAll(where, key);
  if (!navigator.locks) return work();
  return navigator.locks.request("connexions-day-send", work);
}

async function sendAll({ ready, sent }, key) {
  const waiting = (await store.notes()).filter((one) => one.state === "waiting");
  const told = { sent: 0, held: 0, refused: 0, left: waiting.length, why: "", sentences: [] };
  if (!waiting.length) return told;
  const who = await asked(ready);
  if (typeof who === "string") return { ...told, why: who };
  for (const note of waiting) {
    if (note.holder !== who.holder) {
      told.why = "somebody_else";
      continue;
    }
    const came = await sendOne(sent, note, who.csrf, key);
    if (came.why) return { ...told, why: came.why };
    told[came.state] += 1;
    told.left -= 1;
    if (came.sentence) told.sentences.push(came.sentence);
  }
  tellTabs("notes");
  return told;
}

async function asked(ready) {
  if (!navigator.onLine) return "offline";
  try {
    const answer = await fetch(ready, { headers: { Accept: "application/json" }, redirect: "manual", cache: "no-store" });
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return "signed_out";
    return answer.ok ? await answer.json() : "offline";
  } catch {
    return "offline";
  }
}

async function sendOne(url, note, csrf, key) {
  let answer;
  await store.keepNote({ ...note, tried: true }); // it may arrive though no answer comes: it is not changed any more
  try {
    answer = await fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: { ...JSON_HEADERS, "X-CSRFToken": csrf },
      body: JSON.stringify({ copy: note.copy, id: note.id, ...note.parcel, sent_at: new Date().toISOString() }),
    });
  } catch {
    return { why: "offline" };
  }
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return { why: "signed_out" };
  if (answer.status >= 500 || answer.status === 429) return { why: "offline" };
  const told = await answer.json().catch(() => ({}));
  return settle(note, answer.ok ? told : { state: "refused", sentence: told.problem ?? "" }, key);
}

/** What the service said of a note stays with it, locked; the state alone can be seen. */
async function settle(note, told, key) {
  const state = { recorded: "sent", given: "sent", discarded: "sent", held: "held" }[told.state] ?? "refused";
  const answer = key ? await vault.locked(key, told, `answer|${note.id}`) : null;
  await store.keepNote({ ...note, tried: true, state, answer, href: told.href ?? "" });
  return { state, sentence: told.sentence ? `${told.name ? `${told.name}: ` : ""}${told.sentence}` : "" };
}
