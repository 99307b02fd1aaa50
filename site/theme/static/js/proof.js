// Puts the self-hosted ALTCHA widget where [data-proof] waits; without scripts its <noscript> question stands there.
import "/theme/vendor/altcha/altcha.min.js";

const { algorithms, i18n } = globalThis.$altcha;
algorithms.set("PBKDF2/SHA-256", () => new Worker("/theme/vendor/altcha/pbkdf2.js"));

document.querySelectorAll("[data-proof]").forEach((place) => {
  i18n.set("zh-cn", JSON.parse(place.dataset.words));
  const widget = document.createElement("altcha-widget");
  widget.setAttribute("challenge", place.dataset.proof);
  widget.setAttribute("name", place.dataset.name);
  widget.setAttribute("language", "zh-cn");
  widget.setAttribute("auto", "onload");
  // No footer link to another site, and no record of how the citizen moves the pointer.
  widget.setAttribute("configuration", JSON.stringify({ hideFooter: true, hideLogo: true, humanInteractionSignature: false }));
  const question = [...place.childNodes];
  place.replaceChildren(widget);

  // No proof to be had (no network, no secure context): the question comes back.
  widget.addEventListener("statechange", ({ detail }) => {
    if (detail.state === "error") place.replaceChildren(...question);
  });

  // A quick hand may press "submit" before the proof is ready: the form waits for it.
  const form = place.closest("form");
  form.addEventListener("submit", (event) => {
    if (widget.getState() !== "verifying") return;
    event.preventDefault();
    const send = () => setTimeout(() => form.requestSubmit(event.submitter));
    widget.addEventListener("verified", send, { once: true });
  });
});
