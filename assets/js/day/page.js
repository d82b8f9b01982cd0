// Making parts of a page out of words. Words go in as words: nothing that was typed can become markup.
export function made(tag, attributes = {}, ...children) {
  const one = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) one.addEventListener(name.slice(2), value);
    else if (value === true) one.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) one.setAttribute(name, value);
  }
  one.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return one;
}

export const button = (text, onclick, kind = "secondary", hidden = "") =>
  made(
    "button",
    { type: "button", class: `govuk-button${kind ? ` govuk-button--${kind}` : ""} cx-button--small`, onclick },
    text,
    hidden && made("span", { class: "govuk-visually-hidden" }, `: ${hidden}`),
  );

export const quiet = (text, onclick, hidden = "") =>
  made("button", { type: "button", class: "cx-linkbutton", onclick }, text, hidden && made("span", { class: "govuk-visually-hidden" }, `: ${hidden}`));

/** A notice that is read out when it appears. */
export function notice(text, { kind = "", link = null } = {}) {
  return made(
    "div",
    { class: `cx-notice${kind ? ` cx-notice--${kind}` : ""} cx-flash cx-away__notice`, role: kind === "danger" ? "alert" : "status" },
    made("div", {}, made("p", {}, text, link ? " " : "", link)),
  );
}

export const link = (text, href) => made("a", { class: "cx-link", href }, text);

export const clock = (at) =>
  new Date(at).toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit", hour12: true }).replace(" ", "");
export const count = (number, one, many = `${one}s`) => `${number.toLocaleString("en-GB")} ${number === 1 ? one : many}`;
