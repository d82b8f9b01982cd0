// The page that opens without a network: unlock, read, write, send; and what waits, what was sent, what needs you.
import { clock, count, link, made, notice, button, quiet } from "./page.js";
import * as keeper from "./keeper.js";
import * as outbox from "./outbox.js";
import * as store from "./store.js";
import { able } from "./vault.js";
import { card } from "./visit.js";

const main = document.querySelector("[data-away]");
const find = (name) => main.querySelector(`[data-${name}]`);
const where = main.dataset;
const SIGN_IN = `/accounts/login/?next=${encodeURIComponent("/day/away/")}`;
const WIPED = {
  ended: "The day of this sheet is over: it is wiped from this device.",
  called_back: "This sheet was called back: it is wiped from this device.",
  wrong_tries: "Too many wrong passphrases: the sheet is wiped from this device. What you wrote is kept, sealed, and is sent once you sign in.",
};

let open = null; // {key, held, sheet} while it is unlocked; nowhere else
let drafts = new Map(); // young person → the name of the note being typed
let touched = Date.now();
let keeping = Promise.resolve(); // the draft that is just being kept

start();

async function start() {
  if (!able()) return alert("This browser cannot open the sheet: it needs a secure address (https).");
  if (navigator.onLine) navigator.serviceWorker?.register(where.worker).catch(() => null);
  network();
  for (const name of ["online", "offline"]) addEventListener(name, () => (network(), name === "online" && back()));
  for (const name of ["pointerdown", "keydown", "input"]) addEventListener(name, () => (touched = Date.now()), { passive: true });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && tick());
  setInterval(tick, 10000);
  keeper.onOtherTab((what) => (what === "notes" ? outboxShown() : location.reload()));
  const wiped = await keeper.tidied();
  if (!wiped && !(await store.sheet())) await store.release();
  if (wiped) alert(WIPED[wiped] ?? WIPED.ended);
  await draw();
  await sendNow();
}

function network() {
  document.querySelector("[data-net]").textContent = navigator.onLine ? "" : "No network";
}

async function back() {
  await gone(await keeper.tidied());
  await sendNow();
}

async function tick() {
  const held = await store.sheet();
  if (!held) return open ? gone("ended") : undefined;
  if (keeper.ended(held)) return gone(await keeper.wipe("ended"));
  await keeper.seen();
  if (open && Date.now() - touched > held.lock_after_minutes * 60000) await lock("Locked, because nothing was touched for a while.");
  return undefined;
}

async function gone(why) {
  if (!why) return;
  open = null;
  drafts = new Map();
  alert(WIPED[why] ?? WIPED.ended);
  await draw();
}

async function lock(sentence) {
  document.activeElement?.blur(); // what is being typed is kept before it goes from the page
  await new Promise((done) => setTimeout(done, 50));
  await keeping;
  open = null;
  drafts = new Map();
  await draw();
  if (sentence) say(sentence);
}

const say = (text) => (find("said").textContent = text);
const alert = (text, options = {}) => find("alert").replaceChildren(notice(text, options));

async function draw() {
  const held = await store.sheet();
  if (open && held) await drawOpen();
  else if (held) drawLocked(held);
  else drawNone();
  await outboxShown();
}

function drawNone() {
  find("title").textContent = "Day sheet";
  find("shown").replaceChildren(made("p", { class: "cx-gap" }, "There is no day sheet on this device. With a network, ", link("choose who is on it and take it along", where.day), "."));
}

function drawLocked(held) {
  find("title").textContent = `Sheet ${held.number} is locked`;
  const box = made("input", { class: "govuk-input", id: "passphrase", type: "password", autocomplete: "off", autocapitalize: "none", spellcheck: "false", "aria-describedby": "passphrase-error" });
  const error = made("p", { class: "govuk-error-message", id: "passphrase-error", role: "alert" });
  const unlock = made("button", { class: "govuk-button" }, "Unlock");
  const form = made(
    "form",
    { class: "cx-unlock", onsubmit: (event) => (event.preventDefault(), tryIt(box, error, unlock)) },
    made("p", { class: "cx-soft" }, `It can be read until ${clock(held.until_at)}.`),
    made("label", { class: "cx-label cx-gap", for: "passphrase" }, "Passphrase of the day"),
    error,
    box,
    made("div", { class: "cx-buttons cx-gap" }, unlock, quiet("Show it", (event) => shown(box, event.target))),
    made("details", { class: "govuk-details cx-gap" }, made("summary", { class: "govuk-details__summary" }, made("span", { class: "govuk-details__summary-text" }, "I do not know it")), made("div", { class: "govuk-details__text" }, "Nobody can find it out. Wipe the sheet and take it anew when there is a network: what you wrote is kept, sealed, and is sent once you sign in.", made("div", { class: "cx-gap8" }, button("Wipe it from this device", () => confirmWipe())))),
  );
  find("shown").replaceChildren(form);
}

function shown(box, toggle) {
  box.type = box.type === "password" ? "text" : "password";
  toggle.textContent = box.type === "password" ? "Show it" : "Hide it";
  box.focus();
}

async function confirmWipe() {
  find("shown").replaceChildren(
    notice("Wipe the sheet from this device? It cannot be brought back without a network."),
    made("div", { class: "cx-buttons cx-gap" }, button("Wipe it", async () => gone(await keeper.wipe("wiped")), "warning"), quiet("Go back", draw)),
  );
  WIPED.wiped = "The sheet is wiped from this device.";
  find("shown").querySelector("button").focus();
}

async function tryIt(box, error, unlock) {
  if (!box.value.trim()) return refuse(box, error, "Type the passphrase of the day");
  unlock.disabled = true;
  say("Unlocking.");
  const came = await keeper.unlock(box.value);
  unlock.disabled = false;
  if (came.wiped) return gone(came.wiped);
  if (came.damaged) return refuse(box, error, "The sheet on this device was altered or damaged. Wipe it, and take it anew.");
  if (came.left !== undefined) return refuse(box, error, `That is not the passphrase of this sheet. ${count(came.left, "try", "tries")} left${came.wait ? `; the next in ${count(came.wait, "second")}` : ""}.`);
  if (came.wait) return refuse(box, error, `Wait ${count(came.wait, "second")} before the next try.`);
  open = came;
  touched = Date.now();
  find("alert").replaceChildren();
  say("Unlocked.");
  await draw();
  find("title").focus();
  return sendNow();
}

function refuse(box, error, text) {
  error.textContent = text;
  box.focus();
}

async function drawOpen() {
  const { sheet, held } = open;
  find("title").textContent = sheet.day;
  find("title").tabIndex = -1;
  const kept = await typedNotes();
  find("shown").replaceChildren(
    made("p", { class: "cx-soft" }, `Sheet ${held.number}, until ${sheet.until}. It locks by itself after ${count(held.lock_after_minutes, "minute")}. `, quiet("Lock it now", () => lock("Locked."))),
    made("h2", { class: "cx-h2 cx-gap" }, "The round"),
    made("ol", { class: "cx-visits cx-list" }, ...sheet.people.map((person, place) => card(person, place, sheet, kept.get(person.id), acts(person)))),
    made("p", { class: "cx-gap cx-small cx-soft" }, sheet.left_out),
  );
}

async function typedNotes() {
  const found = new Map();
  for (const note of (await store.notes()).filter((one) => one.state === "draft")) {
    const told = await outbox.read(open.key, note);
    if (!told) continue;
    found.set(told.young_person, told);
    drafts.set(told.young_person, note.id);
  }
  return found;
}

/** What can be done with one person: each keeps something on the device, and says what stood in the way. */
function acts(person) {
  const id = () => {
    if (!drafts.has(person.id)) drafts.set(person.id, crypto.randomUUID());
    return drafts.get(person.id);
  };
  return {
    draft: (typed) => (keeping = drafted(person, typed, id)),
    save: (typed) => saved(person, typed, id),
    step: () => stepDone(person),
  };
}

async function drafted(person, typed, id) {
  if (!open) return "";
  if (typed === null || !(typed.words.trim() || typed.channel || typed.outcome)) {
    if (drafts.has(person.id)) await store.dropNote(drafts.get(person.id));
    drafts.delete(person.id);
    return "";
  }
  try {
    // A sheet that was wiped meanwhile opens no draft again: what was typed is sent as it stands, to be finished.
    const state = (await store.sheet())?.copy === open.held.copy ? "draft" : "waiting";
    await outbox.keep({ id: id(), state, key: open.key, held: open.held, told: { ...contact(person, typed), unfinished: true } });
    return `Kept on this device, ${clock(Date.now())}`;
  } catch (problem) {
    return store.isFull(problem) ? store.NO_ROOM : "Not kept just now: it stays on this page.";
  }
}

async function saved(person, typed, id) {
  if (!open) return "The sheet is locked: unlock it first.";
  try {
    await outbox.keep({ id: id(), state: "waiting", key: open.key, held: open.held, told: contact(person, typed) });
  } catch (problem) {
    return store.isFull(problem) ? store.NO_ROOM : "This browser did not keep it. Copy it, and try again.";
  }
  drafts.delete(person.id);
  await draw();
  say(`The contact with ${person.name} is kept on this device.`);
  find("outbox").querySelector("h2").focus();
  await sendNow();
  return "";
}

function contact(person, typed) {
  const now = new Date();
  const [hour, minute] = typed.time.split(":").map(Number);
  const at = typed.time ? new Date(now.getFullYear(), now.getMonth(), now.getDate(), hour, minute) : now;
  return { kind: "contact", young_person: person.id, name: person.name, ...typed, at: at.toISOString(), typed: Boolean(typed.time), written_at: now.toISOString() };
}

async function stepDone(person) {
  const now = new Date().toISOString();
  const told = { kind: "step", young_person: person.id, name: person.name, step: person.step.id, version: person.step.version, step_words: person.step.words, at: now, written_at: now, typed: false };
  const notes = await Promise.all((await store.notes()).map((note) => outbox.read(open.key, note)));
  if (notes.some((one) => one?.step === person.step.id)) return say("You have marked this step already.");
  await outbox.keep({ id: crypto.randomUUID(), state: "waiting", key: open.key, held: open.held, told });
  await draw();
  say(`The step of ${person.name} is marked as done on this device.`);
  return sendNow();
}

async function sendNow() {
  const came = await outbox.send(where, open?.key ?? null);
  await outboxShown();
  if (came.why === "signed_out") alert("You are signed out. What you wrote is safe on this device and is sent once you sign in.", { link: link("Sign in", SIGN_IN) });
  else if (came.why === "somebody_else") alert("Somebody else is signed in here. What waits is sent once its writer signs in.");
  else if (came.sent || came.held || came.refused) alert(sentence(came), { kind: came.held || came.refused ? "" : "calm" });
}

function sentence(came) {
  const parts = [];
  if (came.sent) parts.push(`${count(came.sent, "note")} sent.`);
  if (came.held) parts.push(`${count(came.held, "note")} arrived and ${came.held === 1 ? "needs" : "need"} you.`);
  if (came.refused) parts.push(`${count(came.refused, "note")} could not be taken and ${came.refused === 1 ? "is" : "are"} still here.`);
  return [...parts, ...came.sentences].join(" ");
}

const STATES = { waiting: ["due", "Waits to be sent"], sent: ["done", "Sent"], held: ["overdue", "Needs you"], refused: ["overdue", "Not taken"] };

/** What was written: while it is locked only how many, and what became of them. */
async function outboxShown() {
  const all = (await store.notes()).filter((one) => one.state !== "draft").sort((one, other) => other.made_at - one.made_at);
  find("outbox").hidden = !all.length;
  find("outbox").querySelector("h2").tabIndex = -1;
  const rows = await Promise.all(all.map(row));
  const waiting = all.filter((one) => one.state === "waiting").length;
  find("outbox-shown").replaceChildren(
    made("ul", { class: "cx-list cx-notes" }, ...rows),
    waiting ? made("div", { class: "cx-buttons cx-gap" }, button("Send now", sendNow)) : "",
  );
}

async function row(note) {
  const told = open ? await outbox.read(open.key, note) : null;
  const answer = open ? await outbox.answerOf(open.key, note) : null;
  const [look, word] = STATES[note.state];
  const about = told ? [made("b", {}, told.name), told.kind === "step" ? `: step done, ${told.step_words}` : ""] : [`Written at ${clock(note.made_at)}`];
  return made(
    "li",
    { class: "cx-notes__one" },
    made("p", {}, ...about, " ", made("span", { class: `cx-state cx-state--${look}` }, word)),
    told?.words ? made("p", { class: "cx-words cx-small", dir: "auto" }, told.words) : "",
    answer?.sentence ? made("p", { class: "cx-small" }, answer.sentence) : "",
    note.href ? made("p", {}, link("Decide", note.href)) : "",
    told && told.kind === "contact" && (note.state === "refused" || (note.state === "waiting" && !note.tried)) ? quiet("Take it back and change it", () => takeBack(note, told), told.name) : "",
  );
}

async function takeBack(note, told) {
  if (drafts.has(told.young_person)) return say("You are writing another note on them: keep or throw away that one first.");
  const id = crypto.randomUUID();
  await outbox.keep({ id, state: "draft", key: open.key, held: open.held, told: { ...told, unfinished: true } });
  await store.dropNote(note.id);
  await draw();
  return say(`The note on ${told.name} is open again.`);
}
