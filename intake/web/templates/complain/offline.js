// Opens the page beside this file when a page of the complaint cannot be reached; keeps nothing that was typed.
// It is here only where somebody chose to keep what they write on the device (keep.js).
const SHELF = "mingdan-kept";
const PAGE = "offline";
const FILES = ["/theme/css/mingdan.css", "/theme/js/enhance.js", "/theme/js/keep.js", "/theme/icons.svg", "/theme/seal.svg"];

addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELF).then((shelf) => shelf.addAll([PAGE, ...FILES])));
});
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { mode, url } = event.request;
  const file = FILES.includes(new URL(url).pathname);
  if (mode !== "navigate" && !file) return;
  event.respondWith(fetch(event.request).catch(() => caches.match(file ? url : new URL(PAGE, location))));
});
