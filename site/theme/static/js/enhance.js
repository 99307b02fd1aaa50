// Small conveniences on every page; each is found by its data attribute and nothing depends on it.
(() => {
  "use strict";
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

  // Screen readers hear what is wrong before anything else.
  each("[data-error-summary]", (summary) => summary.focus());

  each("[data-print]", (button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  each("[data-copy]", (button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      const status = button.parentElement.querySelector("[role=status]");
      if (status) {
        status.textContent = button.dataset.done;
        status.classList.remove("sr-only");
      }
    });
  });

  // Reads the page aloud, piece by piece, by a voice of the device itself: others send the text away. A second press stops.
  each("[data-read]", (button) => {
    const voices = window.speechSynthesis;
    if (!voices) return;
    const language = document.documentElement.lang;
    const own = () => voices.getVoices().find((each) => each.localService && each.lang.slice(0, 2) === language.slice(0, 2));
    const offer = () => { button.hidden = !own(); };
    const start = button.textContent;
    const show = (reading) => { button.textContent = reading ? button.dataset.stop : start; };
    offer();
    voices.addEventListener?.("voiceschanged", offer); // they may come after the page
    button.addEventListener("click", () => {
      const reading = voices.speaking;
      const voice = own();
      voices.cancel();
      show(!reading && voice);
      if (reading || !voice) return;
      const pieces = document.querySelector("main").innerText.split(/\n+/).filter((piece) => piece.trim());
      pieces.forEach((piece, at) => {
        const said = new SpeechSynthesisUtterance(piece);
        said.lang = language;
        said.voice = voice;
        if (at === pieces.length - 1) said.onend = () => show(false);
        voices.speak(said);
      });
    });
    window.addEventListener("pagehide", () => voices.cancel());
  });

  // What keep.js kept, and what opens it without a network. A browser that keeps nothing refuses each of them.
  const taken = [
    async () => localStorage.removeItem("mingdan-kept"),
    async () => {
      const workers = await navigator.serviceWorker.getRegistrations();
      await Promise.all(workers.map((each) => each.unregister()));
    },
    async () => {
      const shelves = (await caches.keys()).filter((name) => name.startsWith("mingdan-kept"));
      await Promise.all(shelves.map((name) => caches.delete(name)));
    },
  ];
  // Replaces this page in the history, so that "back" does not return to the complaint; tidying must not hold it up.
  each("[data-leave]", (link) => {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      document.body.hidden = true;
      const tidied = Promise.allSettled(taken.map((take) => take()));
      const waited = new Promise((done) => { setTimeout(done, 300); });
      Promise.race([tidied, waited]).then(() => window.location.replace(link.href));
    });
  });

  // Back from the display settings to this published page; the service's pages stay open beside them.
  each("[data-display-link]", (link) => {
    link.addEventListener("click", () => { link.search = new URLSearchParams({ back: location.pathname }); });
  });
  // Seen at once, kept when sent.
  each("[data-display-form]", (form) => {
    form.addEventListener("change", ({ target }) => { document.documentElement.dataset[target.name] = target.value; });
  });

  // A second press must not send the form twice; the server is safe against it too.
  each("form[data-once]", (form) => {
    form.addEventListener("submit", (event) => {
      setTimeout(() => {
        if (event.defaultPrevented) return; // another script holds the form back, for example until a proof is ready
        form.querySelectorAll("button[type=submit]").forEach((button) => {
          button.disabled = true;
          if (button === event.submitter) button.ariaBusy = "true";
        });
      });
    });
  });
  // "Back" may bring the page as it was left, with the button still off.
  window.addEventListener("pageshow", () => each("form[data-once] button[disabled]", (button) => {
    button.disabled = false;
    button.ariaBusy = null;
  }));

  // Laid out as cards on a phone, a table is no table any more for Safari's screen reader; others do not need to be told.
  const PARTS = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  const cards = window.matchMedia("(max-width: 47.99rem)");
  const tell = () => cards.matches && each(".table-cards, .table-cards :is(thead, tbody, tr, th, td)", (part) => {
    part.setAttribute("role", PARTS[part.tagName] || (part.scope === "row" ? "rowheader" : "columnheader"));
  });
  tell();
  cards.addEventListener("change", tell);

  // Paper shows what the screen has folded away.
  window.addEventListener("beforeprint", () => each("details:not([open])", (d) => {
    d.open = true;
    d.dataset.openedForPrint = "";
  }));
  window.addEventListener("afterprint", () => each("[data-opened-for-print]", (d) => {
    d.open = false;
    delete d.dataset.openedForPrint;
  }));
})();
