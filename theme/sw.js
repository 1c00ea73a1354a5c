// Keeps the calculators for use without a network: the runtime, their pages and what those load.
//
// The runtime's address holds a hash of its content, so what is kept of it never goes stale; a new
// version has a new cache and the old one goes. Pages come from the network while there is one.
const PREFIX = "calculators-";
const FIXED = /\/assets\/runtime\/[0-9a-f]+\//;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

async function keep({ version, files }) {
  const name = PREFIX + version;
  const cache = await caches.open(name);
  await Promise.all(files.map((file) => keepOne(cache, file)));
  const names = await caches.keys();
  const old = names.filter((other) => other.startsWith(PREFIX) && other !== name);
  await Promise.all(old.map((other) => caches.delete(other)));
}

async function keepOne(cache, file) {
  if (FIXED.test(file) && (await cache.match(file))) return;
  const response = await fetch(file);
  if (response.ok) await cache.put(file, response);
}

addEventListener("message", (event) => {
  if (event.data?.type === "keep") event.waitUntil(keep(event.data));
});

const kept = (request) => caches.match(request, { ignoreSearch: request.mode === "navigate" });

async function fixed(request) {
  return (await kept(request)) ?? fetch(request);
}

async function fresh(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const found = await kept(request);
    const page = request.mode === "navigate" ? await caches.match(new URL("offline/", registration.scope)) : null;
    if (found ?? page) return found ?? page;
    throw error;
  }
}

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(registration.scope)) return;
  event.respondWith(FIXED.test(request.url) ? fixed(request) : fresh(request));
});
