// Keeps what is being written at the desk: some seconds after the last key, and no more once it is sent.
//
// <form data-draft="address"> … <span data-draft-status></span>. The button beside it does the same without scripts.
(() => {
  "use strict";
  const PAUSE = 4000; // ms without a key before keeping

  document.querySelectorAll("form[data-draft]").forEach((form) => {
    const status = form.querySelector("[data-draft-status]");
    let timer = 0;
    let asking = null;

    async function keep() {
      asking = new AbortController();
      const headers = { Accept: "application/json" };
      try {
        const answer = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form), headers, signal: asking.signal });
        if (answer.ok && status) status.textContent = (await answer.json()).saved;
      } catch {
        // No network, or the form was sent: the button and the page itself still work.
      }
    }

    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(keep, PAUSE);
    });
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      if (asking) asking.abort();
    });
  });
})();
