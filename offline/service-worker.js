// Lets the page open without a network. The build writes what stands between the braces: every file of the page with its
// hash. One build has one cache; a page is served from one build, never from a mixture of two.
//
// - Another build is fetched beside the one that is in use, and waits: until no page is open, or a page asks for it.
// - What the new build has in common with the old one is taken from there.

const BUILD = "{build}";
/** The address of each file, relative to this one, with its integrity. */
const FILES = new Map({/* files */});

const PAGE = "./";
const here = self.registration.scope;
const PREFIX = `ipam-planner ${here} `;
const CACHE = PREFIX + BUILD;
const MATCH = { ignoreVary: true };

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(clean()));
self.addEventListener("message", ({ data }) => {
  if (data === "take over") self.skipWaiting();
});

async function fill() {
  const cache = await caches.open(CACHE);
  const add = async ([name, integrity]) => {
    const address = new URL(name, here).href;
    if (await cache.match(address, MATCH)) return;
    // A name is another one whenever the content is; the page itself has no such name.
    const kept = name === PAGE ? undefined : await caches.match(address, MATCH);
    await cache.put(address, kept ?? (await take(address, integrity)));
  };
  await Promise.all([...FILES].map(add));
}

/** A file of this build: as the browser has it already, else from the network. It fails for anything else. */
async function take(address, integrity) {
  const from = async (cache) => {
    const response = await fetch(address, { integrity, cache, credentials: "same-origin" });
    if (!response.ok || response.redirected) throw new TypeError(`${address}: ${response.status}`);
    return response;
  };
  return from("force-cache").catch(() => from("reload"));
}

/** Removes other builds, unless a page may still use one, or another build is on its way. */
async function clean() {
  const { installing, waiting } = self.registration;
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (installing || waiting || pages.length > 1) return;
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const address = origin + pathname;
  if (request.method !== "GET" || !address.startsWith(here)) return;
  if (request.mode === "navigate") {
    if (address !== here && address !== `${here}index.html`) return;
    event.respondWith(answer(here));
    event.waitUntil(clean());
  } else {
    event.respondWith(answer(request));
  }
});

/** From this build, else from one that an older page was made of, else from the network. */
async function answer(wanted) {
  const cache = await caches.open(CACHE);
  return (await cache.match(wanted, MATCH)) ?? (await caches.match(wanted, MATCH)) ?? fetch(wanted);
}
