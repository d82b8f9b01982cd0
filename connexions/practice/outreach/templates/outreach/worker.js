// Keeps the page of the day sheet, its styles, scripts and letters, so that it opens without a network. It keeps files
// of the product alone: no answer that is about anybody ever enters its cache.
const KEPT = "connexions-day-{{ edition }}";
const SHELL = {{ shell|tojson }};
const FILES = {{ files|tojson }};
const PATIENCE = 4000; // milliseconds for a network that says it is there and is not

self.addEventListener("install", (event) => {
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forget().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(opened(request, url));
  else if (FILES.includes(url.pathname)) event.respondWith(file(request, url));
});

async function keep() {
  const cache = await caches.open(KEPT);
  await cache.addAll([SHELL, ...FILES].map((one) => new Request(one, { cache: "reload" })));
}

async function forget() {
  const names = await caches.keys();
  await Promise.all(names.filter((one) => one.startsWith("connexions-day-") && one !== KEPT).map((one) => caches.delete(one)));
}

/** The page asked for; where there is no network, the page that opens without one. */
async function opened(request, url) {
  const cache = await caches.open(KEPT);
  const shell = () => cache.match(SHELL);
  try {
    if (url.pathname !== SHELL) return await fetch(request);
    const answer = await Promise.race([fetch(request), late()]);
    return answer.ok ? answer : ((await shell()) ?? answer);
  } catch {
    return (await shell()) ?? Response.error();
  }
}

function late() {
  return new Promise((_, refuse) => setTimeout(() => refuse(new Error("late")), PATIENCE));
}

async function file(request, url) {
  const cache = await caches.open(KEPT);
  return (await cache.match(url.pathname)) ?? fetch(request);
}
