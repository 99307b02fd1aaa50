// Puts the self-hosted ALTCHA widget where [data-proof] waits; without scripts its question stands there. The widget is
// heavier than the page: it comes when that has been drawn, and a quick hand's "submit" waits for it.
const drawn = new Promise((done) => {
  if (document.readyState === "complete") done();
  else window.addEventListener("load", done, { once: true });
});

async function brought(place, words) {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/theme/vendor/altcha/altcha.css";
  document.head.append(style);
  await import("/theme/vendor/altcha/altcha.min.js");
  const { algorithms, i18n } = globalThis.$altcha;
  algorithms.set("PBKDF2/SHA-256", () => new Worker("/theme/vendor/altcha/pbkdf2.js"));
  i18n.set("zh-cn", words);
  const widget = document.createElement("altcha-widget");
  widget.setAttribute("challenge", place.dataset.proof);
  widget.setAttribute("name", place.dataset.name);
  widget.setAttribute("language", "zh-cn");
  widget.setAttribute("auto", "onload");
  // No footer link to another site, and no record of how the citizen moves the pointer.
  widget.setAttribute("configuration", JSON.stringify({ hideFooter: true, hideLogo: true, humanInteractionSignature: false }));
  place.replaceChildren(widget);
  return widget;
}

document.querySelectorAll("[data-proof]").forEach(async (place) => {
  const words = JSON.parse(place.dataset.words);
  const question = [...place.childNodes];
  const form = place.closest("form");
  let asked = null; // the button pressed too early
  let waits = true;
  const go = () => {
    waits = false;
    if (asked) setTimeout(() => form.requestSubmit(asked.submitter));
  };
  const askInstead = () => {
    waits = false;
    place.replaceChildren(...question);
  };
  form.addEventListener("submit", (event) => {
    if (!waits) return;
    event.preventDefault();
    asked = event;
  });

  place.textContent = words.verifying;
  await drawn;
  try {
    const widget = await brought(place, words);
    widget.addEventListener("verified", go);
    // No proof to be had (no network, no secure context): the question comes back.
    widget.addEventListener("statechange", ({ detail }) => {
      if (detail.state === "error") askInstead();
      if (detail.state === "verifying") waits = true;
    });
  } catch { askInstead(); }
});
