// How this reader wants pages to look, out of the cookie that /display set, before anything is drawn, and again
// when the reader comes back from settings opened beside this page: nothing typed here is lost.
(() => {
  "use strict";
  const modes = { light: "scheme", dark: "scheme", large: "size", high: "contrast" };
  const show = () => {
    const kept = /(?:^|; )mingdan_display=([a-z-]*)/.exec(document.cookie);
    const words = kept ? kept[1].split("-") : [];
    Object.values(modes).forEach((kind) => delete document.documentElement.dataset[kind]);
    words.forEach((word) => { if (modes[word]) document.documentElement.dataset[modes[word]] = word; });
  };
  show();
  document.addEventListener("visibilitychange", show);
})();
