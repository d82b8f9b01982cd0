// Leave quickly: blank the page at once, then go, with nothing left to come back to. Without this it is a plain link.

export function startQuickExit() {
  for (const link of document.querySelectorAll("[data-quick-exit]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const away = link.href;
      document.title = "Weather";
      document.body.replaceChildren();
      location.replace(away);
    });
  }
}
