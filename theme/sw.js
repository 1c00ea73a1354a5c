// Keeps one whole release of the calculators, the register and the newest issue for use without a network.
//
// A release is kept in a cache of its own: every file is checked against the hash that the release's list
// gives, and the list goes in last, so that a cache without one is half and is never read. A page that comes
// from a cache gets all its files from it; a page from the network gets none from there but those whose
// address holds a hash of their content. So no page is ever put together from two releases.
const PREFIX = "release-";
const OLD = /^calculators-/; // what earlier versions kept, without hashes
const CLIENTS = "pages-of-releases"; // which release each open page came from
const FIXED = /\/assets\/runtime\/[0-9a-f]+\//;
const PATIENCE = 3000; // ms that a page may take before a kept one is shown
const GIVE_UP = 60000; // ms for one file
const AT_ONCE = 4;
const OFTEN = 3600000; // ms after which a kept release is compared with the server again
const SINCE = "x-since"; // when a page was opened, or a release last seen on the server

const root = registration.scope;
const list = new URL("release.json", root).href;
const at = (file) => new URL(file, root).href;
const limit = (time) => AbortSignal.timeout?.(time); // older browsers wait
const stamped = (text) => new Response(text, { headers: { [SINCE]: Date.now() } });
const isRelease = (name) => name.startsWith(PREFIX);

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

/** The names of the releases that are kept whole, the one last seen on the server first. */
async function whole() {
  const names = (await caches.keys()).filter(isRelease);
  const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).match(list)));
  const seen = new Map(names.map((name, index) => [name, Number(lists[index]?.headers.get(SINCE))]));
  return names.filter((name) => seen.get(name)).sort((a, b) => seen.get(b) - seen.get(a));
}

/** Drop what no open page came from, but for the newest release; nothing may be on its way meanwhile. */
async function tidy(newest) {
  const records = await caches.open(CLIENTS);
  const open = new Set((await clients.matchAll({ includeUncontrolled: true })).map(({ id }) => id));
  const used = new Set([newest]);
  for (const request of await records.keys()) {
    const response = await records.match(request);
    const young = Date.now() - response.headers.get(SINCE) < GIVE_UP; // its page may not be counted yet
    if (young || open.has(new URL(request.url).searchParams.get("page"))) used.add(await response.text());
    else await records.delete(request);
  }
  const names = await caches.keys();
  const old = names.filter((name) => OLD.test(name) || (isRelease(name) && !used.has(name)));
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function given(address, hash) {
  // What the address says of the content need not be asked for again.
  for (const cache of [FIXED.test(address) ? "default" : "no-cache", "reload"]) {
    const response = await fetch(address, { cache, signal: limit(GIVE_UP) });
    const bytes = await response.clone().arrayBuffer();
    // A withdrawn article answers 410 with the page that says why.
    if ((response.ok || response.status === 410) && (await digest(bytes)) === hash) return response;
  }
  throw new Error(`${address} is not of this release`);
}

/** Keep the release that is on the server, whole or not at all. */
async function keep() {
  const response = await fetch(list, { cache: "no-cache", signal: limit(GIVE_UP) });
  const text = await response.text();
  const { release, files } = JSON.parse(text);
  const name = PREFIX + release;
  const cache = await caches.open(name);
  const before = await Promise.all((await whole()).map((other) => caches.open(other)));
  const lists = await Promise.all(before.map(async (other) => (await (await other.match(list)).json()).files));
  const waiting = Object.entries(files);
  const fill = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [file, hash] = next;
      const address = at(file);
      const had = await before[lists.findIndex((theirs) => theirs[file] === hash)]?.match(address);
      await cache.put(address, had ?? (await given(address, hash)));
    }
  };
  try {
    if (!(await cache.match(list))) await Promise.all(Array.from({ length: AT_ONCE }, fill));
    await cache.put(list, stamped(text));
  } catch (error) {
    waiting.length = 0;
    await caches.delete(name);
    throw error;
  }
  return tidy(name);
}

let keeping = null;
function kept() {
  keeping ??= keep().catch((error) => console.info(`not kept: ${error.message}`)).finally(() => (keeping = null));
  return keeping;
}

addEventListener("message", (event) => {
  if (event.data?.type === "keep") event.waitUntil(kept());
});

/** Once a page has come from the server: what was withdrawn since must not be read here for long. */
async function renew(asked) {
  if (!(await asked.catch(() => null))?.ok) return;
  const [name] = await whole();
  const since = name && Number((await (await caches.open(name)).match(list)).headers.get(SINCE));
  if (name && Date.now() - since > OFTEN) await kept();
}

const record = (id) => `${root}?page=${id}`;

/** A file of the newest release that is kept whole and has it, and that release's name. */
async function newest(request) {
  for (const name of await whole()) {
    const found = await (await caches.open(name)).match(request, { ignoreSearch: true });
    if (found) return [found, name];
  }
  return [];
}

/** A page: from the network, else whole from a release that is kept. */
async function page(event) {
  const { request, resultingClientId } = event;
  const [found, name] = await newest(request.url);
  // The browser's own short memory would give a page whose files it must ask for again.
  const asked = found ? fetch(request, { cache: "no-cache" }) : fetch(request);
  event.waitUntil(renew(asked));
  const late = new Promise((resolve) => found && setTimeout(resolve, PATIENCE));
  try {
    const came = await Promise.race([asked, late]);
    if (came) return came;
    asked.catch(() => {});
  } catch (error) {
    if (!found) {
      const [instead, of] = await newest(at("offline/"));
      if (!instead) throw error;
      return from(of, instead, resultingClientId);
    }
  }
  return from(name, found, resultingClientId);
}

async function from(name, response, client) {
  const records = await caches.open(CLIENTS);
  if (client) await records.put(record(client), stamped(name));
  return response;
}

/** A file of a page: from the release that the page came from, else from the network. */
async function file({ request, clientId }) {
  if (FIXED.test(request.url)) return (await newest(request.url))[0] ?? fetch(request);
  const name = clientId && (await (await (await caches.open(CLIENTS)).match(record(clientId)))?.text());
  const found = name && (await (await caches.open(name)).match(request.url, { ignoreSearch: true }));
  return found || fetch(request);
}

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(root) || request.url === list) return;
  event.respondWith(request.mode === "navigate" ? page(event) : file(event));
});
