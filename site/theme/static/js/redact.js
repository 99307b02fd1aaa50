// Hides words and parts of pictures with the mouse: selected words get the marks 〔 〕, a dragged box is sent as
// "drawn". Without this script the marks are typed and the picture is blackened cell by cell.
(() => {
  "use strict";

  document.querySelectorAll("[data-mask]").forEach((button) => {
    const area = document.getElementById(button.dataset.mask);
    button.hidden = false;
    button.addEventListener("click", () => {
      const { selectionStart: from, selectionEnd: to } = area;
      if (from !== to) area.setRangeText(`〔${area.value.slice(from, to)}〕`, from, to, "end");
      area.focus();
    });
  });

  document.querySelectorAll("[data-redact]").forEach((frame) => {
    const picture = frame.querySelector("input[type=image]");
    const status = document.querySelector("[data-redact-status]");
    let start = null;
    let box = null;
    frame.classList.add("redact-drawing");
    status.textContent = frame.dataset.words;

    const place = (event) => {
      const area = picture.getBoundingClientRect();
      const within = (value, length) => Math.min(1000, Math.max(0, Math.round((1000 * value) / length)));
      return [within(event.clientX - area.left, area.width), within(event.clientY - area.top, area.height)];
    };
    const corners = (end) => [Math.min(start[0], end[0]), Math.min(start[1], end[1]), Math.abs(end[0] - start[0]), Math.abs(end[1] - start[1])];

    picture.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      start = place(event);
      box = frame.appendChild(document.createElement("span"));
      picture.setPointerCapture(event.pointerId);
    });
    picture.addEventListener("pointermove", (event) => {
      if (!start) return;
      ["left", "top", "width", "height"].forEach((side, at) => { box.style[side] = `${corners(place(event))[at] / 10}%`; });
    });
    picture.addEventListener("pointerup", (event) => {
      if (!start) return;
      const drawn = corners(place(event));
      start = null;
      if (drawn[2] < 5 || drawn[3] < 5) { box.remove(); return; }
      const field = Object.assign(document.createElement("input"), { type: "hidden", name: "drawn", value: drawn.join(",") });
      frame.append(field);
    });
    picture.addEventListener("dragstart", (event) => event.preventDefault());
    picture.addEventListener("click", (event) => { if (event.detail) event.preventDefault(); });
  });
})();
