// Inside a list of cases: j or ↓ goes to the next, k or ↑ to the one before, Enter opens it (the link's own doing).
// The keys act only while the list has the focus, so they never take a key from a field or a screen reader.
// Somebody sent back here by a finished step goes on at the first row.
(() => {
  "use strict";
  const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

  document.querySelectorAll("[data-desk-list]").forEach((list) => {
    const links = () => [...list.querySelectorAll("[data-desk-row]")];
    list.addEventListener("keydown", (event) => {
      const step = STEPS[event.key];
      if (!step || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
      const rows = links();
      const next = rows[rows.indexOf(document.activeElement) + step];
      if (!next) return;
      event.preventDefault();
      next.focus();
    });
    if (list.dataset.deskList === "go-on") links()[0].focus({ preventScroll: true });
  });
})();
