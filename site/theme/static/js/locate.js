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

    // Browsers give WGS-84; the one inside WeChat on Android gives the maps' own GCJ-02.
    const datum = /MicroMessenger/.test(navigator.userAgent) && /Android/.test(navigator.userAgent) ? "gcj02" : "wgs84";

    function found({ coords }) {
      field("latitude").value = coords.latitude.toFixed(6);
      field("longitude").value = coords.longitude.toFixed(6);
      if (field("datum")) field("datum").value = datum;
      tell("done");
    }

    button.addEventListener("click", () => {
      tell("busy");
      const options = { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 };
      navigator.geolocation.getCurrentPosition(found, () => tell("failed"), options);
    });
  });
})();
