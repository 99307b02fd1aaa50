// Keeps what is written on this device alone, by the writer's choice: locked with words they choose, and opened
// with nothing else. Leaving quickly, clearing and a receipt take it away. Needs a secure page; hidden without.
(() => {
  "use strict";
  const NAME = "mingdan-kept";
  const ROUNDS = 600000; // of PBKDF2: a second or two on an old phone; kept with the text, so it may grow
  const LEAST = 8; // characters
  const worker = location.pathname.replace(/[^/]*$/, "offline.js"); // opens /complain/ without a network
  const panel = document.querySelector("[data-keep]");
  const has = () => localStorage.getItem(NAME) !== null;

  function blocked() {
    try { localStorage.getItem(NAME); return false; } catch { return true; } // a browser that lets sites keep nothing
  }

  async function forget() {
    localStorage.removeItem(NAME);
    const shelves = (await caches.keys()).filter((name) => name.startsWith(NAME));
    await Promise.all(shelves.map((name) => caches.delete(name)));
    const all = navigator.serviceWorker ? await navigator.serviceWorker.getRegistrations() : [];
    await Promise.all(all.map((each) => each.unregister()));
  }

  if (!window.isSecureContext || blocked()) return;
  if (document.querySelector("[data-forget]")) forget();
  if (!panel) return;

  const text = document.getElementById(panel.dataset.keep);
  const secret = panel.querySelector("[type=password]");
  const seen = panel.querySelector("[type=checkbox]");
  const status = panel.querySelector("[role=status]");
  const tell = (words) => { status.textContent = panel.dataset[words]; };
  const show = () => panel.querySelectorAll("[data-kept]").forEach((part) => { part.hidden = !has(); });
  const packed = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
  const unpacked = (said) => Uint8Array.from(atob(said), (letter) => letter.charCodeAt(0));
  let lock = null; // { key, salt, rounds } of this visit: never stored
  let left = false;
  let timer = 0;

  async function locked(salt, rounds) {
    const words = await crypto.subtle.importKey("raw", new TextEncoder().encode(secret.value), "PBKDF2", false, ["deriveKey"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
    const key = await crypto.subtle.deriveKey(how, words, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    return { key, salt, rounds };
  }

  // Whether it was kept: nothing empty is, and nothing after leaving or clearing.
  async function keep(used) {
    const said = text.value;
    if (!said.trim()) return false;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, used.key, new TextEncoder().encode(said));
    const pieces = new Uint8Array(data).reduce((all, byte) => all + String.fromCharCode(byte), "");
    if (left || lock !== used) return false;
    const kept = { v: 1, rounds: used.rounds, salt: packed(used.salt), iv: packed(iv), data: btoa(pieces) };
    localStorage.setItem(NAME, JSON.stringify(kept));
    show();
    return true;
  }

  function letGo() {
    clearTimeout(timer);
    lock = null;
  }

  const acts = {
    async keep() {
      if (has() && !lock) { tell("standing"); return; }
      if (!text.value.trim()) { tell("empty"); text.focus(); return; }
      if (secret.value.length < LEAST) { tell("short"); secret.focus(); return; }
      lock = await locked(crypto.getRandomValues(new Uint8Array(16)), ROUNDS);
      if (!await keep(lock)) return;
      tell("done");
      if (navigator.serviceWorker) navigator.serviceWorker.register(worker);
    },
    async open() {
      const kept = JSON.parse(localStorage.getItem(NAME));
      const tried = await locked(unpacked(kept.salt), kept.rounds);
      try {
        const data = await crypto.subtle.decrypt({ name: "AES-GCM", iv: unpacked(kept.iv) }, tried.key, unpacked(kept.data));
        const found = new TextDecoder().decode(data);
        text.value = found.includes(text.value) ? found : `${found}\n${text.value}`; // what was typed stays
        lock = tried;
        tell("opened");
        text.focus();
      } catch { tell("wrong"); secret.focus(); }
    },
    async clear() { letGo(); await forget(); show(); tell("cleared"); },
  };
  panel.querySelectorAll("[data-act]").forEach((button) => button.addEventListener("click", () => acts[button.dataset.act]()));

  seen.addEventListener("change", () => { secret.type = seen.checked ? "text" : "password"; });
  text.addEventListener("input", () => {
    clearTimeout(timer);
    if (lock) timer = setTimeout(() => keep(lock), 1000);
  });
  // Before enhance.js takes it away; and where another window of this device took it away.
  document.addEventListener("click", ({ target }) => {
    if (!target.closest("[data-leave]")) return;
    left = true;
    letGo();
  }, true);
  window.addEventListener("storage", () => { if (!has()) letGo(); });
  panel.hidden = false;
  panel.open = has();
  show();
})();
