// The editor of a list: each row saves itself a moment after the last key, or when it is left; Ctrl+S at once;
// Ctrl+↓ and Ctrl+↑ go to the same cell of the next row, Ctrl+Home and Ctrl+End to the first and last.
//
// What another person changed meanwhile is never overwritten: the row says so, and its button shows both texts.
(() => {
  "use strict";
  const PAUSE = 2500; // ms without a key before saving
  const list = document.querySelector("[data-rows]");
  if (!list) return;
  const aloud = document.querySelector("[data-rows-status]");
  const count = document.querySelector("[data-rows-count]");
  const forms = () => [...list.querySelectorAll("[data-row-form]")];
  const state = new Map(); // form → { timer, dirty, busy, conflict }
  forms().forEach((form) => state.set(form, { timer: 0, dirty: false, busy: null, conflict: false }));

  const say = (form, words, loud) => {
    form.closest("[data-row]").querySelector("[data-row-state]").textContent = words;
    if (loud && aloud) aloud.textContent = `${form.dataset.name}：${words}`;
  };

  // What the server found wrong with the cells, shown where the page itself shows it.
  const tell = (form, faults) => {
    form.querySelectorAll(".field").forEach((field) => {
      const control = field.querySelector("input, select, textarea");
      if (!control) return;
      const said = faults[control.name.slice(form.dataset.prefix.length)];
      let error = field.querySelector(".error");
      if (said && !error) {
        error = document.createElement("p");
        error.className = "error";
        error.id = `${control.id}-error`;
        control.before(error);
      }
      if (error) error.textContent = said || "";
      if (error && !said) error.remove();
      field.classList.toggle("has-error", Boolean(said));
      if (said) {
        control.setAttribute("aria-invalid", "true");
        control.setAttribute("aria-describedby", `${control.id}-error`);
      } else {
        control.removeAttribute("aria-invalid");
        control.removeAttribute("aria-describedby");
      }
    });
    const marks = form.closest("[data-row]").querySelector("[data-row-faults]");
    marks.textContent = Object.keys(faults).length ? list.dataset.count.replace("{count}", Object.keys(faults).length) : "";
  };

  const took = (form, answer) => {
    form.querySelector(`[name="${form.dataset.prefix}version"]`).value = answer.version;
    const removal = form.closest("[data-row]").querySelector("[data-row-version]");
    if (removal) removal.value = answer.version;
    tell(form, answer.faults);
    if (count) count.textContent = answer.count ? list.dataset.count.replace("{count}", answer.count) : list.dataset.sound;
  };

  async function send(form) {
    const its = state.get(form);
    its.dirty = false;
    say(form, list.dataset.saving, false);
    try {
      const sent = { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } };
      const response = await fetch(form.action, sent);
      const answer = await response.json();
      if (response.ok) took(form, answer);
      else its.dirty = true;
      its.conflict = answer.state === "conflict";
      say(form, answer.message || list.dataset.failed, true);
    } catch {
      its.dirty = true;
      say(form, list.dataset.failed, true);
    }
  }

  async function save(form) {
    const its = state.get(form);
    clearTimeout(its.timer);
    if (!its.dirty || its.conflict || its.busy) return;
    its.busy = send(form);
    await its.busy;
    its.busy = null;
    if (its.again) wait(form);
    its.again = false;
  }

  function wait(form) {
    const its = state.get(form);
    clearTimeout(its.timer);
    its.timer = setTimeout(() => save(form), PAUSE);
  }

  function typed(form) {
    const its = state.get(form);
    its.dirty = true;
    its.again = Boolean(its.busy);
    wait(form);
  }

  // The same cell of another row, which is opened for it.
  function go(form, control, to) {
    const all = forms();
    const place = { first: 0, last: all.length - 1 }[to] ?? all.indexOf(form) + to;
    const other = all[place];
    if (!other || other === form) return;
    other.closest("details").open = true;
    const name = other.dataset.prefix + control.name.slice(form.dataset.prefix.length);
    (other.querySelector(`[name="${name}"]`) || other.querySelector("input:not([type=hidden])")).focus();
  }

  const STEPS = { ArrowDown: 1, ArrowUp: -1, Home: "first", End: "last" };
  list.addEventListener("keydown", (event) => {
    const form = event.target.closest("[data-row-form]");
    if (!form || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    if (event.key === "s") {
      event.preventDefault();
      save(form);
    } else if (STEPS[event.key] && event.target.name) {
      event.preventDefault();
      go(form, event.target, STEPS[event.key]);
    }
  });
  list.addEventListener("input", (event) => {
    const form = event.target.closest("[data-row-form]");
    if (form) typed(form);
  });
  list.addEventListener("focusout", (event) => {
    const form = event.target.closest("[data-row-form]");
    if (form && !form.contains(event.relatedTarget)) save(form);
  });
  list.addEventListener("submit", (event) => {
    const its = state.get(event.target.closest("[data-row]").querySelector("[data-row-form]"));
    clearTimeout(its.timer);
    if (its.busy) {
      event.preventDefault(); // first the answer, which has the row's new version
      its.busy.then(() => setTimeout(() => event.target.requestSubmit()));
    } else if (state.has(event.target)) {
      its.dirty = false; // the row goes to the server as it is
    }
  });
  addEventListener("beforeunload", (event) => {
    if ([...state.values()].some((its) => its.dirty || its.busy)) event.preventDefault();
  });
})();
