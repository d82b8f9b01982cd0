// Watches long work: server-sent events of {done, total, text, href}. An event named "end" leads on to `href`, or
// loads the page again to show how it ended.

const SAY_EVERY = 10000; // milliseconds between what a screen reader is told

export function startProgress() {
  for (const box of document.querySelectorAll("[data-progress-url]")) watch(box);
}

function watch(box) {
  const source = new EventSource(box.dataset.progressUrl);
  let saidAt = 0;
  const show = (told, now) => {
    const bar = box.querySelector("progress");
    if (told.total) {
      bar.max = told.total;
      bar.value = told.done;
    } else {
      bar.removeAttribute("value");
    }
    if (told.text) box.querySelector("[data-progress-text]").textContent = told.text;
    if (told.text && (now || Date.now() - saidAt > SAY_EVERY)) {
      saidAt = Date.now();
      box.querySelector("[data-progress-said]").textContent = told.text;
    }
  };
  source.addEventListener("message", (event) => show(JSON.parse(event.data), false));
  source.addEventListener("end", (event) => {
    source.close();
    const told = JSON.parse(event.data);
    show(told, true);
    if (told.href) location.assign(told.href);
    else location.reload();
  });
}
