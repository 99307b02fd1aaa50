// Keeps what is written on this device alone, by the writer's choice: locked with words they choose, and opened
// with nothing else. Leaving quickly, clearing and a receipt take it away. Needs a secure page; hidden without.
(() => {
  "use strict";
  const NAME = "mingdan-kept";
  const ROUNDS = 310000; // of PBKDF2: about a second on an old phone
  const worker = location.pathname.replace(/[^/]*$/, "offline.js"); // opens /complain/ without a network
  const panel = document.querySelector("[data-keep]");
  const has = () => localStorage.getItem(NAME) !== null;

  async function forget() {
    localStorage.removeItem(NAME);
    await caches.delete(NAME);
    const all = navigator.serviceWorker ? await navigator.serviceWorker.getRegistrations() : [];
    await Promise.all(all.map((each) => each.unregister()));
  }

  if (!window.isSecureContext) return;
  if (document.querySelector("[data-forget]")) forget();
  if (!panel) return;

  const text = document.getElementById(panel.dataset.keep);
  const secret = panel.querySelector("input");
  const status = panel.querySelector("[role=status]");
  const tell = (words) => { status.textContent = panel.dataset[words]; };
  const show = () => panel.querySelectorAll("[data-kept]").forEach((part) => { part.hidden = !has(); });
  const packed = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
  const unpacked = (said) => Uint8Array.from(atob(said), (letter) => letter.charCodeAt(0));
  let lock = null; // { key, salt } of this visit: never stored

  async function locked(salt) {
    const words = await crypto.subtle.importKey("raw", new TextEncoder().encode(secret.value), "PBKDF2", false, ["deriveKey"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
    const key = await crypto.subtle.deriveKey(how, words, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    return { key, salt };
  }

  async function keep() {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, lock.key, new TextEncoder().encode(text.value));
    const pieces = new Uint8Array(data).reduce((all, byte) => all + String.fromCharCode(byte), "");
    localStorage.setItem(NAME, JSON.stringify({ salt: packed(lock.salt), iv: packed(iv), data: btoa(pieces) }));
    show();
  }

  const acts = {
    async keep() {
      if (secret.value.length < 4) { tell("short"); secret.focus(); return; }
      lock = await locked(crypto.getRandomValues(new Uint8Array(16)));
      await keep();
      tell("done");
      if (navigator.serviceWorker) navigator.serviceWorker.register(worker);
    },
    async open() {
      const kept = JSON.parse(localStorage.getItem(NAME));
      const tried = await locked(unpacked(kept.salt));
      try {
        const data = await crypto.subtle.decrypt({ name: "AES-GCM", iv: unpacked(kept.iv) }, tried.key, unpacked(kept.data));
        text.value = new TextDecoder().decode(data);
        lock = tried;
        tell("opened");
        text.focus();
      } catch { tell("wrong"); secret.focus(); }
    },
    async clear() { lock = null; await forget(); show(); tell("cleared"); },
  };
  panel.querySelectorAll("[data-act]").forEach((button) => button.addEventListener("click", () => acts[button.dataset.act]()));

  let timer = 0;
  text.addEventListener("input", () => {
    clearTimeout(timer);
    if (lock) timer = setTimeout(keep, 1000);
  });
  panel.hidden = false;
  panel.open = has();
  show();
})();
