// A menu that was opened closes again when somebody turns elsewhere or presses Escape.
export function startMenus() {
  for (const menu of document.querySelectorAll("details[data-closes]")) {
    const elsewhere = (node) => node instanceof Node && !menu.contains(node);
    document.addEventListener("click", (event) => {
      if (elsewhere(event.target)) menu.open = false;
    });
    menu.addEventListener("focusout", (event) => {
      if (elsewhere(event.relatedTarget)) menu.open = false;
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }
}
