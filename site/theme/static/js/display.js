// How this reader wants pages to look, out of the cookie that /display set, before anything is drawn.
// The service's own pages carry it in <html> already.
(() => {
  "use strict";
  const modes = { light: "scheme", dark: "scheme", large: "size", high: "contrast" };
  const kept = /(?:^|; )mingdan_display=([a-z-]*)/.exec(document.cookie);
  const words = kept ? kept[1].split("-") : [];
  words.forEach((word) => { if (modes[word]) document.documentElement.dataset[modes[word]] = word; });
})();
