// A canned text put where the cursor is, without leaving the page; without this script the page comes again with it.
(() => {
  "use strict";
  document.querySelectorAll("[data-canned]").forEach((part) => {
    const field = document.getElementById(part.dataset.into);
    const choice = part.querySelector("select");
    const button = part.querySelector("button");
    let plain = false; // the long way round, which also says what is wrong
    button.addEventListener("click", async (event) => {
      if (plain) return;
      event.preventDefault();
      if (!choice.value) {
        choice.focus();
        return;
      }
      const answer = await fetch(part.dataset.canned + choice.value).catch(() => null);
      if (!answer || !answer.ok) {
        plain = true;
        button.click();
        return;
      }
      const before = field.value && field.selectionStart === field.value.length && !field.value.endsWith("\n") ? "\n" : "";
      field.setRangeText(before + (await answer.text()), field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    });
  });
})();
