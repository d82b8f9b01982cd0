// Asks before something that cannot be undone. Without JavaScript the server's own page asks, or undo is offered.

export function startConfirm() {
  for (const button of document.querySelectorAll("button[data-confirm]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      ask(button.dataset.confirm, button.textContent.trim()).then((sure) => sure && button.form.requestSubmit(button));
    });
  }
}

function ask(question, yes) {
  return new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.className = "cx-dialog";
    dialog.setAttribute("aria-labelledby", "confirm-question");
    const title = document.createElement("h2");
    title.className = "cx-h3";
    title.id = "confirm-question";
    title.textContent = question;
    const buttons = document.createElement("div");
    buttons.className = "cx-buttons";
    const make = (text, kind, answer) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = `govuk-button govuk-button--${kind}`;
      button.textContent = text;
      button.addEventListener("click", () => {
        dialog.close();
        resolve(answer);
      });
      return button;
    };
    buttons.append(make("No, go back", "secondary", false), make(yes, "warning", true));
    dialog.append(title, buttons);
    dialog.addEventListener("cancel", () => resolve(false));
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  });
}
