// Shows the chosen files before they are sent, with size and a small picture, and lets each be taken out again.
(() => {
  "use strict";
  const SIDE = 112; // px of the preview, twice its size on the page

  const size = (bytes) => (bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`);

  function span(className, text) {
    const element = document.createElement("span");
    element.className = className;
    element.textContent = text;
    return element;
  }

  // A canvas, not an image address: the content security policy allows no blob: addresses.
  async function preview(file, line) {
    if (!file.type.startsWith("image/") || !window.createImageBitmap) return;
    try {
      const picture = await createImageBitmap(file);
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = SIDE;
      const scale = Math.max(SIDE / picture.width, SIDE / picture.height);
      const [width, height] = [picture.width * scale, picture.height * scale];
      canvas.getContext("2d").drawImage(picture, (SIDE - width) / 2, (SIDE - height) / 2, width, height);
      canvas.setAttribute("aria-hidden", "true");
      picture.close();
      line.prepend(canvas);
    } catch {
      // A format this browser cannot draw: the name is enough.
    }
  }

  function without(files, index) {
    const rest = new DataTransfer();
    [...files].forEach((file, i) => i !== index && rest.items.add(file));
    return rest.files;
  }

  document.querySelectorAll("[data-upload]").forEach((box) => {
    const input = box.querySelector("input[type=file]");
    const list = box.querySelector("[data-upload-list]");

    function line(file, index) {
      const item = document.createElement("li");
      const remove = document.createElement("button");
      remove.type = "button";
      remove.className = "button button-plain";
      remove.textContent = box.dataset.remove;
      remove.append(span("sr-only", file.name));
      remove.addEventListener("click", () => {
        input.files = without(input.files, index);
        show();
        input.focus();
      });
      item.append(span("upload-name", file.name), span("upload-size", size(file.size)), remove);
      preview(file, item);
      return item;
    }

    function show() {
      list.replaceChildren(...[...input.files].map(line));
    }

    input.addEventListener("change", show);
    show(); // a browser may have kept the choice over "back"
  });
})();
