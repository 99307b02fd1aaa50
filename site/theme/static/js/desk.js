// Inside a list of cases: j or ↓ goes to the next, k or ↑ to the one before, Enter opens it (the link's own doing),
// x ticks it, / goes to the filters, ? shows what the keys do.
// The keys act only while the list has the focus, so they never take a key from a field or a screen reader.
// Somebody sent back here by a finished step goes on at the first row.
(() => {
  "use strict";
  const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

  const open = (selector, within) => {
    const part = document.querySelector(selector);
    if (!part) return;
    part.closest("details").open = true;
    (within ? part.querySelector(within) : part).focus();
  };
  const OTHERS = {
    x: (row) => row.closest("tr").querySelector("[type=checkbox]").click(),
    "/": () => open("[data-filter]", "[type=search]"),
    "?": () => open("[data-keys] > summary"),
  };

  document.querySelectorAll("[data-desk-list]").forEach((list) => {
    const links = () => [...list.querySelectorAll("[data-desk-row]")];
    list.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
      const rows = links();
      const here = rows.indexOf(document.activeElement);
      const next = STEPS[event.key] && rows[here + STEPS[event.key]];
      const other = here >= 0 && OTHERS[event.key];
      if (!next && !other) return;
      event.preventDefault();
      if (next) next.focus();
      else other(rows[here]);
    });
    if (list.dataset.deskList === "go-on") links()[0].focus({ preventScroll: true });
  });

  // One box that ticks all of the page; it can do nothing without a script, so it is made here.
  document.querySelectorAll("[data-tick-all]").forEach((all) => {
    all.hidden = false;
    const box = all.querySelector("input");
    box.addEventListener("change", () => {
      document.querySelectorAll("[name=case]").forEach((each) => { each.checked = box.checked; });
    });
  });
})();
