// Whoever signs out leaves nothing readable behind: a day sheet on this device is wiped first, and what waits is sent.
const PATIENCE = 5000; // milliseconds

export function startSigningOut() {
  for (const form of document.querySelectorAll('form[action="/accounts/logout/"]')) {
    form.addEventListener("submit", (event) => {
      if (!globalThis.indexedDB) return;
      event.preventDefault();
      const late = new Promise((done) => setTimeout(done, PATIENCE));
      Promise.race([left(), late]).finally(() => form.submit());
    });
  }
}

async function left() {
  try {
    const { leave } = await import("./day/leaving.js");
    await leave();
  } catch {
    // no sheet, no room, no scripts: signing out goes on
  }
}
