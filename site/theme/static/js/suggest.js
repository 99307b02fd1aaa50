// While the citizen writes, shows which published matters it sounds like. The next page asks the same without scripts.
//
// <textarea data-suggest-url="…" data-csrf="…" data-suggest-title="…"> followed anywhere by <div data-suggestions aria-live="polite">.
(() => {
  "use strict";
  const PAUSE = 500; // ms without a key before asking
  const ENOUGH = 4; // characters

  function line(suggestion) {
    const item = document.createElement("li");
    const matter = document.createElement("strong");
    const department = document.createElement("span");
    matter.textContent = suggestion.matter;
    department.className = "muted";
    department.textContent = suggestion.organ || suggestion.department;
    item.append(matter, department);
    return item;
  }

  function show(place, title, suggestions) {
    place.replaceChildren();
    if (!suggestions.length) return;
    const heading = document.createElement("p");
    heading.className = "suggestions-title";
    heading.textContent = title;
    const list = document.createElement("ul");
    list.className = "suggestions";
    list.append(...suggestions.slice(0, 3).map(line));
    place.append(heading, list);
  }

  document.querySelectorAll("[data-suggest-url]").forEach((box) => {
    const place = document.querySelector("[data-suggestions]");
    let timer = 0;
    let asking = null;

    async function ask() {
      if (asking) asking.abort();
      asking = new AbortController();
      const region = box.form.elements.region;
      const body = new URLSearchParams({ text: box.value, region: region ? region.value : "" });
      const headers = { "X-CSRFToken": box.dataset.csrf, Accept: "application/json" };
      try {
        const answer = await fetch(box.dataset.suggestUrl, { method: "POST", body, headers, signal: asking.signal });
        if (answer.ok) show(place, box.dataset.suggestTitle, (await answer.json()).suggestions);
      } catch {
        // No network or a newer question: the page works without suggestions.
      }
    }

    box.addEventListener("input", () => {
      clearTimeout(timer);
      if (box.value.trim().length < ENOUGH) return show(place, "", []);
      timer = setTimeout(ask, PAUSE);
    });
  });
})();
