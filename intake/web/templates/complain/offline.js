// Opens the page beside this file when a page of the complaint cannot be reached; keeps nothing that was typed.
// It is here only where somebody chose to keep what they write on the device (keep.js).
const KEPT = "mingdan-kept";
const SHELF = `${KEPT}-{{ version }}`; // of the page and the files: another when any of them changes
const PAGE = "offline";
const FILES = {{ files | tojson }};

addEventListener("install", (event) => {
  const fresh = [PAGE, ...FILES].map((path) => new Request(path, { cache: "reload" }));
  event.waitUntil(caches.open(SHELF).then((shelf) => shelf.addAll(fresh)).then(() => skipWaiting()));
});
addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(KEPT) && name !== SHELF;
  const cleared = caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))));
  event.waitUntil(cleared.then(() => clients.claim()));
});
addEventListener("fetch", (event) => {
  const { mode, url } = event.request;
  const file = FILES.includes(new URL(url).pathname);
  if (mode !== "navigate" && !file) return;
  event.respondWith(fetch(event.request).catch(() => caches.match(file ? url : new URL(PAGE, location))));
});
