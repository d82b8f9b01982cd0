// Keeps a queue as it is now: asks again every few seconds, but never while somebody is at one of its buttons.
// Without JavaScript the page has a link that does the same.

const EVERY = 5000; // milliseconds

for (const box of document.querySelectorAll("[data-queue]")) {
  setInterval(() => refresh(box), EVERY);
}

async function refresh(box) {
  if (document.hidden || box.contains(document.activeElement)) return;
  try {
    const answer = await fetch(box.dataset.queue, { credentials: "same-origin", redirect: "manual" });
    if (!answer.ok) return;
    const fresh = await answer.text();
    if (!box.contains(document.activeElement)) box.innerHTML = fresh;
  } catch {
    // The line is down: what is shown says of what time it is.
  }
}
