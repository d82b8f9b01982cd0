// One visit on the device: what it needs, a note being written, the next step.
import { button, link, made, quiet } from "./page.js";

const LONGEST = 4000;

/** The card of somebody. *acts*: {draft(told), save(told), step()}, each keeping something on the device. */
export function card(person, place, sheet, draft, acts) {
  const open = made("div", { class: "cx-visit__write" });
  const write = button("Write a contact", () => show(draft), "secondary", person.name);
  const buttons = made("div", { class: "cx-buttons cx-gap8" }, write);
  const show = (told) => {
    open.replaceChildren(form(person, place, sheet, told, acts, () => {
      open.replaceChildren();
      buttons.hidden = false;
      write.focus();
    }));
    buttons.hidden = true;
    if (!told?.restored) open.querySelector("input, textarea").focus();
  };
  if (person.step.id) buttons.append(button("The step is done", acts.step, "secondary", person.name));
  if (draft) show({ ...draft, restored: true });
  return made("li", { class: "cx-visit" }, ...about(person), buttons, open);
}

function about(person) {
  const who = [person.at && made("b", { class: "cx-num" }, `${person.at} `), made("b", {}, person.name), person.formal && made("span", { class: "cx-soft" }, ` ${person.formal}`), made("span", { class: "cx-soft" }, ` ${person.age}${person.pronouns ? `, ${person.pronouns}` : ""}`)];
  return [
    made("h3", { class: "cx-visit__who" }, ...who),
    ...(person.risks ?? []).map((risk) => made("p", { class: "cx-visit__risk" }, risk)),
    person.about && made("p", { class: "cx-visit__about" }, person.about),
    made(
      "dl",
      { class: "cx-visit__facts" },
      fact("Where", person.address.length ? person.address.join(", ") : "No address is known"),
      fact("Phone", ...phones(person)),
      person.needs.length ? fact("Needs", person.needs.join(". ")) : null,
      fact("Last", person.last),
      person.step.id ? fact("Next step", `${person.step.words}, by ${person.step.due}`) : null,
    ),
  ].filter(Boolean);
}

const fact = (name, ...value) => made("div", {}, made("dt", {}, name), made("dd", {}, ...value));

function phones(person) {
  const found = person.phones.map((one) =>
    made("span", { class: "cx-visit__phone" }, made("a", { class: "cx-link cx-num", href: one.href }, one.number), one.whose ? ` ${one.whose}` : "", one.note ? made("span", { class: "cx-soft" }, ` ${one.note}`) : ""),
  );
  if (!found.length) found.push("No number that works is known");
  if (person.reach) found.push(made("span", { class: "cx-visit__phone cx-soft" }, person.reach));
  return found;
}

function form(person, place, sheet, told, acts, close) {
  const id = `note-${place}`;
  const words = made("textarea", { class: "govuk-textarea", id, rows: "5", dir: "auto", "aria-describedby": `${id}-left` });
  const left = made("p", { class: "cx-small cx-soft", id: `${id}-left` });
  const time = made("input", { class: "govuk-input cx-visit__time", id: `${id}-time`, type: "time" });
  const error = made("div", { class: "cx-visit__errors", role: "alert", tabindex: "-1" });
  const kept = made("span", { class: "cx-draft cx-soft cx-small", role: "status" });
  const one = made(
    "form",
    { class: "cx-note", novalidate: true, "aria-label": `A contact with ${person.name}` },
    error,
    chips("How", `${id}-channel`, sheet.channels, told?.channel),
    chips("What happened", `${id}-outcome`, sheet.outcomes, told?.outcome),
    made("label", { class: "cx-label", for: id }, "Note"),
    words,
    left,
    made("label", { class: "cx-label", for: `${id}-time` }, "Time, if not now"),
    time,
    made("div", { class: "cx-buttons cx-gap" }, made("button", { class: "govuk-button cx-button--small" }, "Keep it, and send it when there is a network"), quiet("Throw it away", discard, `the note on ${person.name}`), kept),
  );
  words.value = told?.words ?? "";
  time.value = told?.time ?? "";
  counted();
  let timer = 0;
  let settled = false; // kept for good, or thrown away: no draft may come after it
  let last = Promise.resolve(""); // one keeping at a time, so that none overtakes another
  one.addEventListener("input", () => {
    counted();
    clearTimeout(timer);
    timer = setTimeout(keepDraft, 800);
  });
  one.addEventListener("focusout", keepDraft);
  one.addEventListener("submit", save);

  function typed() {
    const chosen = new FormData(one);
    return { channel: chosen.get(`${id}-channel`) ?? "", outcome: chosen.get(`${id}-outcome`) ?? "", words: words.value, time: time.value };
  }
  function counted() {
    const over = words.value.length - LONGEST;
    left.textContent = over > 0 ? `${over.toLocaleString("en-GB")} letters too many` : over > -500 ? `${(-over).toLocaleString("en-GB")} letters left` : "";
  }
  async function keepDraft() {
    clearTimeout(timer);
    if (settled) return;
    const now = typed();
    last = last.catch(() => "").then(() => (settled ? "" : acts.draft(now)));
    const sentence = await last;
    if (sentence) kept.textContent = sentence;
  }
  async function save(event) {
    event.preventDefault();
    clearTimeout(timer);
    const now = typed();
    const wrong = problems(now);
    error.replaceChildren(...wrong.map((text) => made("p", { class: "govuk-error-message" }, text)));
    if (wrong.length) return error.focus();
    settled = true;
    await last.catch(() => "");
    const problem = await acts.save(now);
    if (!problem) return undefined; // the page is drawn anew
    settled = false;
    error.replaceChildren(made("p", { class: "govuk-error-message" }, problem));
    return error.focus();
  }
  async function discard() {
    clearTimeout(timer);
    settled = true;
    await last.catch(() => "");
    await acts.draft(null);
    close();
  }
  return one;
}

function problems(now) {
  const wrong = [];
  if (!now.channel) wrong.push("Say how");
  if (!now.outcome) wrong.push("Say what happened");
  if (now.outcome === "spoke" && !now.words.trim()) wrong.push("Say in a few words what you spoke about");
  if (now.words.length > LONGEST) wrong.push(`The note is longer than ${LONGEST.toLocaleString("en-GB")} letters. Shorten it: all you typed is kept.`);
  return wrong;
}

function chips(legend, name, choices, chosen) {
  return made(
    "fieldset",
    { class: "cx-fieldset cx-choice" },
    made("legend", { class: "cx-label" }, legend),
    ...choices.map(([value, text]) => made("label", {}, made("input", { type: "radio", name, value, checked: value === chosen }), text)),
  );
}
