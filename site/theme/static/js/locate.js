// "Use where I am now": asks the device only when pressed, and writes the point into two hidden fields.
(() => {
  "use strict";
  if (!navigator.geolocation || !window.isSecureContext) return;

  document.querySelectorAll("[data-locate]").forEach((box) => {
    const button = box.querySelector("button");
    const status = box.querySelector("[role=status]");
    const field = (name) => button.form.elements[box.dataset[name]];
    box.hidden = false;

    function tell(words) {
      status.textContent = box.dataset[words];
      button.disabled = words === "busy";
    }

    function found({ coords }) {
      field("latitude").value = coords.latitude.toFixed(6);
      field("longitude").value = coords.longitude.toFixed(6);
      tell("done");
    }

    button.addEventListener("click", () => {
      tell("busy");
      const options = { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 };
      navigator.geolocation.getCurrentPosition(found, () => tell("failed"), options);
    });
  });
})();
